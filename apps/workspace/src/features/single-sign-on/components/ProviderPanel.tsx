import { Button } from 'antd';
import { FlaskConical, LogIn, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { beginTrial, test, useProviderChanges, useUris, type Check, type EmailDomain, type Provider } from '../api';
import { TrialResult } from './TrialResult';

interface ProviderPanelProps {
  readonly provider: Provider;
  /** A trial that the browser came back from. */
  readonly trial: string | null;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** One provider beside the list: its domains, whether it works, and what a sign-in would bring. */
export function ProviderPanel({ provider, trial, onEdit, onClose }: ProviderPanelProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('identity_provider:write');
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const [removing, setRemoving] = useState(false);
  const changes = useProviderChanges();
  const uris = useUris(provider.id);
  const testing = useChange();
  const trying = useChange();
  const deletion = useChange();
  useFocusBack();

  return (
    <SidePanel
      title={provider.name}
      subtitle={<code className="code muted">{provider.issuer}</code>}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={onEdit}>{t('sso.change')}</Button>
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setRemoving(true)}>{t('sso.remove')}</Button>
          </>
        )
      }
    >
      <section className="panel-section">
        <Uri title={t('sso.redirect')} uri={uris?.redirect_uri} />
        <p className="muted">{t('sso.redirectHint')}</p>
      </section>
      <section className="panel-section">
        <Uri title={t('sso.postLogout')} uri={uris?.post_logout_redirect_uri} />
        <Uri title={t('sso.backchannel')} uri={uris?.backchannel_logout_uri} />
        <p className="muted">{t('sso.logoutHint')}</p>
      </section>
      <section className="panel-section">
        <h3>{t('sso.domains')}</h3>
        {provider.domains.length === 0 && <p className="muted">{t('sso.noDomain')}</p>}
        {provider.domains.map((domain) => (
          <Domain key={domain.domain} provider={provider} domain={domain} mayWrite={mayWrite} />
        ))}
      </section>
      {mayWrite && (
        <section className="panel-section">
          <h3>{t('sso.try')}</h3>
          <div className="sso-actions">
            <Button icon={<FlaskConical aria-hidden size="1em" />} loading={testing.busy} onClick={() => void testing.run(async () => setChecks(await test(provider)))}>
              {t('sso.test')}
            </Button>
            <Button icon={<LogIn aria-hidden size="1em" />} loading={trying.busy} onClick={() => void trying.run(async () => window.location.assign(await beginTrial(provider)))}>
              {t('sso.trySignIn')}
            </Button>
          </div>
          <p className="muted">{t('sso.tryText')}</p>
          <ChangeProblem problem={testing.problem ?? trying.problem} />
          <div role="status">{checks && <Checks checks={checks} />}</div>
        </section>
      )}
      {trial && <TrialResult provider={provider.id} trial={trial} />}
      {removing && (
        <Confirm
          title={t('sso.removeTitle', { name: provider.name })}
          verb={t('sso.remove')}
          change={deletion}
          onConfirm={() => void deletion.run(() => changes.remove(provider)).then((done) => done && onClose())}
          onClose={() => setRemoving(false)}
        >
          <p>{t('sso.removeText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

function Uri({ title, uri = '' }: { title: string; uri: string | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <h3>{title}</h3>
      <span className="sso-copy">
        <code className="code">{uri}</code>
        <CopyButton text={uri} label={t('sso.copy')} />
      </span>
    </>
  );
}

function Domain({ provider, domain, mayWrite }: { provider: Provider; domain: EmailDomain; mayWrite: boolean }) {
  const { t } = useTranslation();
  const { verify, takeBack } = useProviderChanges();
  const [asking, setAsking] = useState(false);
  const change = useChange();
  const verified = Boolean(domain.verified_at);
  return (
    <div className="sso-domain">
      <div className="sso-domain-head">
        <strong>{domain.domain}</strong>
        <StatusPill status={verified ? 'ok' : 'watch'}>{t(verified ? 'sso.verified' : 'sso.unverified')}</StatusPill>
      </div>
      {!verified && (
        <>
          <p className="muted">{t('sso.txt')}</p>
          <span className="sso-copy">
            <code className="code">{domain.txt_record}</code>
            <CopyButton text={domain.txt_record} label={t('sso.copy')} />
          </span>
          {mayWrite && (
            <Button loading={change.busy} onClick={() => void change.run(() => verify(provider, domain.domain))}>
              {t('sso.verify')}
            </Button>
          )}
          <ChangeProblem problem={change.problem} />
        </>
      )}
      {verified && mayWrite && <Button onClick={() => setAsking(true)}>{t('sso.takeBack')}</Button>}
      {asking && (
        <Confirm
          title={t('sso.takeBackTitle', { domain: domain.domain })}
          verb={t('sso.takeBack')}
          change={change}
          onConfirm={() => void change.run(() => takeBack(provider, domain.domain)).then((done) => done && setAsking(false))}
          onClose={() => setAsking(false)}
        >
          <p>{t('sso.takeBackText')}</p>
        </Confirm>
      )}
    </div>
  );
}

const meaning = { ok: 'ok', warn: 'watch', fail: 'act' } as const;

const urgency = { fail: 0, warn: 1, ok: 2 } as const;

/** Each thing that was looked at, how it is, and what to do; what is wrong comes first. */
function Checks({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation();
  return (
    <ul className="sso-checks" aria-label={t('sso.test')}>
      {[...checks].sort((a, b) => urgency[a.status] - urgency[b.status]).map((one) => (
        <li key={one.check}>
          <StatusPill status={meaning[one.status]}>{t(`sso.status.${one.status}`)}</StatusPill>
          <div>
            <strong>{t(`sso.check.${one.check}`, { defaultValue: one.check })}</strong>
            <p className="muted">{one.detail}</p>
            {one.advice && <p>{one.advice}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
