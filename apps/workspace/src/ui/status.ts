/** The four meanings a colour may have. Each also has a shape and a word. */
export type Status = 'ok' | 'watch' | 'act' | 'info' | 'none';

/** Dispositions of the Core Business Vocabulary 2.0, and the words people use beside them. */
const states: Readonly<Record<Exclude<Status, 'none'>, readonly string[]>> = {
  ok: [
    'released', 'active', 'ok', 'available', 'conformant', 'completeness_verified', 'completeness_inferred',
    'container_closed', 'container_open', 'retail_sold', 'sellable_accessible', 'dispensed',
    'partially_dispensed', 'encoded',
  ],
  info: [
    'in_progress', 'in_transit', 'pending', 'reserved', 'returned', 'sellable_not_accessible',
  ],
  watch: [
    'hold', 'on_hold', 'held', 'quarantined', 'expired', 'damaged', 'suspect', 'non_sellable_other',
    'unavailable', 'needs_replacement', 'non_conformant', 'no_pedigree_match', 'mismatch_class',
    'mismatch_instance', 'mismatch_quantity',
  ],
  act: [
    'recalled', 'contaminated', 'blocked', 'stolen',
  ],
};

const statusOfState = new Map<string, Status>(
  (Object.entries(states) as [Status, readonly string[]][]).flatMap(([status, words]) => words.map((word) => [word, status] as const)),
);

/** States of lots that wait for somebody. */
export const waitingStates: readonly string[] = [...states.act, ...states.watch];

/** Meaning of a lot's state; states we do not know, and those that end a story quietly, are neutral. */
export function statusOf(state: string | null | undefined): Status {
  return state ? (statusOfState.get(wordOf(state)) ?? 'none') : 'none';
}

/** The bare word of a disposition, however its sender spelled it: word, URN or web vocabulary. */
export function wordOf(state: string): string {
  return state.toLowerCase().replace(/^.*(?::disp:|\/disp-)/, '');
}

/** From calm to urgent. */
export const urgency: Readonly<Record<Status, number>> = { none: 0, ok: 1, info: 2, watch: 3, act: 4 };
