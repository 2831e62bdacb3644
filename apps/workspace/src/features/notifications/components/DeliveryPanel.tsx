import { Button } from 'antd';
import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { deliveryStatus, useDelivery, useNotificationChanges, type Attempt } from '../api/notifications';
import { Answer } from './TestResultView';

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
          <p>
            <Link to={`/notifications?notification=${data.delivery.notification_id}`}>{t('deliveries.whole')}</Link>
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
      <p className="muted number">
        {[
          attempt.status && `HTTP ${attempt.status}`,
          attempt.ended_at && `${format.number(new Date(attempt.ended_at).getTime() - new Date(attempt.began_at).getTime())} ms`,
        ].filter(Boolean).join(' · ')}
      </p>
      {attempt.may_have_arrived && <p>{t('channels.mayHaveArrived')}</p>}
      <Answer reference={attempt.reference} answer={attempt.answer} bytes={attempt.answer_bytes} />
    </li>
  );
}
