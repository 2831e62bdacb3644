import { useTranslation } from 'react-i18next';
import { useLastSignIns, type Outcome, type SignIn } from '@/api/signIns';
import { deviceOf } from './devices';
import { ErrorState, Skeleton } from './Feedback';
import { StatusPill } from './StateBadge';
import type { Status } from './status';
import { Time } from './Time';
import './sessions.css';

const meaning: Readonly<Record<Outcome, Status>> = {
  signed_in: 'ok', signed_out: 'none', code_asked: 'info', refused: 'watch', locked: 'act', recovery_code_used: 'watch',
  token_reused: 'act', token_issued: 'ok', key_refused: 'watch',
};

/** What came of a sign-in, and why it was refused. */
export function SignInOutcome({ signIn }: { signIn: SignIn }) {
  const { t } = useTranslation();
  const { outcome, reason } = signIn;
  return (
    <StatusPill status={meaning[outcome]}>
      {reason ? t(`signIns.reason.${reason}`, { defaultValue: reason.replaceAll('_', ' ') }) : t(`signIns.outcome.${outcome}`)}
    </StatusPill>
  );
}

interface LastSignInsProps {
  /** Of whom; one's own without it. */
  readonly subject?: string;
}

/** The last sign-ins of somebody, and what was refused. */
export function LastSignIns({ subject }: LastSignInsProps) {
  const { t } = useTranslation();
  const list = useLastSignIns(subject ? '/sign-ins' : '/auth/sign-ins', { limit: 5, ...(subject && { subject }) });
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton rows={3} height="2.25rem" />;
  if (list.data.length === 0) return <p className="muted">{t('signIns.never')}</p>;
  return (
    <ul className="sign-in-list">
      {list.data.map((one) => (
        <li key={one.id}>
          <SignInOutcome signIn={one} />
          {one.new_address && <StatusPill status="watch">{t('signIns.newAddress')}</StatusPill>}
          <span className="muted" title={one.user_agent ?? undefined}>
            <Time at={one.time} />
            {[one.ip, deviceOf(one.user_agent)].filter(Boolean).map((text) => ` · ${text}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
