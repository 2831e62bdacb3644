import { Send } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeysetList } from '@/api/refine';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { deliveryStates, deliveryStatus, type Delivery } from '../api/notifications';
import { DeliveryPanel } from '../components/DeliveryPanel';
import { NotificationTabs } from '../components/NotificationTabs';
import './notifications.css';

/** For whoever administers the company: what was sent out, what waits, and what did not arrive. */
export default function DeliveriesPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_delivery:read">
      <Deliveries />
    </Permitted>
  );
}

function Deliveries() {
  const { t } = useTranslation();
  const [search, put] = useAddress();
  const state = deliveryStates.find((one) => one === search.get('state')) ?? null;
  const selected = search.get('delivery');
  const beside = selected !== null;
  const list = useKeysetList<Delivery>('deliveries', { path: '/notifications/deliveries', filters: { state }, refetch: 10_000 });
  const columns = useMemo((): readonly Column<Delivery>[] => {
    const all: readonly Column<Delivery>[] = [
      { key: 'state', title: t('users.status'), width: 8.5, cell: (row) => <StatusPill status={deliveryStatus[row.state]}>{t(`deliveries.state.${row.state}`)}</StatusPill> },
      { key: 'subject', title: t('notifications.subject'), cell: (row) => <span title={row.subject}>{row.subject}</span> },
      { key: 'channel', title: t('deliveries.channel'), width: 12, cell: (row) => row.channel_name },
      { key: 'to', title: t('deliveries.to'), width: 14, cell: (row) => row.recipient ?? '–' },
      { key: 'attempts', title: t('deliveries.attempts'), width: 6, right: true, cell: (row) => row.attempts },
      { key: 'time', title: t('notifications.time'), width: 9, right: true, cell: (row) => <Time at={row.created_at} /> },
    ];
    // The panel beside says the rest.
    return beside ? all.filter(({ key }) => ['state', 'subject', 'time'].includes(key)) : all;
  }, [t, beside]);
  return (
    <Page
      fill
      title={t('nav.notifications')}
      filters={
        <>
          <NotificationTabs />
          {state ? (
            <Chip onRemove={() => put({ state: null })}>{t(`deliveries.state.${state}`)}</Chip>
          ) : (
            <AddFilter
              label={t('users.status')}
              choices={deliveryStates.map((value) => ({ value, label: t(`deliveries.state.${value}`) }))}
              onAdd={(value) => put({ state: value })}
            />
          )}
        </>
      }
      aside={selected && <DeliveryPanel key={selected} id={selected} onClose={() => put({ delivery: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={Send} title={t('deliveries.none')}>
            <p>{t('deliveries.noneText')}</p>
          </EmptyState>
        }
        label={t('deliveries.title')}
        columns={columns}
        rowKey={(row) => row.id}
        selected={selected}
        onSelect={(row) => put({ delivery: row.id })}
      />
    </Page>
  );
}
