import { Button } from 'antd';
import { KeyRound, Pencil, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { useApplicationChanges, type Application, type WithSecret } from '../api/applications';
import { Connection } from './Connection';

/** How long the secret before works on, for whoever changes it without a pause. */
const overlapHours = 24;

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
  const { rotate, enable, remove } = useApplicationChanges();
  const change = useChange();
  const [asking, setAsking] = useState<'rotate' | 'disable' | 'remove' | null>(null);
  const [overlap, setOverlap] = useState(true);
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
            <Button
              icon={<Power aria-hidden size="1em" />}
              loading={change.busy}
              onClick={() => (application.enabled ? setAsking('disable') : void change.run(() => enable(application, true)))}
            >
              {t(application.enabled ? 'applications.disable' : 'applications.enable')}
            </Button>
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setAsking('remove')}>{t('applications.remove')}</Button>
          </>
        )
      }
    >
      {!application.enabled && <p><StatusPill status="none">{t('applications.off')}</StatusPill></p>}
      {asking === null && <ChangeProblem problem={change.problem} />}
      <Facts application={application} />
      <Connection application={application} />
      {asking === 'rotate' && (
        <Confirm
          title={t('applications.rotateAsk', { name: application.name })}
          verb={t('applications.rotate')}
          danger={!overlap}
          change={change}
          onConfirm={() => void done(async () => onSecret(await rotate(application, overlap ? overlapHours : 0)))}
          onClose={() => setAsking(null)}
        >
          <label className="check">
            <input type="checkbox" checked={overlap} onChange={(event) => setOverlap(event.target.checked)} />
            <span className="check-title">{t('applications.overlap', { count: overlapHours })}</span>
          </label>
          <p>{t(overlap ? 'applications.overlapText' : 'applications.rotateText')}</p>
        </Confirm>
      )}
      {asking === 'disable' && (
        <Confirm
          title={t('applications.disableAsk', { name: application.name })}
          verb={t('applications.disable')}
          change={change}
          onConfirm={() => void done(async () => void (await enable(application, false)))}
          onClose={() => setAsking(null)}
        >
          <p>{t('applications.disableText')}</p>
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
  const { kind, secret, previous_secret: before, scopes, redirect_uris, post_logout_redirect_uris } = application;
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
        {before && (
          <>
            <dt>{t('applications.secretBefore')}</dt>
            <dd><code>…{before.ending}</code> <span className="muted">{t('applications.worksUntil')} <Time at={before.expires_at} /></span></dd>
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
