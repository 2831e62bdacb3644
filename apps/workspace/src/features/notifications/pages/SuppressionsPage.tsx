import { Button } from 'antd';
import { Ban, MailX, Undo2 } from 'lucide-react';
import { useState } from 'react';
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
import { reasonStatus, suppressedKinds, suppressionReasons, type Suppression } from '../api/suppressions';
import { ChannelMark } from '../components/ChannelMark';
import { NotificationTabs } from '../components/NotificationTabs';
import { SuppressionDrawer } from '../components/SuppressionDrawer';
import { SuppressionPanel } from '../components/SuppressionPanel';
import { InboundDrawer } from '../components/InboundDrawer';
import './notifications.css';

/** For whoever looks after mail: which addresses nothing is sent to any more, and why. */
export default function SuppressionsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_suppression:read">
      <Suppressions />
    </Permitted>
  );
}

function Suppressions() {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_suppression:write');
  const mayReadChannels = usePermission('notification_channel:read');
  const [search, put] = useAddress();
  const [open, setOpen] = useState<'add' | 'inbound' | null>(null);
  const reason = suppressionReasons.find((one) => one === search.get('reason')) ?? null;
  const kind = suppressedKinds.find((one) => one === search.get('kind')) ?? null;
  const list = useKeysetList<Suppression>('suppressions', { path: '/notifications/suppressions', filters: { reason, kind } });
  const selected = search.get('suppression');
  const chosen = list.rows.find(({ id }) => id === selected);
  const all: readonly Column<Suppression>[] = [
    { key: 'address', title: t('subscriptions.address'), cell: (row) => <ChannelMark kind={row.kind} name={row.address} /> },
    { key: 'reason', title: t('suppressions.reason'), width: 12, cell: (row) => <StatusPill status={reasonStatus[row.reason]}>{t(`suppressions.reasonOf.${row.reason}`)}</StatusPill> },
    { key: 'detail', title: t('suppressions.detail'), cell: ({ detail }) => detail && <span title={detail}>{detail}</span> },
    { key: 'by', title: t('suppressions.by'), width: 14, cell: ({ created_by }) => <span title={created_by}>{created_by}</span> },
    { key: 'at', title: t('notifications.time'), width: 9, right: true, cell: ({ created_at }) => <Time at={created_at} /> },
  ];
  const add = mayWrite && (
    <Button type="primary" icon={<Ban aria-hidden size="1em" />} onClick={() => setOpen('add')}>
      {t('suppressions.add')}
    </Button>
  );
  const filtered = reason !== null || kind !== null;
  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={t('suppressions.lead')}
      actions={
        <>
          {mayReadChannels && <Button icon={<Undo2 aria-hidden size="1em" />} onClick={() => setOpen('inbound')}>{t('suppressions.inbound')}</Button>}
          {add}
        </>
      }
      filters={
        <>
          <NotificationTabs />
          {reason ? (
            <Chip onRemove={() => put({ reason: null })}>{t(`suppressions.reasonOf.${reason}`)}</Chip>
          ) : (
            <AddFilter label={t('suppressions.reason')} choices={suppressionReasons.map((value) => ({ value, label: t(`suppressions.reasonOf.${value}`) }))} onAdd={(value) => put({ reason: value })} />
          )}
          {kind ? (
            <Chip onRemove={() => put({ kind: null })}>{t(`channels.kind.${kind}`)}</Chip>
          ) : (
            <AddFilter label={t('channels.kindTitle')} choices={suppressedKinds.map((value) => ({ value, label: t(`channels.kind.${value}`) }))} onAdd={(value) => put({ kind: value })} />
          )}
        </>
      }
      aside={chosen && <SuppressionPanel key={chosen.id} suppression={chosen} onClose={() => put({ suppression: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={MailX} title={t(filtered ? 'notifications.noneLeft' : 'suppressions.none')}>
            <p>{t(filtered ? 'notifications.noneLeftText' : 'suppressions.noneText')}</p>
          </EmptyState>
        }
        label={t('suppressions.title')}
        columns={all.filter(({ key }) => !chosen || key === 'address' || key === 'reason')}
        rowKey={({ id }) => id}
        selected={selected}
        onSelect={({ id }) => put({ suppression: id })}
      />
      {open === 'add' && (
        <SuppressionDrawer
          onClose={() => setOpen(null)}
          onAdded={({ id }) => {
            setOpen(null);
            put({ suppression: id, reason: null, kind: null });
          }}
        />
      )}
      {open === 'inbound' && <InboundDrawer onClose={() => setOpen(null)} />}
    </Page>
  );
}
