/** The four meanings a colour may have. Each also has a shape and a word. */
export type Status = 'ok' | 'watch' | 'act' | 'info' | 'none';

const statusOfState: Readonly<Record<string, Status>> = {
  released: 'ok',
  active: 'ok',
  ok: 'ok',
  in_progress: 'info',
  in_transit: 'info',
  pending: 'info',
  hold: 'watch',
  on_hold: 'watch',
  held: 'watch',
  quarantined: 'watch',
  expired: 'watch',
  damaged: 'watch',
  suspect: 'watch',
  non_sellable_other: 'watch',
  recalled: 'act',
  contaminated: 'act',
  blocked: 'act',
  destroyed: 'act',
};

/** Meaning of a lot's state; states we do not know are neutral, never hidden. */
export function statusOf(state: string | null | undefined): Status {
  return state ? (statusOfState[state.toLowerCase()] ?? 'none') : 'none';
}

/** From calm to urgent. */
export const urgency: Readonly<Record<Status, number>> = { none: 0, ok: 1, info: 2, watch: 3, act: 4 };
