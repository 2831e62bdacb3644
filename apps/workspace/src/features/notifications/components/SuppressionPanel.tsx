import { Button } from 'antd';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { reasonStatus, useSuppressionChanges, type Suppression } from '../api/suppressions';

/** One address beside the list: why nothing is sent there, and the way back. */
export function SuppressionPanel({ suppression, onClose }: { suppression: Suppression; onClose: () => void }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_suppression:write');
  const { remove } = useSuppressionChanges();
  const [asking, setAsking] = useState(false);
  const change = useChange();
  useFocusBack();
  const { address, reason, detail, created_by, created_at } = suppression;
  return (
    <SidePanel
      title={address}
      subtitle={<StatusPill status={reasonStatus[reason]}>{t(`suppressions.reasonOf.${reason}`)}</StatusPill>}
      onClose={onClose}
      foot={mayWrite && <Button icon={<Send aria-hidden size="1em" />} onClick={() => setAsking(true)}>{t('suppressions.again')}</Button>}
    >
      <div className="stack">
        <p>{t(`suppressions.reasonText.${reason}`)}</p>
        {detail && <code className="code suppression-detail">{detail}</code>}
        <p className="muted">
          {created_by}, <Time at={created_at} />
        </p>
      </div>
      {asking && (
        <Confirm
          danger={reason !== 'manual'}
          title={t('suppressions.againTitle', { address })}
          verb={t('suppressions.again')}
          change={change}
          onConfirm={() => void change.run(() => remove(suppression)).then((done) => done && onClose())}
          onClose={() => setAsking(false)}
        >
          <p>{t(reason === 'manual' ? 'suppressions.againText' : 'suppressions.againAgainst')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}
