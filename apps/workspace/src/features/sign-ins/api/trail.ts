import type { SignIn } from '@/api/signIns';
import { toCsv } from '@/ui/csv';

const hour = 3_600_000;
const many = 5;

/**
 * The lines to look at because somebody was refused so often within an hour that passwords or keys may be being tried:
 * of each such user or machine the newest refusal. Rows come newest first.
 */
export function oftenRefused(rows: readonly SignIn[]): ReadonlySet<string> {
  const refusals = new Map<string, SignIn[]>();
  for (const row of rows) {
    if (row.outcome !== 'refused' && row.outcome !== 'key_refused') continue;
    refusals.set(row.subject.id, [...(refusals.get(row.subject.id) ?? []), row]);
  }
  const often = [...refusals.values()].filter((all) =>
    all.some((row, i) => i >= many - 1 && Date.parse(all[i - many + 1]!.time) - Date.parse(row.time) <= hour));
  return new Set(often.map(([newest]) => newest!.id));
}

const head = ['time', 'kind', 'id', 'name', 'outcome', 'reason', 'ip', 'user_agent', 'new_address'];

/** The trail as a table, in the words of the API. */
export function trailCsv(rows: readonly SignIn[]): string {
  return toCsv(
    head,
    rows.map(({ time, subject, outcome, reason, ip, user_agent, new_address }) =>
      [time, subject.kind, subject.id, subject.name, outcome, reason, ip, user_agent, String(new_address)]),
  );
}

/** The moments that two days (`2026-03-01`) of the reader's own time zone span; null where a day is not given. */
export function span(from: string | null, to: string | null): { readonly from: string | null; readonly to: string | null } {
  const midnight = (day: string | null, days: number): string | null => {
    const [year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? []).slice(1).map(Number);
    return year && month && date ? new Date(year, month - 1, date + days).toISOString() : null;
  };
  return { from: midnight(from, 0), to: midnight(to, 1) };
}
