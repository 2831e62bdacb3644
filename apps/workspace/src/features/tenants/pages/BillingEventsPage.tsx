import { Button } from 'antd';
import { Inbox } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useKeysetList } from '@/api/refine';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { ChangeProblem } from '@/ui/Dialogs';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { OtherContracts, StripeStanding } from '../components/StripeStanding';
import { billingEventStates, useTenantChanges, type BillingEvent } from '../api/tenants';
import './tenants.css';

const meaning: Readonly<Record<BillingEvent['state'], Status>> = { waiting: 'info', done: 'ok', ignored: 'none', unmatched: 'watch', dead: 'act' };

/** For whoever runs the platform: what Stripe told, what came of it, and what waits for a person. */
export default function BillingEventsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('billing.title')} permission="platform_tenant:read">
      <BillingEvents />
    </Permitted>
  );
}

function BillingEvents() {
  const { t } = useTranslation();
  const [search, put] = useAddress();
  const state = billingEventStates.find((one) => one === search.get('state')) ?? null;
  const list = useKeysetList<BillingEvent>('billing/events', { filters: { state } });
  const mayWrite = usePermission('platform_tenant:write');
  const { retryBillingEvent } = useTenantChanges();
  const change = useChange();
  const columns = useMemo(
    (): readonly Column<BillingEvent>[] => [
      { key: 'type', title: t('billing.type'), cell: (event) => <code className="code">{event.type}</code> },
      { key: 'state', title: t('users.status'), width: 10.5, cell: (event) => <StatusPill status={meaning[event.state]}>{t(`billing.${event.state}`)}</StatusPill> },
      {
        key: 'company', title: t('nav.company'), width: 8.5,
        cell: (event, current) => (event.tenant_id ? <Link className="cell-link" to={`/tenants/${event.tenant_id}`} tabIndex={current ? 0 : -1}>{event.customer_id}</Link> : event.customer_id),
      },
      { key: 'error', title: t('billing.error'), cell: (event) => <span title={event.error ?? undefined}>{event.error}</span> },
      { key: 'received', title: t('billing.received'), width: 8.5, right: true, cell: (event) => <Time at={event.received_at} /> },
      {
        key: 'retry', title: t('error.retry'), width: 7.5, right: true,
        cell: (event, current) =>
          mayWrite && (event.state === 'dead' || event.state === 'unmatched' || (event.state === 'waiting' && event.attempts > 0)) && (
            <Button size="small" tabIndex={current ? 0 : -1} loading={change.busy} onClick={() => void change.run(() => retryBillingEvent(event.id)).then(list.retry)}>
              {t('error.retry')}
            </Button>
          ),
      },
    ],
    [t, mayWrite, change, retryBillingEvent, list.retry],
  );
  return (
    <Page
      fill
      title={t('billing.title')}
      state={<Link to="/tenants">{t('tenant.all')}</Link>}
      filters={
        state ? (
          <Chip onRemove={() => put({ state: null })}>{t(`billing.${state}`)}</Chip>
        ) : (
          <AddFilter label={t('users.status')} choices={billingEventStates.map((one) => ({ value: one, label: t(`billing.${one}`) }))} onAdd={(one) => put({ state: one })} />
        )
      }
    >
      <StripeStanding />
      <ChangeProblem problem={change.problem} />
      <OtherContracts />
      <KeysetTable
        list={list}
        empty={<EmptyState icon={Inbox} title={t('billing.none')}><p>{t('billing.noneText')}</p></EmptyState>}
        label={t('billing.title')}
        columns={columns}
        rowKey={(event) => event.id}
        rowClass={(event) => (event.state === 'dead' ? 'row-act' : event.state === 'unmatched' ? 'row-watch' : '')}
      />
    </Page>
  );
}
