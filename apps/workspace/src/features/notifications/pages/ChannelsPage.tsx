import { Button } from 'antd';
import { Plus, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '@/ui/address';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { leadsTo, useChannels, useLastDelivery, type Channel } from '../api/channels';
import { deliveryStatus } from '../api/notifications';
import { ChannelDrawer } from '../components/ChannelDrawer';
import { ChannelMark } from '../components/ChannelMark';
import { ChannelPanel, ChannelState } from '../components/ChannelPanel';
import { NotificationTabs } from '../components/NotificationTabs';
import { SecretShown } from '../components/SigningSecret';
import './notifications.css';

/** For the IT administrator: by what ways messages leave the house, and whether each of them works. */
export default function ChannelsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_channel:read">
      <Channels />
    </Permitted>
  );
}

function Channels() {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_channel:write');
  const [search, put] = useAddress();
  const [editing, setEditing] = useState<'new' | 'chosen' | null>(null);
  const [shown, setShown] = useState<Channel | null>(null);
  const { data: rows, error, refetch } = useChannels();
  const selected = search.get('channel');
  const chosen = rows?.find(({ id }) => id === selected);
  const columns = useColumns(chosen !== undefined);
  const waiting = rows?.filter(({ ready }) => !ready).length ?? 0;
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setEditing('new')}>
      {t('channels.add')}
    </Button>
  );
  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={
        rows && (
          <>
            <span>{t('channels.count', { count: rows.length })}</span>
            {waiting > 0 && <StatusPill status="act">{t('channels.notReadyCount', { count: waiting })}</StatusPill>}
            <span>{t('channels.inApp')}</span>
          </>
        )
      }
      actions={rows && rows.length > 0 && add}
      filters={<NotificationTabs />}
      aside={
        chosen && <ChannelPanel key={`${chosen.id} ${chosen.version}`} channel={chosen} onEdit={() => setEditing('chosen')} onSecret={setShown} onClose={() => put({ channel: null })} />
      }
    >
      <div className="card table-card">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !rows ? (
          <Skeleton rows={5} />
        ) : rows.length === 0 ? (
          <EmptyState icon={Send} title={t('channels.none')} actions={add}>
            <p>{t('channels.noneText')}</p>
          </EmptyState>
        ) : (
          <DataTable label={t('channels.title')} columns={columns} rows={rows} rowKey={({ id }) => id} selected={selected} onSelect={({ id }) => put({ channel: id })} />
        )}
      </div>
      {editing && (
        <ChannelDrawer
          channel={editing === 'chosen' ? (chosen ?? null) : null}
          onClose={() => setEditing(null)}
          onSaved={(channel) => {
            setEditing(null);
            put({ channel: channel.id });
            if (channel.signing_secret) setShown(channel);
          }}
        />
      )}
      {shown && <SecretShown channel={shown} onClose={() => setShown(null)} />}
    </Page>
  );
}

function useColumns(beside: boolean): readonly Column<Channel>[] {
  const { t } = useTranslation();
  const mayReadLog = usePermission('notification_delivery:read');
  const all: readonly Column<Channel>[] = [
    { key: 'name', title: t('channels.name'), cell: ({ kind, name }) => <ChannelMark kind={kind} name={name} /> },
    {
      key: 'leads', title: t('channels.leads'),
      cell: (channel) => {
        const leads = leadsTo(channel);
        return leads ? <span title={leads}>{leads}</span> : <span className="muted">{t(channel.kind === 'email' ? 'channels.serverOf.platform' : 'channels.leadsSecret')}</span>;
      },
    },
    { key: 'state', title: t('sso.state'), width: 8, cell: (channel) => <ChannelState channel={channel} /> },
    { key: 'last', title: t('channels.last'), width: beside ? 9 : 18, cell: (channel) => <Last channel={channel} brief={beside} /> },
  ];
  return all.filter(({ key }) => (key !== 'leads' || !beside) && (key !== 'last' || mayReadLog));
}

function Last({ channel, brief }: { channel: Channel; brief: boolean }) {
  const { t } = useTranslation();
  const last = useLastDelivery(channel.id, true);
  if (last === undefined) return null;
  if (last === null) return <span className="muted">{t('channels.never')}</span>;
  return (
    <span className="channel-last">
      <StatusPill status={deliveryStatus[last.state]}>{t(`deliveries.state.${last.state}`)}</StatusPill> {!brief && <Time at={last.created_at} />}
    </span>
  );
}
