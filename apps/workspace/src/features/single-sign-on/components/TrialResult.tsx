import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { useRoleWords } from '@/ui/roles';
import { StatusPill } from '@/ui/StateBadge';
import { useTrial } from '../api';

/** How a sign-in went that signed nobody in: who it would have been, as what, and what the provider said. */
export function TrialResult({ provider, trial }: { provider: string; trial: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useTrial(provider, trial);
  const { data: roles } = useRoles();
  const words = useRoleWords(roles);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton rows={4} />;
  const refused = data.outcome === 'refused';
  return (
    <section className="panel-section sso-trial">
      <h3>{t('sso.trial')}</h3>
      <p>
        <StatusPill status={refused ? 'act' : 'ok'}>{t(`sso.outcome.${data.outcome}`)}</StatusPill>
      </p>
      {data.detail && <p>{data.detail}</p>}
      <dl className="facts">
        {data.email && (
          <>
            <dt>{t('users.email')}</dt>
            <dd>{data.email}</dd>
          </>
        )}
        <dt>{t('sso.roles')}</dt>
        <dd>{data.roles.map((role) => words.title(role)).join(', ') || t('sso.noRole')}</dd>
        <dt>{t('sso.factor')}</dt>
        <dd>{t(data.second_factor ? 'sso.factorYes' : 'sso.factorNo')}</dd>
      </dl>
      {data.claims && (
        // Focusable, so that it scrolls by keyboard (WCAG 2.1.1).
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className="sso-claims code" tabIndex={0} aria-label={t('sso.claims')}>
          {JSON.stringify(data.claims, null, 2)}
        </pre>
      )}
    </section>
  );
}
