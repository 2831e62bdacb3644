import { outsideKind, type GraphNode, type LotGraph } from '@/graph/model';
import { toCsv } from '@/ui/csv';
import { statusOf, urgency } from '@/ui/status';

/** A node as a row of the table: the same node as in the graph, with what sorting and export need. */
export interface NodeRow {
  readonly no: number;
  readonly node: GraphNode;
  readonly kg: number;
  readonly time: number;
  readonly title: string;
}

export type SortKey = 'title' | 'kind' | 'product' | 'state' | 'depth' | 'time' | 'kg';

/** What is seen, that is: not what stands for the rest. */
export function rowsOf(graph: LotGraph, titleOf: (node: GraphNode) => string): NodeRow[] {
  return graph.nodes
    .map((node, no) => ({ no, node, kg: graph.nodeKg[no]!, time: graph.nodeTime[no]!, title: titleOf(node) }))
    .filter(({ node }) => node.kind !== outsideKind);
}

/** Rows of the chosen kinds inside a stretch of time; nodes without a time are always in. */
export function filtered(rows: readonly NodeRow[], kinds: readonly string[], span: readonly [number, number] | null): NodeRow[] {
  return rows.filter(
    (row) =>
      (kinds.length === 0 || kinds.includes(row.node.kind)) &&
      (span === null || Number.isNaN(row.time) || (row.time >= span[0] && row.time <= span[1])),
  );
}

const texts = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Sorts by one column; unknown values stay last whichever way, and equal ones keep their order. */
export function sorted(rows: readonly NodeRow[], key: SortKey, down: boolean): NodeRow[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = valueOf(a, key);
    const y = valueOf(b, key);
    if (x === null || y === null) return (x === null ? 1 : 0) - (y === null ? 1 : 0) || a.no - b.no;
    const order = typeof x === 'number' ? x - (y as number) : texts.compare(x, y as string);
    return sign * order || a.no - b.no;
  });
}

function valueOf(row: NodeRow, key: SortKey): string | number | null {
  switch (key) {
    case 'title':
      return row.title;
    case 'kind':
      return row.node.kind;
    case 'product':
      return row.node.product_name ?? row.node.location_name ?? null;
    case 'state':
      return row.node.state ? urgency[statusOf(row.node.state)] : null;
    case 'depth':
      return row.node.depth;
    case 'time':
      return Number.isNaN(row.time) ? null : row.time;
    case 'kg':
      return row.kg > 0 ? row.kg : null;
  }
}

const nodeHead = ['id', 'kind', 'key', 'lot_code', 'gtin', 'product', 'name', 'location', 'state', 'step', 'arrived_at', 'mass_kg'];

/** Rows as a table, with a column for how many relationships lead outside the sites of whoever asks, if any do. */
export function nodesCsv(graph: LotGraph, rows: readonly NodeRow[]): string {
  const beyond = new Map<number, number>();
  graph.edges.forEach((edge, e) => {
    if (edge.beyond === undefined) return;
    for (const end of [graph.source[e]!, graph.target[e]!]) beyond.set(end, (beyond.get(end) ?? 0) + edge.beyond);
  });
  const cut = beyond.size > 0;
  return toCsv(
    cut ? [...nodeHead, 'outside'] : nodeHead,
    rows.map(({ no, node, kg }) => [
      node.id, node.kind, node.key, node.lot_code, node.gtin, node.product_name, node.name, node.location_name, node.state,
      node.depth, node.arrived_at, kg > 0 ? Math.round(kg * 1e6) / 1e6 : null, ...(cut ? [beyond.get(no) ?? 0] : []),
    ]),
  );
}

const edgeHead = ['id', 'kind', 'from_id', 'from', 'to_id', 'to', 'time', 'quantity', 'unit'];

/**
 * Relationships between the given rows. Where the flow goes on outside the sites of whoever asks, a line of kind `OUTSIDE`
 * names one end only, so that a cut flow does not pass for a whole one.
 */
export function edgesCsv(graph: LotGraph, rows: readonly NodeRow[], titleOf: (node: GraphNode) => string): string {
  const kept = new Set(rows.map((row) => row.no));
  const lines = graph.edges.flatMap((edge, e) => {
    const from = graph.source[e]!;
    const to = graph.target[e]!;
    if (edge.kind === 'OUTSIDE' && (kept.has(from) || kept.has(to))) {
      const ends = [from, to].flatMap((end) => (kept.has(end) ? [graph.nodes[end]!.id, titleOf(graph.nodes[end]!)] : [null, null]));
      return [[null, edge.kind, ...ends, null, null, null]];
    }
    if (!kept.has(from) || !kept.has(to)) return [];
    return [[edge.id, edge.kind, edge.from, titleOf(graph.nodes[from]!), edge.to, titleOf(graph.nodes[to]!), edge.time, edge.quantity, edge.unit]];
  });
  return toCsv(edgeHead, lines);
}
