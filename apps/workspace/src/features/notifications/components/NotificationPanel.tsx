import { Button } from 'antd';
import { ArrowRight, Check } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ChangeProblem } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { pageOf, severityStatus, useNotification, useNotificationChanges } from '../api/notifications';

/** One notification in full. Whoever opens it has read it; that it is seen to has to be said. */
export function NotificationPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data, error, refetch } = useNotification(id);
  const { read, acknowledge } = useNotificationChanges();
  const change = useChange();
  const unread = data?.mine === true && !data.read_at;
  useEffect(() => {
    if (unread) void read(id).catch(() => undefined);
    // Once for each that is opened unread.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, unread]);
  const page = pageOf(data?.link ?? null);
  return (
    <SidePanel
      title={data?.subject ?? t('nav.notifications')}
      subtitle={data && <StatusPill status={severityStatus[data.severity]}>{t(`notifications.severity.${data.severity}`)}</StatusPill>}
      onClose={onClose}
      foot={
        data && (data.mine || page !== null) && (
          <>
            {page !== null && (
              <Button icon={<ArrowRight aria-hidden size="1em" />} onClick={() => void navigate(page)}>
                {t('notifications.open')}
              </Button>
            )}
            {data.mine && !data.acknowledged_at && (
              <Button type="primary" icon={<Check aria-hidden size="1em" />} loading={change.busy} onClick={() => void change.run(() => acknowledge(id))}>
                {t('notifications.acknowledge')}
              </Button>
            )}
            {data.acknowledged_at && <StatusPill status="ok">{t('notifications.acknowledged')}</StatusPill>}
          </>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <ChangeProblem problem={change.problem} />
          <p className="notification-text" lang={data.language}>{data.text}</p>
          {!data.mine && <p className="muted">{t('notifications.ofOthers')}</p>}
          <p className="muted">
            {data.created_by}, <Time at={data.created_at} />
          </p>
        </>
      ) : (
        <Skeleton rows={4} />
      )}
    </SidePanel>
  );
}
