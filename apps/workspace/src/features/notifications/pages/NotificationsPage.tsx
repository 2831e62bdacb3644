import { Button } from 'antd';
import { Bell, CheckCheck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnread } from '@/api/notifications';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { ChangeProblem } from '@/ui/Dialogs';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { severities, severityStatus, useNotificationChanges, type Notification } from '../api/notifications';
import { NotificationPanel } from '../components/NotificationPanel';
import { NotificationTabs } from '../components/NotificationTabs';
import './notifications.css';

/** For everybody: what I was told, and what I have not seen to yet. */
export default function NotificationsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const severity = severities.find((one) => one === search.get('severity')) ?? null;
  const onlyUnread = search.get('unread') === 'true';
  const selected = search.get('notification');
  const beside = selected !== null;
  const list = useKeysetList<Notification>('notifications', { filters: { severity, unread: onlyUnread ? 'true' : null } });
  const waiting = useUnread();
  const { readAll } = useNotificationChanges();
  const change = useChange();
  const columns = useMemo((): readonly Column<Notification>[] => {
    const all: readonly Column<Notification>[] = [
      {
        key: 'severity', title: t('notifications.severityTitle'), width: 9,
        cell: (row) => <StatusPill status={severityStatus[row.severity]}>{t(`notifications.severity.${row.severity}`)}</StatusPill>,
      },
      {
        key: 'subject', title: t('notifications.subject'),
        cell: (row) => (
          <span title={row.subject}>
            {!row.read_at && <span className="visually-hidden">{t('notifications.unread')}: </span>}
            {row.subject}
          </span>
        ),
      },
      { key: 'state', title: t('notifications.seenTo'), width: 9, cell: (row) => row.acknowledged_at && <StatusPill status="ok">{t('notifications.acknowledged')}</StatusPill> },
      { key: 'time', title: t('notifications.time'), width: 9.5, right: true, cell: (row) => <Time at={row.created_at} /> },
    ];
    return beside ? all.filter(({ key }) => key !== 'state') : all;
  }, [t, beside]);
  const filtered = severity !== null || onlyUnread;

  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={
        waiting && (
          <>
            <span>{t('notifications.unreadCount', { count: waiting.unread, formatted: format.number(waiting.unread) })}</span>
            {waiting.critical > 0 && <StatusPill status="act">{t('notifications.criticalCount', { count: waiting.critical, formatted: format.number(waiting.critical) })}</StatusPill>}
          </>
        )
      }
      actions={
        list.rows.some((row) => !row.read_at) && (
          <Button icon={<CheckCheck aria-hidden size="1em" />} loading={change.busy} onClick={() => void change.run(readAll)}>
            {t('notifications.readAll')}
          </Button>
        )
      }
      filters={
        <>
          <NotificationTabs />
          {onlyUnread ? (
            <Chip onRemove={() => put({ unread: null })}>{t('notifications.unread')}</Chip>
          ) : (
            <Button onClick={() => put({ unread: 'true' })}>
              {t('notifications.onlyUnread')}
            </Button>
          )}
          {severity ? (
            <Chip onRemove={() => put({ severity: null })}>{t(`notifications.severity.${severity}`)}</Chip>
          ) : (
            <AddFilter
              label={t('notifications.severityTitle')}
              choices={severities.map((value) => ({ value, label: t(`notifications.severity.${value}`) }))}
              onAdd={(value) => put({ severity: value })}
            />
          )}
        </>
      }
      aside={selected && <NotificationPanel key={selected} id={selected} onClose={() => put({ notification: null })} />}
    >
      <ChangeProblem problem={change.problem} />
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={Bell} title={t(filtered ? 'notifications.noneLeft' : 'notifications.none')}>
            <p>{t(filtered ? 'notifications.noneLeftText' : 'notifications.noneText')}</p>
          </EmptyState>
        }
        label={t('nav.notifications')}
        columns={columns}
        rowKey={(row) => row.id}
        rowClass={(row) => (row.read_at ? '' : 'row-unread')}
        selected={selected}
        onSelect={(row) => put({ notification: row.id })}
      />
    </Page>
  );
}
