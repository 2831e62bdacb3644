import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Confirm } from '@/ui/Dialogs';
import { useChange } from '@/ui/useChange';
import { useNotificationChanges } from '../api/notifications';

/** Tries many messages again that were given up: after an outage of a receiver all of them at once. */
export function ReplayMany({ ids, onClose }: { ids: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { replayAll } = useNotificationChanges();
  // Those of when it was asked: the list shrinks as they go.
  const [all] = useState(ids);
  const [done, setDone] = useState(0);
  const change = useChange();
  return (
    <Confirm
      danger={false}
      title={t('deliveries.replayTitle', { count: all.length })}
      verb={t('deliveries.replayMany', { count: all.length - done })}
      change={change}
      onConfirm={() => void change.run(() => replayAll(all.slice(done), (many) => setDone(done + many))).then((whole) => whole && onClose())}
      onClose={onClose}
    >
      <p>{t('deliveries.replayText')}</p>
      <p role="status" className="number">{done > 0 && t('deliveries.replayed', { done: format.number(done), all: format.number(all.length) })}</p>
    </Confirm>
  );
}
