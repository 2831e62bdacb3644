import { Button } from 'antd';
import { RotateCcw, Send } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeysetList } from '@/api/refine';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChannels } from '../api/channels';
import { deliveryStates, deliveryStatus, type Delivery } from '../api/notifications';
import { ChannelMark } from '../components/ChannelMark';
import { DeliveryPanel } from '../components/DeliveryPanel';
import { NotificationTabs } from '../components/NotificationTabs';
import { ReplayMany } from '../components/ReplayMany';
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
  const channel = search.get('channel');
  const { data: channels = [] } = useChannels(usePermission('notification_channel:read'));
  const mayReplay = usePermission('notification_delivery:write');
  const [replaying, setReplaying] = useState(false);
  const list = useKeysetList<Delivery>('deliveries', { path: '/notifications/deliveries', filters: { state, channel_id: channel }, refetch: 10_000 });
  const dead = list.rows.filter((row) => row.state === 'dead' && row.channel_id);
  const columns = useMemo((): readonly Column<Delivery>[] => {
    const all: readonly Column<Delivery>[] = [
      { key: 'state', title: t('users.status'), width: 8.5, cell: (row) => <StatusPill status={deliveryStatus[row.state]}>{t(`deliveries.state.${row.state}`)}</StatusPill> },
      { key: 'subject', title: t('notifications.subject'), cell: (row) => <span title={row.subject}>{row.subject}</span> },
      { key: 'channel', title: t('deliveries.channel'), width: 12, cell: (row) => <ChannelMark kind={row.kind} name={row.channel_name} /> },
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
      actions={
        mayReplay && state === 'dead' && dead.length > 1 && (
          <Button icon={<RotateCcw aria-hidden size="1em" />} onClick={() => setReplaying(true)}>
            {t('deliveries.replayMany', { count: dead.length })}
          </Button>
        )
      }
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
          {channel ? (
            <Chip onRemove={() => put({ channel: null })}>{channels.find(({ id }) => id === channel)?.name ?? t('deliveries.channel')}</Chip>
          ) : (
            <AddFilter label={t('deliveries.channel')} choices={channels.map(({ id, name }) => ({ value: id, label: name }))} onAdd={(value) => put({ channel: value })} />
          )}
        </>
      }
      aside={selected && <DeliveryPanel key={selected} id={selected} onClose={() => put({ delivery: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={Send} title={t(state || channel ? 'notifications.noneLeft' : 'deliveries.none')}>
            <p>{t(state || channel ? 'notifications.noneLeftText' : 'deliveries.noneText')}</p>
          </EmptyState>
        }
        label={t('deliveries.title')}
        columns={columns}
        rowKey={(row) => row.id}
        selected={selected}
        onSelect={(row) => put({ delivery: row.id })}
      />
      {replaying && <ReplayMany ids={dead.map(({ id }) => id)} onClose={() => setReplaying(false)} />}
    </Page>
  );
}
