import { useCallback, useEffect, useMemo, useState } from 'react';
import type { TraceView } from '../api/view';
import type { Histogram } from './histogram';

export interface Play {
  readonly span: readonly [number, number] | null;
  readonly playing: boolean;
  toggle(): void;
  set(span: readonly [number, number] | null): void;
}

/** Ticks from the first to the last event; about nine seconds. */
const ticks = 110;
const tickMs = 80;

/**
 * The stretch of time looked at. Dragging and playing stay out of the address until they rest for a moment, because browsers
 * allow an address to change only so often.
 */
export function usePlay(histogram: Histogram | undefined, view: TraceView, change: (change: Partial<TraceView>) => void): Play {
  const [span, setSpan] = useState<readonly [number, number] | null>(() =>
    histogram && (view.from !== null || view.to !== null) ? [view.from ?? histogram.from, view.to ?? histogram.to] : null,
  );
  const [playing, setPlaying] = useState(false);

  useEffect(() => {
    if (playing) return undefined;
    const timer = setTimeout(() => {
      const from = span && histogram && span[0] > histogram.from ? span[0] : null;
      const to = span && histogram && span[1] < histogram.to ? span[1] : null;
      if (from !== view.from || to !== view.to) change({ from, to });
    }, 250);
    return () => clearTimeout(timer);
  }, [span, playing, histogram, view.from, view.to, change]);

  useEffect(() => {
    if (!playing || !histogram) return undefined;
    const step = (histogram.to - histogram.from) / ticks;
    const timer = setInterval(() => {
      setSpan((now) => {
        const [low, high] = now ?? [histogram.from, histogram.from];
        const next = high + step;
        if (next < histogram.to) return [low, next];
        setPlaying(false);
        return low > histogram.from ? [low, histogram.to] : null;
      });
    }, tickMs);
    return () => clearInterval(timer);
  }, [playing, histogram]);

  const toggle = useCallback(() => {
    if (!histogram) return;
    setPlaying((now) => !now);
    setSpan((now) => (now === null || now[1] >= histogram.to ? [now?.[0] ?? histogram.from, now?.[0] ?? histogram.from] : now));
  }, [histogram]);
  const set = useCallback((next: readonly [number, number] | null) => {
    setPlaying(false);
    setSpan(next);
  }, []);
  return useMemo(() => ({ span, playing, toggle, set }), [span, playing, toggle, set]);
}
