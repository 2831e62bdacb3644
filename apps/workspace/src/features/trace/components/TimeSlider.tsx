import { Pause, Play, RotateCcw } from 'lucide-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Histogram } from './histogram';
import './time.css';

interface TimeSliderProps {
  readonly histogram: Histogram;
  readonly window: readonly [number, number] | null;
  readonly playing: boolean;
  readonly onPlay: () => void;
  /** Null looks at all of it again. */
  readonly onChange: (window: readonly [number, number] | null) => void;
}

/** Two handles over the bars of what happened when; play lets time run from the first to the last event. */
export function TimeSlider({ histogram, window: span, playing, onPlay, onChange }: TimeSliderProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const track = useRef<HTMLDivElement>(null);
  const { from, to } = histogram;
  const [low, high] = span ?? [from, to];
  const step = (to - from) / histogram.bars.length;
  const share = (time: number): number => (100 * (time - from)) / (to - from);

  const put = (handle: 0 | 1, time: number): void => {
    const next: [number, number] =
      handle === 0 ? [Math.min(Math.max(from, time), high), high] : [low, Math.max(Math.min(to, time), low)];
    onChange(next[0] <= from && next[1] >= to ? null : next);
  };
  const timeAt = (clientX: number): number => {
    const box = track.current!.getBoundingClientRect();
    return from + ((clientX - box.left) / box.width) * (to - from);
  };
  const press = (event: PointerEvent): void => {
    const time = timeAt(event.clientX);
    const handle = Math.abs(time - low) < Math.abs(time - high) ? 0 : 1;
    event.currentTarget.setPointerCapture(event.pointerId);
    (event.currentTarget as HTMLElement).dataset['handle'] = String(handle);
    put(handle, time);
  };
  const drag = (event: PointerEvent): void => {
    if (event.buttons !== 1) return;
    put((event.currentTarget as HTMLElement).dataset['handle'] === '0' ? 0 : 1, timeAt(event.clientX));
  };
  const onKeyDown = (handle: 0 | 1) => (event: KeyboardEvent) => {
    const at = handle === 0 ? low : high;
    const moves: Record<string, number> = {
      ArrowLeft: at - step, ArrowDown: at - step, ArrowRight: at + step, ArrowUp: at + step,
      PageDown: at - 10 * step, PageUp: at + 10 * step, Home: from, End: to,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    put(handle, next);
  };

  return (
    <div className="time no-print">
      <button type="button" className="icon-button" onClick={onPlay} aria-label={t(playing ? 'time.pause' : 'time.play')} title={t(playing ? 'time.pause' : 'time.play')}>
        {playing ? <Pause aria-hidden size="1rem" /> : <Play aria-hidden size="1rem" />}
      </button>
      <div className="time-track" ref={track} onPointerDown={press} onPointerMove={drag}>
        <div className="time-bars" aria-hidden>
          {histogram.bars.map((count, i) => {
            const at = from + (i + 0.5) * step;
            return (
              <i
                key={i}
                className={at >= low && at <= high ? 'in' : undefined}
                style={{ height: count === 0 ? 1 : `${12 + 88 * Math.sqrt(count / histogram.most)}%` }}
              />
            );
          })}
        </div>
        <div className="time-window" aria-hidden style={{ left: `${share(low)}%`, right: `${100 - share(high)}%` }} />
        {([0, 1] as const).map((handle) => (
          <div
            key={handle}
            className="time-handle"
            role="slider"
            tabIndex={0}
            aria-label={t(handle === 0 ? 'time.from' : 'time.to')}
            aria-valuemin={from}
            aria-valuemax={to}
            aria-valuenow={Math.round(handle === 0 ? low : high)}
            aria-valuetext={format.dateTime(handle === 0 ? low : high)}
            style={{ left: `${share(handle === 0 ? low : high)}%` }}
            onKeyDown={onKeyDown(handle)}
          />
        ))}
      </div>
      <div className="time-words number">
        <span>{format.date(low)}</span>
        <span className="muted">–</span>
        <span>{format.date(high)}</span>
      </div>
      <button
        type="button"
        className="icon-button"
        disabled={span === null}
        onClick={() => onChange(null)}
        aria-label={t('time.all')}
        title={t('time.all')}
      >
        <RotateCcw aria-hidden size="0.9375rem" />
      </button>
    </div>
  );
}
