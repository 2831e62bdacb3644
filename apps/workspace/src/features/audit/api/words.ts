import type { AuditEntry } from './audit';

/** An action as people read it: "UserCreated" is "User created", "erp.order_released" is "Erp order released". */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]{2,})([A-Z][a-z])/g, '$1 $2')
    .replace(/[._]+/g, ' ')
    .split(' ')
    .map((word) => (/[A-Z].*[A-Z]/.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What of an action is the thing, as the trail names it, and what was done to it: "RoleUpdated" is a role, updated. */
export function partsOf(action: string): { readonly type: string; readonly verb: string } | null {
  const [, thing, verb] = /^([A-Z]\w*?)([A-Z][a-z]+)$/.exec(action) ?? [];
  return thing && verb ? { type: thing.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase(), verb: verb.toLowerCase() } : null;
}

const names = ['name', 'lot_code', 'title', 'email', 'file_name', 'slug', 'key'];

/** What people call the thing that an entry is about, where its values tell. */
export function nameIn({ old, new: now }: AuditEntry): string | null {
  for (const value of [now, old]) {
    if (typeof value !== 'object' || value === null) continue;
    for (const name of names) {
      const found = (value as Record<string, unknown>)[name];
      if (typeof found === 'string' && found !== '') return found;
    }
  }
  return null;
}

/** An id as it fits into a table: the end of a UUID tells more than its beginning, which is a time. */
export function shortId(id: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? `…${id.slice(-8)}` : id;
}

/** A value as people read it. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, 2) ?? '';
}

/** Where a thing itself can be seen in the workspace. */
export function pageOf(type: string, id: string): { readonly to: string; readonly permission: string } | null {
  const one = encodeURIComponent(id);
  switch (type) {
    case 'node': return { to: `/lots?node=${one}`, permission: 'node:read' };
    case 'user': return { to: `/users?user=${one}`, permission: 'user:read' };
    case 'capture': return { to: `/captures/${one}`, permission: 'event:read' };
    default: return null;
  }
}

/** Whether a value was not there. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export interface Item {
  readonly item: string;
  readonly on: 'old' | 'new' | 'both';
}

/** Two lists of plain values as one, each item with the side that it is on; null where they are no such lists. */
export function itemsOf(old: unknown, now: unknown): readonly Item[] | null {
  if (!isPlainList(old) || !isPlainList(now)) return null;
  const both = new Set(old.filter((item) => now.includes(item)));
  // In the order of now, what went before what came in its place.
  const kept = now.map((item): Item => ({ item: String(item), on: both.has(item) ? 'both' : 'new' }));
  return [...old.filter((item) => !both.has(item)).map((item): Item => ({ item: String(item), on: 'old' })), ...kept];
}

function isPlainList(value: unknown): value is readonly (string | number | boolean)[] {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object');
}
