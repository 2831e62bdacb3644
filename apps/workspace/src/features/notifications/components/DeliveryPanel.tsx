import { Button } from 'antd';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { deliveryStatus, useDelivery, useNotificationChanges, type Attempt } from '../api/notifications';

/** What was tried for one message, and what the receiver answered each time. */
export function DeliveryPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useDelivery(id);
  const mayReplay = usePermission('notification_delivery:write');
  const { replay } = useNotificationChanges();
  const change = useChange();
  return (
    <SidePanel
      title={data?.delivery.subject ?? t('deliveries.title')}
      subtitle={data && <StatusPill status={deliveryStatus[data.delivery.state]}>{t(`deliveries.state.${data.delivery.state}`)}</StatusPill>}
      onClose={onClose}
      foot={
        data?.delivery.state === 'dead' && mayReplay && (
          <Button type="primary" icon={<RotateCcw aria-hidden size="1em" />} loading={change.busy} onClick={() => void change.run(() => replay(id))}>
            {t('deliveries.replay')}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <>
          <ChangeProblem problem={change.problem} />
          <p className="muted">
            {data.delivery.channel_name}
            {data.delivery.recipient && `, ${data.delivery.recipient}`}
          </p>
          <ol className="attempts">
            {data.attempts.map((attempt) => (
              <Tried key={attempt.attempt} attempt={attempt} />
            ))}
          </ol>
          {data.delivery.next_attempt_at && (
            <p>
              {t('deliveries.next')} <Time at={data.delivery.next_attempt_at} />
            </p>
          )}
        </>
      ) : (
        <Skeleton rows={6} />
      )}
    </SidePanel>
  );
}

function Tried({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <p>
        <strong>{t(`deliveries.outcome.${attempt.outcome}`)}</strong> <Time at={attempt.began_at} />
      </p>
      {attempt.reason && <p>{attempt.reason}</p>}
      {attempt.status && (
        <p className="muted">
          HTTP {attempt.status}, {t('deliveries.bytes', { formatted: format.number(attempt.answer_bytes ?? 0) })}
        </p>
      )}
      {attempt.answer && <code className="code attempt-answer">{attempt.answer}</code>}
    </li>
  );
}
