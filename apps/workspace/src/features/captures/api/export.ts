import type { CapturedEvent } from '@/api/types';
import { toCsv } from '@/ui/csv';

const head = ['number', 'outcome', 'field', 'rule', 'reason', 'event_id', 'sender_event_id'];

/** Outcomes as a table: one line a finding, one for an event without. Numbers count from 1, as on the page. */
export function eventsCsv(events: readonly CapturedEvent[]): string {
  return toCsv(
    head,
    events.flatMap(({ index, outcome, errors, event_id, sender_event_id }) =>
      (errors && errors.length > 0 ? errors : [{}]).map(({ field, rule, message }) => [index + 1, outcome, field, rule, message, event_id, sender_event_id]),
    ),
  );
}
