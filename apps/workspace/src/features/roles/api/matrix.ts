import type { Permission } from '@/api/people';

/** The permissions there are as a table: a row for each resource, a column for each action. */
export interface Matrix {
  readonly actions: readonly string[];
  readonly rows: readonly {
    readonly resource: string;
    /** One for each action; null where no operation asks for it. */
    readonly cells: readonly (Permission | null)[];
  }[];
}

/** What most roles are made of comes first; the rest as the alphabet has it. */
const usual = ['read', 'write'];

function rank(action: string): number {
  const at = usual.indexOf(action);
  return at < 0 ? usual.length : at;
}

/** Lays permissions out. Those of the platform are left out unless they are among `held`. */
export function matrixOf(permissions: readonly Permission[], held: ReadonlySet<string>): Matrix {
  const shown = permissions.filter((one) => !one.platform || held.has(one.permission));
  const actions = [...new Set(shown.map((one) => one.action))].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const resources = [...new Set(shown.map((one) => one.resource))];
  return {
    actions,
    rows: resources.map((resource) => ({
      resource,
      cells: actions.map((action) => shown.find((one) => one.resource === resource && one.action === action) ?? null),
    })),
  };
}

export type Difference = 'added' | 'gone' | null;

/** How a permission differs between two sets. */
export function differenceOf(permission: string, before: ReadonlySet<string>, after: ReadonlySet<string>): Difference {
  if (before.has(permission) === after.has(permission)) return null;
  return after.has(permission) ? 'added' : 'gone';
}

/** How many differ. */
export function differences(before: ReadonlySet<string>, after: ReadonlySet<string>): number {
  return [...before].filter((one) => !after.has(one)).length + [...after].filter((one) => !before.has(one)).length;
}

/** A name for programs, made of what people call the role: at most 61 of a-z, 0-9 and _. */
export function nameOf(title: string): string {
  const letters = title.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+/, '').slice(0, 61).replace(/_+$/, '');
}
