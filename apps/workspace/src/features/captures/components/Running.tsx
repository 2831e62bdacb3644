import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress } from 'antd';
import { CircleStop } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cancelJob, type Followed } from '@/api/jobs';
import { asProblem } from '@/api/problem';
import { progressOf, type Capture } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { usePermission } from '@/ui/permissions';

/** How far a capture is, as the platform tells it. */
export function Running({ capture, followed: { job, live } }: { capture: Capture; followed: Followed }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = Math.max(progressOf(capture) ?? 0, job?.progress ?? 0);
  const words = job?.state === 'queued' ? t('capture.queued') : job?.cancel_asked ? t('capture.cancelling') : t('capture.reading');
  return (
    <div className="capture-running card">
      <div className="capture-running-words">
        <strong>{words}</strong>
        <span className="number">{format.percent(share)}</span>
        <span className={live ? 'live live-on' : 'live'}>{t(live ? 'capture.live' : 'capture.asked')}</span>
      </div>
      <Progress percent={Math.round(share * 100)} showInfo={false} size={['100%', 6]} aria-label={words} />
    </div>
  );
}

/** Ends a running capture, once somebody has said so twice. */
export function CancelButton({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const may = usePermission('job:cancel');
  const [asked, setAsked] = useState(false);
  const { job_id: job, counts, capture_error_behaviour: behaviour } = capture;
  if (!may || !job || !capture.running) return null;
  const cancel = async (): Promise<void> => {
    setAsked(true);
    try {
      queries.setQueryData(['job', job], await cancelJob(job));
      void queries.invalidateQueries({ queryKey: ['capture', capture.capture_id] });
    } catch (error) {
      const problem = asProblem(error);
      setAsked(false);
      void message.error(problem.status === 0 ? t('error.offlineText') : (problem.detail ?? problem.title));
    }
  };
  const ask = (): void =>
    void modal.confirm({
      title: t('capture.cancelTitle'),
      content: behaviour === 'rollback' ? t('capture.cancelNone') : t('capture.cancelSome', { count: counts?.accepted ?? 0 }),
      okText: t('capture.cancelYes'),
      okButtonProps: { danger: true },
      cancelText: t('capture.cancelNo'),
      autoFocusButton: 'cancel',
      onOk: cancel,
    });
  return (
    <Button danger disabled={asked} icon={<CircleStop aria-hidden size="1em" />} onClick={ask}>
      {t(asked ? 'capture.cancelling' : 'capture.cancel')}
    </Button>
  );
}
