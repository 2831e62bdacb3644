import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isCancelled, progressOf, type Capture } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { StatusPill } from './StateBadge';
import type { Status } from './status';
import './capture.css';

/** How a capture ended, in colour, shape and word. */
export function CaptureOutcome({ capture }: { capture: Capture }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (capture.running) {
    const progress = progressOf(capture);
    return (
      <span className="pill pill-info">
        <LoaderCircle aria-hidden className="spin" size="1em" />
        {progress ? format.percent(progress) : t('capture.running')}
      </span>
    );
  }
  const [status, words] = outcomeOf(capture);
  return <StatusPill status={status}>{t(`capture.${words}`)}</StatusPill>;
}

export function outcomeOf(capture: Capture): readonly [Status, string] {
  const rejected = capture.counts?.rejected ?? 0;
  if (isCancelled(capture)) return ['watch', 'cancelled'];
  if (!capture.success) return ['act', capture.capture_error_behaviour === 'rollback' ? 'rolledBack' : 'failed'];
  if (rejected > 0) return ['watch', 'partly'];
  return ['ok', 'taken'];
}

/** Accepted, warned, duplicate and rejected events as one bar; the numbers stand beside it. */
export function CaptureBar({ capture }: { capture: Capture }) {
  const { counts } = capture;
  if (!counts || counts.total === 0) return null;
  return (
    <span className="capture-bar" aria-hidden>
      {(['rejected', 'warning', 'duplicate', 'accepted'] as const).map(
        (outcome) => counts[outcome] > 0 && <i key={outcome} className={`bar-${outcome}`} style={{ flexGrow: Math.max(counts[outcome], counts.total * 0.02) }} />,
      )}
    </span>
  );
}
