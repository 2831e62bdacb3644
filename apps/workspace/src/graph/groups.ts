import type { Layering } from './layers';
import type { LotGraph } from './model';

/**
 * A tree of ever finer groups over a trace, so that ten thousand nodes are a dozen cards first.
 *
 * The levels: bands of layers (only in traces deeper than `bandLayers`), one layer, kind, product, then stretches
 * of time until a group is small enough to show its members. A group is split only when asked, at most `fan` ways;
 * what exceeds that is gathered in one "rest" group. Identities are paths of keys, so the same trace gives the same
 * groups. Splitting costs O(members log members).
 */
export interface Group {
  readonly id: string;
  readonly level: 'band' | 'layer' | 'kind' | 'product' | 'time' | 'node';
  readonly members: readonly number[];
  /** First and last layer of its members. */
  readonly low: number;
  readonly high: number;
  /** What all members have in common, for its words: kind, and product or else place. */
  readonly kind: string | null;
  readonly theme: string | null;
  readonly rest: boolean;
}

export const limits = { bandLayers: 30, bands: 12, fan: 24, leaf: 12 } as const;

export function rootOf(graph: LotGraph, layering: Layering): Group {
  const members = Array.from({ length: graph.size }, (_, i) => i);
  return describe(graph, layering, 'r', 'band', members);
}

export function isNode(group: Group): boolean {
  return group.members.length === 1;
}

/** The next finer groups; a group of one node has none. The start always stands alone. */
export function split(graph: LotGraph, layering: Layering, group: Group): Group[] {
  if (isNode(group)) return [];
  const parts = partsOf(graph, layering, group);
  const made = parts.map((part) =>
    describe(graph, layering, `${group.id}/${encodeURIComponent(part.key)}`, part.level, part.members, part.rest),
  );
  return made.length === 1 ? split(graph, layering, made[0]!) : made;
}

interface Part {
  key: string;
  level: Group['level'];
  members: number[];
  rest?: boolean;
}

function partsOf(graph: LotGraph, layering: Layering, group: Group): Part[] {
  const { low, high, members } = group;
  if (high - low + 1 > limits.bandLayers) return bands(layering, members, low, high);
  if (high > low) return byKey(members, 'layer', (v) => String(layering.layer[v]!)).sort((a, b) => Number(a.key) - Number(b.key));
  if (members.includes(graph.start)) {
    return [
      { key: 'start', level: 'node', members: [graph.start] },
      { key: 'others', level: 'layer', members: members.filter((v) => v !== graph.start) },
    ];
  }
  if (members.length <= limits.leaf) return singles(graph, members);
  if (group.kind === null) return byKey(members, 'kind', (v) => graph.nodes[v]!.kind);
  if (group.level !== 'product' && group.level !== 'time') {
    return gathered(byKey(members, 'product', (v) => themeOf(graph, v)));
  }
  return byTime(graph, members);
}

/** What a node is about: its product, else where it is, else nothing. */
function themeOf(graph: LotGraph, v: number): string {
  const node = graph.nodes[v]!;
  return node.product_name ?? node.location_name ?? '';
}

function bands(layering: Layering, members: readonly number[], low: number, high: number): Part[] {
  const width = Math.ceil((high - low + 1) / limits.bands);
  return byKey(members, 'band', (v) => String(Math.floor((layering.layer[v]! - low) / width))).sort(
    (a, b) => Number(a.key) - Number(b.key),
  );
}

function byKey(members: readonly number[], level: Group['level'], keyOf: (v: number) => string): Part[] {
  const parts = new Map<string, Part>();
  for (const v of members) {
    const key = keyOf(v);
    const part = parts.get(key);
    if (part) part.members.push(v);
    else parts.set(key, { key, level, members: [v] });
  }
  return [...parts.values()];
}

function gathered(parts: Part[]): Part[] {
  if (parts.length <= limits.fan) return parts;
  const bySize = parts
    .map((part, i) => ({ part, i }))
    .sort((a, b) => b.part.members.length - a.part.members.length || a.i - b.i)
    .map(({ part }) => part);
  const rest = bySize.slice(limits.fan - 1).flatMap((part) => part.members);
  return [...bySize.slice(0, limits.fan - 1), { key: '…', level: 'product', members: rest, rest: true }];
}

function singles(graph: LotGraph, members: readonly number[]): Part[] {
  return members.map((v) => ({ key: graph.nodes[v]!.id, level: 'node', members: [v] }));
}

function byTime(graph: LotGraph, members: readonly number[]): Part[] {
  const sorted = [...members].sort((a, b) => order(graph.nodeTime[a]!) - order(graph.nodeTime[b]!) || a - b);
  const chunks = Math.min(limits.fan, Math.ceil(sorted.length / limits.leaf));
  const parts: Part[] = [];
  for (let c = 0; c < chunks; c++) {
    const from = Math.floor((c * sorted.length) / chunks);
    const to = Math.floor(((c + 1) * sorted.length) / chunks);
    parts.push({ key: `t${c}`, level: 'time', members: sorted.slice(from, to) });
  }
  return parts;
}

function order(time: number): number {
  return Number.isNaN(time) ? Number.MAX_VALUE : time;
}

function describe(
  graph: LotGraph,
  layering: Layering,
  id: string,
  level: Group['level'],
  members: readonly number[],
  rest = false,
): Group {
  let low = Number.MAX_SAFE_INTEGER;
  let high = 0;
  const first = graph.nodes[members[0]!]!;
  let kind: string | null = first.kind;
  let theme: string | null = themeOf(graph, members[0]!);
  for (const v of members) {
    low = Math.min(low, layering.layer[v]!);
    high = Math.max(high, layering.layer[v]!);
    if (graph.nodes[v]!.kind !== kind) kind = null;
    if (theme !== null && themeOf(graph, v) !== theme) theme = null;
  }
  return { id, level, members, low, high, kind, theme: theme || null, rest };
}

/** How much to open: traces of at most `whole` nodes entirely, others until about this many cards stand in a column or in all. */
export interface Opening {
  readonly whole: number;
  readonly cards: number;
  readonly perColumn: number;
}

export const usualOpening: Opening = { whole: 400, cards: 90, perColumn: 14 };

/** The groups to open at first: the structure of layers, then the smallest groups first, as far as the opening allows. */
export function openAtFirst(graph: LotGraph, layering: Layering, opening: Opening = usualOpening): Set<string> {
  const open = new Set<string>();
  const root = rootOf(graph, layering);
  const all = graph.size <= opening.whole;
  const inColumn = new Map<number, number>();
  let shown = 1;
  const waiting: Group[] = [root];
  while (waiting.length > 0) {
    waiting.sort((a, b) => weight(a) - weight(b) || (a.id < b.id ? -1 : 1));
    const group = waiting.shift()!;
    const children = split(graph, layering, group);
    if (children.length === 0) continue;
    const structural = group === root || (group.high > group.low && layering.layers <= limits.bandLayers);
    const column = columnKey(group);
    const beside = (inColumn.get(column) ?? 1) + children.length - 1;
    const tooMany = shown + children.length - 1 > opening.cards || (group.low === group.high && beside > opening.perColumn);
    // Stretches of time explain little beside each other; they wait to be asked for.
    const byTime = children[0]!.level === 'time';
    if (!all && !structural && (tooMany || byTime)) continue;
    open.add(group.id);
    shown += children.length - 1;
    if (group.low === group.high) inColumn.set(column, beside);
    waiting.push(...children);
  }
  return open;
}

function columnKey(group: Group): number {
  return group.low * 1e6 + group.high;
}

/** Bands and layers are opened before anything else, then the smallest groups. */
function weight(group: Group): number {
  return group.high > group.low ? -1 / group.members.length : group.members.length;
}

/** The cards on the screen for a set of opened groups, in the order of the tree. */
export function shownGroups(graph: LotGraph, layering: Layering, open: ReadonlySet<string>): Group[] {
  const shown: Group[] = [];
  const visit = (group: Group): void => {
    const children = open.has(group.id) ? split(graph, layering, group) : [];
    if (children.length === 0) shown.push(group);
    else children.forEach(visit);
  };
  visit(rootOf(graph, layering));
  return shown;
}

/** Opens every group above a node, so that the node has a card of its own. Returns the same set where it has one. */
export function openTo(graph: LotGraph, layering: Layering, open: ReadonlySet<string>, node: number): Set<string> {
  const next = new Set(open);
  let group = rootOf(graph, layering);
  while (!isNode(group)) {
    next.add(group.id);
    const child = split(graph, layering, group).find((part) => part.members.includes(node));
    if (!child) break;
    group = child;
  }
  return next;
}

/** Closes the innermost opened group that holds a card. */
export function closeAround(open: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(open);
  const around = [...open].filter((o) => id.startsWith(`${o}/`)).sort((a, b) => b.length - a.length)[0];
  if (around) for (const o of open) if (o === around || o.startsWith(`${around}/`)) next.delete(o);
  return next;
}
