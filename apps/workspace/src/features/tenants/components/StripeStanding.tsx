import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { useChange } from '@/ui/useChange';
import { useOtherContracts, useStripeAccount, useTenantChanges, type StripeAccount } from '../api/tenants';

/** Whether Stripe may be asked at all; silent where it may. */
export function StripeStanding() {
  const { data } = useStripeAccount();
  return data && (data.state === 'other' || data.state === 'unknown') ? <Refused account={data} /> : null;
}

function Refused({ account: { state, account_id, live, key_account_id, key_live, reason } }: { account: StripeAccount }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('platform_tenant:write');
  const { confirmStripeAccount } = useTenantChanges();
  const [asking, setAsking] = useState(false);
  const change = useChange();
  const other = state === 'other' && key_account_id;
  const named = (id: string, isLive: boolean | null | undefined): string => `${id} (${isLive ? 'live' : 'test'})`;
  const key = named(key_account_id ?? '', key_live);
  return (
    <div className="tenant-standing tenant-standing-act stripe-stopped" role="alert">
      <strong>{t('billing.stopped')}</strong>
      <p>{other ? t('billing.otherAccount', { key, known: account_id ? named(account_id, live) : '–' }) : reason}</p>
      {other && mayWrite && <Button danger onClick={() => setAsking(true)}>{t('billing.useAccount', { key })}</Button>}
      {other && asking && (
        <Confirm
          title={t('billing.useAccount', { key })}
          verb={t('billing.useAccount', { key })}
          change={change}
          onConfirm={() => void change.run(() => confirmStripeAccount(key_account_id)).then((done) => done && setAsking(false))}
          onClose={() => setAsking(false)}
        >
          <p>{t('billing.useAccountText')}</p>
        </Confirm>
      )}
    </div>
  );
}

/** What Stripe collects from our customers for something else; silent where there is none. */
export function OtherContracts() {
  const { t } = useTranslation();
  const { data } = useOtherContracts();
  if (!data || data.items.length === 0) return null;
  return (
    <details className="card contracts">
      <summary>{t('billing.contracts', { count: data.items.length })}</summary>
      <p className="muted">{t('billing.contractsText')}</p>
      <ul>
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to={`/tenants/${one.tenant_id}`}>{one.customer_id}</Link>
            <code className="code">{one.id}</code>
            <code className="code">{one.price_id}</code>
            <span className="muted">{one.status}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
