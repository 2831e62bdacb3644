/** How much happened when: the bars behind the time slider. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly bars: readonly number[];
  readonly most: number;
}

/** Counts times into equal stretches; undefined where fewer than two moments are known. */
export function histogramOf(times: Float64Array, bars = 72): Histogram | undefined {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const t of times) {
    if (t < from) from = t;
    if (t > to) to = t;
  }
  if (!(to > from)) return undefined;
  const counts = new Array<number>(bars).fill(0);
  for (const t of times) {
    if (!Number.isNaN(t)) counts[Math.min(bars - 1, Math.floor(((t - from) / (to - from)) * bars))]!++;
  }
  return { from, to, bars: counts, most: Math.max(...counts) };
}
