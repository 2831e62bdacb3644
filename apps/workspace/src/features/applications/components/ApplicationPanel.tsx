import { Button } from 'antd';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { useApplicationChanges, type Application, type WithSecret } from '../api/applications';
import { Connection } from './Connection';

interface ApplicationPanelProps {
  readonly application: Application;
  readonly onChange: () => void;
  readonly onSecret: (made: WithSecret) => void;
  readonly onClose: () => void;
}

/** One application beside the list: what to set in it, what it is told, and what can be taken from it. */
export function ApplicationPanel({ application, onChange, onSecret, onClose }: ApplicationPanelProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('oauth_client:write');
  const { rotate, remove } = useApplicationChanges();
  const change = useChange();
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  useFocusBack();
  const done = async (work: () => Promise<void>): Promise<void> => {
    if (await change.run(work)) setAsking(null);
  };
  return (
    <SidePanel
      title={application.name}
      subtitle={<span className="muted">{application.description}</span>}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={onChange}>{t('applications.change')}</Button>
            {application.kind === 'confidential' && (
              <Button icon={<KeyRound aria-hidden size="1em" />} onClick={() => setAsking('rotate')}>{t('applications.rotate')}</Button>
            )}
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setAsking('remove')}>{t('applications.remove')}</Button>
          </>
        )
      }
    >
      <Facts application={application} />
      <Connection application={application} />
      {asking === 'rotate' && (
        <Confirm
          title={t('applications.rotateAsk', { name: application.name })}
          verb={t('applications.rotate')}
          change={change}
          onConfirm={() => void done(async () => onSecret(await rotate(application)))}
          onClose={() => setAsking(null)}
        >
          <p>{t('applications.rotateText')}</p>
        </Confirm>
      )}
      {asking === 'remove' && (
        <Confirm
          title={t('applications.removeAsk', { name: application.name })}
          verb={t('applications.removeVerb')}
          change={change}
          onConfirm={() => void done(async () => {
            await remove(application);
            onClose();
          })}
          onClose={() => setAsking(null)}
        >
          <p>{t('applications.removeText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

function Facts({ application }: { application: Application }) {
  const { t } = useTranslation();
  const { kind, secret, scopes, redirect_uris, post_logout_redirect_uris } = application;
  return (
    <>
      <dl className="facts">
        <dt>{t('applications.kind')}</dt>
        <dd>{t(`applications.kinds.${kind}`)}</dd>
        {secret && (
          <>
            <dt>{t('applications.secret')}</dt>
            <dd><code>…{secret.ending}</code> <span className="muted"><Time at={secret.created_at} /></span></dd>
          </>
        )}
        <dt>{t('applications.consentShort')}</dt>
        <dd>{t(application.consent_required ? 'applications.asked' : 'applications.notAsked')}</dd>
        <dt>{t('applications.made')}</dt>
        <dd>{application.created_by} · <Time at={application.created_at} /></dd>
        <dt>{t('applications.changed')}</dt>
        <dd><Time at={application.updated_at} /></dd>
      </dl>
      <section className="panel-section">
        <h3>{t('applications.told')}</h3>
        <ul className="application-list">
          {scopes.map((scope) => <li key={scope}>{t(`applications.scope.${scope}`)} <code className="muted">{scope}</code></li>)}
          {scopes.length === 0 && <li className="muted">{t('applications.toldNothing')}</li>}
        </ul>
      </section>
      <Addresses title={t('applications.redirects')} addresses={redirect_uris} />
      <Addresses title={t('applications.logouts')} addresses={post_logout_redirect_uris} />
    </>
  );
}

function Addresses({ title, addresses }: { title: string; addresses: readonly string[] }) {
  if (addresses.length === 0) return null;
  return (
    <section className="panel-section">
      <h3>{title}</h3>
      <ul className="application-list">
        {addresses.map((address) => <li key={address}><code>{address}</code></li>)}
      </ul>
    </section>
  );
}
