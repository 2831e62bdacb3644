import { Button } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';
import { ChangeProblem, Drawer } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useInbound, useSuppressionChanges } from '../api/suppressions';

/** Where the company's mail system hands on what came back, and by what it proves itself. */
export function InboundDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_channel:write');
  const { data, error, refetch } = useInbound();
  const { rotate } = useSuppressionChanges();
  const [secret, setSecret] = useState<string | null>(null);
  const change = useChange();
  return (
    <Drawer title={t('suppressions.inbound')} onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={4} />
      ) : (
        <div className="form">
          <p>{t('suppressions.inboundText')}</p>
          <Copied title={t('suppressions.inboundUrl')} text={data.mail_url} />
          <p>
            {data.configured ? <StatusPill status="ok">{t('suppressions.inboundOn')}</StatusPill> : <StatusPill status="watch">{t('suppressions.inboundOff')}</StatusPill>}{' '}
            {data.rotated_at && <Time at={data.rotated_at} />}
          </p>
          {secret && (
            <>
              <Copied title={t('channels.signing')} text={secret} />
              <p>{t('channels.signingOnce')}</p>
            </>
          )}
          {mayWrite && (
            <div className="stack">
              <Button
                icon={<KeyRound aria-hidden size="1em" />}
                loading={change.busy}
                onClick={() => void change.run(async () => setSecret((await rotate()).secret ?? null))}
              >
                {t(data.configured ? 'channels.rotate' : 'suppressions.inboundMake')}
              </Button>
              {data.configured && <p className="field-hint">{t('suppressions.inboundOverlap')}</p>}
              <ChangeProblem problem={change.problem} />
            </div>
          )}
        </div>
      )}
    </Drawer>
  );
}

function Copied({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation();
  return (
    <div className="field">
      <strong>{title}</strong>
      <span className="signing-secret">
        <code className="code">{text}</code>
        <CopyButton text={text} label={t('sso.copy')} />
      </span>
    </div>
  );
}
