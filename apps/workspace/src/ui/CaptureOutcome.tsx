import { LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { progressOf, type Capture } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { StatusPill } from './StateBadge';
import { outcomeOf } from './outcome';
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
