/** A complete tree: its first entry, and how many it has. */
export interface Peak {
  readonly from: number;
  readonly count: number;
}

/** The complete trees that a tree of that size is made of, the largest first: one for each binary digit that is 1. */
export function peaksOf(size: number): readonly Peak[] {
  const peaks: Peak[] = [];
  for (let from = 0; from < size; from += peaks.at(-1)!.count) {
    peaks.push({ from, count: 2 ** Math.floor(Math.log2(size - from)) });
  }
  return peaks;
}
