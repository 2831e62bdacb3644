import { useTranslation } from 'react-i18next';
import type { Capture, EventOutcome } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { CaptureBar } from '@/ui/CaptureOutcome';

interface FiguresProps {
  readonly capture: Capture;
  readonly chosen: EventOutcome | null;
  readonly onChoose: (outcome: EventOutcome | null) => void;
}

/** How many events ended how; each figure shows its events in the table below. */
export function Figures({ capture, chosen, onChoose }: FiguresProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = capture;
  if (!counts) return null;
  return (
    <div className="capture-figures card" role="group" aria-label={t('capture.filter')}>
      {(['total', 'accepted', 'warning', 'duplicate', 'rejected'] as const).map((name) => {
        const outcome = name === 'total' ? null : name;
        return (
          <button
            key={name}
            type="button"
            className={counts[name] > 0 ? `figure figure-${name}` : 'figure'}
            aria-pressed={chosen === outcome}
            onClick={() => onChoose(outcome)}
          >
            <span className="figure-number number">{format.number(counts[name])}</span>
            <span className="muted">{t(`capture.${name}`)}</span>
          </button>
        );
      })}
      <CaptureBar capture={capture} />
    </div>
  );
}
