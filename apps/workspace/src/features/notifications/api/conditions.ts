/** What a part of an event has to be: a text, a number or a truth value. */
export type Value = string | number | boolean;

/** A condition as somebody types it. */
export interface Condition {
  readonly part: string;
  readonly value: string;
}

const number = /^-?\d+(\.\d+)?$/;
const isPlain = (text: string): boolean => text !== 'true' && text !== 'false' && !number.test(text) && !/^".*"$/.test(text);

/** As one types it: a text that looks like something else stands in quotes. */
export function typed(value: Value): string {
  return typeof value === 'string' && !isPlain(value) ? `"${value}"` : String(value);
}

export function valueOf(text: string): Value {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  if (number.test(trimmed)) return Number(trimmed);
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

export function conditionsOf(when: Readonly<Record<string, Value>> | undefined): readonly Condition[] {
  return Object.entries(when ?? {}).map(([part, value]) => ({ part, value: typed(value) }));
}

/** Lines without a part are not meant yet. */
export function whenOf(conditions: readonly Condition[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(conditions.filter(({ part }) => part.trim() !== '').map(({ part, value }) => [part.trim(), valueOf(value)]));
}
