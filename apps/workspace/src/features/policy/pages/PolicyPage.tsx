import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { ReadOnly } from '@/ui/ReadOnly';
import { usePolicy } from '../api/policy';
import { PolicyForm } from '../components/PolicyForm';
import './policy.css';

/** For the IT administrator: what the company asks of everybody who signs in. */
export default function PolicyPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.policy')} permission="policy:read">
      <Loaded />
    </Permitted>
  );
}

function Loaded() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = usePermission('policy:write');
  const { data: policy, error, refetch } = usePolicy();
  return (
    <Page
      title={t('nav.policy')}
      state={
        policy && (
          <>
            <span>{t('policy.state', { when: format.relative(policy.updated_at) })}</span>
            {!mayWrite && <ReadOnly />}
          </>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : policy ? (
        <PolicyForm key={policy.version} policy={policy} />
      ) : (
        <div className="card policy-loading">
          <Skeleton rows={8} height="3.5rem" />
        </div>
      )}
    </Page>
  );
}
