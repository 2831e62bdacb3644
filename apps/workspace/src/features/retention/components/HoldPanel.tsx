import { Button } from 'antd';
import { LockOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { HistoryLink } from '@/ui/HistoryLink';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { scopeParts, useHold, useHoldChanges, type Hold } from '../api/holds';

/** One hold: what it keeps and why, who placed it, and how it ended. */
export function HoldPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useHold(id);
  const mayWrite = usePermission('legal_hold:write');
  const [releasing, setReleasing] = useState(false);
  useFocusBack();
  return (
    <SidePanel
      title={data?.name ?? '…'}
      subtitle={data && <StatusPill status={data.state === 'active' ? 'watch' : 'none'}>{t(`holds.state.${data.state}`)}</StatusPill>}
      onClose={onClose}
      foot={
        data?.state === 'active' && mayWrite && (
          <Button icon={<LockOpen aria-hidden size="1em" />} onClick={() => setReleasing(true)}>
            {t('holds.release')}
          </Button>
        )
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <Known hold={data} /> : <Skeleton rows={6} height="1.75rem" />}
      {releasing && data && <Release hold={data} onClose={() => setReleasing(false)} />}
    </SidePanel>
  );
}

function Known({ hold }: { hold: Hold }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { scope } = hold;
  return (
    <>
      <p className="hold-reason">{hold.reason}</p>
      <dl className="facts">
        {scope.everything && (
          <>
            <dt>{t('holds.scope')}</dt>
            <dd>{t('holds.everything')}</dd>
          </>
        )}
        {scopeParts.map((part) => {
          const value = scope[part];
          return value ? (
            <div key={part} style={{ display: 'contents' }}>
              <dt>{t(`holds.part.${part}`)}</dt>
              <dd>{part === 'from' || part === 'to' ? format.dateTime(value) : <span className="code">{value}</span>}</dd>
            </div>
          ) : null;
        })}
        <dt>{t('holds.by')}</dt>
        <dd>{hold.placed_by}</dd>
        <dt>{t('holds.since')}</dt>
        <dd>{format.dateTime(hold.placed_at)}</dd>
        {hold.released_at && (
          <>
            <dt>{t('holds.releasedBy')}</dt>
            <dd>{hold.released_by}</dd>
            <dt>{t('holds.releasedAt')}</dt>
            <dd>{format.dateTime(hold.released_at)}</dd>
            <dt>{t('audit.reason')}</dt>
            <dd>{hold.release_reason}</dd>
          </>
        )}
      </dl>
      <HistoryLink type="legal_hold" id={hold.id} />
    </>
  );
}

function Release({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { t } = useTranslation();
  const { release } = useHoldChanges();
  const change = useChange();
  const [reason, setReason] = useState('');
  const submit = async (): Promise<void> => {
    if (await change.run(() => release(hold.id, reason.trim()))) onClose();
  };
  return (
    <FormDrawer title={t('holds.releaseTitle', { name: hold.name })} verb={t('holds.release')} change={change} unready={reason.trim() === ''} onSubmit={() => void submit()} onClose={onClose}>
      <p>{t('holds.releaseText')}</p>
      <TextField label={t('audit.reason')} value={reason} onChange={setReason} error={change.fault('reason')} />
    </FormDrawer>
  );
}
