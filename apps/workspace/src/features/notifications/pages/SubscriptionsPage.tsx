import { Button } from 'antd';
import { BellRing, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { useKeysetList } from '@/api/refine';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { useRoleWords } from '@/ui/roles';
import { StatusPill } from '@/ui/StateBadge';
import { severityStatus } from '../api/notifications';
import type { Subscription } from '../api/subscriptions';
import { NotificationTabs } from '../components/NotificationTabs';
import { SubscriptionDrawer } from '../components/SubscriptionDrawer';
import { SubscriptionPanel, SubscriptionState } from '../components/SubscriptionPanel';
import './notifications.css';

/** For whoever decides who hears of what: which events tell whom, and through what. */
export default function SubscriptionsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_subscription:read">
      <Subscriptions />
    </Permitted>
  );
}

function Subscriptions() {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_subscription:write');
  const [search, put] = useAddress();
  const [editing, setEditing] = useState<'new' | 'chosen' | null>(null);
  const list = useKeysetList<Subscription>('subscriptions', { path: '/notifications/subscriptions' });
  const selected = search.get('subscription');
  const chosen = list.rows.find(({ id }) => id === selected);
  const columns = useColumns(chosen !== undefined);
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setEditing('new')}>
      {t('subscriptions.add')}
    </Button>
  );
  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={list.rows.length > 0 && t('subscriptions.lead')}
      actions={list.rows.length > 0 && add}
      filters={<NotificationTabs />}
      aside={chosen && <SubscriptionPanel key={`${chosen.id} ${chosen.version}`} subscription={chosen} onEdit={() => setEditing('chosen')} onClose={() => put({ subscription: null })} />}
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={BellRing} title={t('subscriptions.none')} actions={add}>
            <p>{t('subscriptions.noneText')}</p>
          </EmptyState>
        }
        label={t('subscriptions.title')}
        columns={columns}
        rowKey={({ id }) => id}
        selected={selected}
        onSelect={({ id }) => put({ subscription: id })}
      />
      {editing && (
        <SubscriptionDrawer
          subscription={editing === 'chosen' ? (chosen ?? null) : null}
          onClose={() => setEditing(null)}
          onSaved={({ id }) => {
            setEditing(null);
            put({ subscription: id });
          }}
        />
      )}
    </Page>
  );
}

function useColumns(beside: boolean): readonly Column<Subscription>[] {
  const { t } = useTranslation();
  const { data: roles } = useRoles(usePermission('role:read'));
  const words = useRoleWords(roles);
  const whom = ({ to }: Subscription): string =>
    [
      ...to.roles.map((role) => words.title(role)),
      to.users.length > 0 && t('subscriptions.peopleCount', { count: to.users.length }),
      to.addresses.length > 0 && t('subscriptions.addressCount', { count: to.addresses.length }),
      to.channels.length > 0 && t('subscriptions.channelCount', { count: to.channels.length }),
    ].filter(Boolean).join(', ');
  const all: readonly Column<Subscription>[] = [
    { key: 'name', title: t('channels.name'), cell: ({ name }) => <span title={name}>{name}</span> },
    {
      key: 'events', title: t('subscriptions.when'),
      cell: ({ events: [first, ...more], events }) => (
        <span className="code" title={events.join('\n')}>
          {first}
          {more.length > 0 && <span className="muted"> +{more.length}</span>}
        </span>
      ),
    },
    { key: 'whom', title: t('subscriptions.whom'), cell: (row) => <span title={whom(row)}>{whom(row)}</span> },
    {
      key: 'severity', title: t('notifications.severityTitle'), width: 9,
      cell: ({ severity }) => <StatusPill status={severityStatus[severity]}>{t(`notifications.severity.${severity}`)}</StatusPill>,
    },
    { key: 'state', title: t('sso.state'), width: 6, cell: (row) => <SubscriptionState subscription={row} /> },
  ];
  return all.filter(({ key }) => !beside || ['name', 'severity', 'state'].includes(key));
}
