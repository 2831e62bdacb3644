import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { HistoryLink } from '@/ui/HistoryLink';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { ReadOnly } from '@/ui/ReadOnly';
import { useSigningPolicy } from '../api/signing';
import { CertificationCard } from '../components/CertificationCard';
import { PolicyForm } from '../components/PolicyForm';
import { WithdrawalsCard } from '../components/WithdrawalsCard';
import './signing.css';

/** For the quality manager who answers for electronic signatures: what they mean, what they ask, who may not give them. */
export default function SigningPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.signing')} permission="signing_policy:read">
      <Settings />
    </Permitted>
  );
}

function Settings() {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = usePermission('signing_policy:write');
  const { data: policy, error, refetch } = useSigningPolicy();
  return (
    <Page
      title={t('nav.signing')}
      state={
        policy && (
          <>
            <span>{t('policy.state', { when: format.relative(policy.updated_at) })}</span>
            {!mayWrite && <ReadOnly />}
            <HistoryLink type="signing_policy" id="signatures" />
          </>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : policy ? (
        <div className="signing-page">
          <PolicyForm key={policy.version} policy={policy} />
          <WithdrawalsCard />
          <CertificationCard />
        </div>
      ) : (
        <div className="card">
          <Skeleton rows={8} height="3.5rem" />
        </div>
      )}
    </Page>
  );
}
