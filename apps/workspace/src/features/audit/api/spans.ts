/** The spans that are offered, in hours. */
export const spans = { hour: 1, day: 24, week: 168, month: 720 } as const;
export type Span = keyof typeof spans;

const day = /^(\d{4})-(\d\d)-(\d\d)$/;

/** A moment that an address names: itself, or the midnight of a day in the reader's own time zone; null where it is none. */
export function momentOf(text: string | null, days = 0): string | null {
  const [year, month, date] = (day.exec(text ?? '') ?? []).slice(1).map(Number);
  if (year && month && date) return new Date(year, month - 1, date + days).toISOString();
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** The first moment of the last hours, to the minute, so that it is the same address a moment later. */
export function since(span: Span, now: number): string {
  const minute = 60_000;
  return new Date(Math.floor(now / minute) * minute - spans[span] * 3_600_000).toISOString();
}
