import { massInKg } from './mass';

/** What a trace answers with, as far as drawing and listing it needs. The platform leaves out what is not known. */
export interface GraphNode {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly name?: string | null;
  readonly lot_code?: string | null;
  readonly gtin?: string | null;
  readonly product_name?: string | null;
  readonly location_name?: string | null;
  readonly depth: number;
  readonly arrived_at?: string | null;
  readonly parent_edge?: string | null;
  readonly state?: string | null;
  /** Of a node that stands for what is not seen: how many relationships lead there. */
  readonly beyond?: number;
}

/** Kind of a node that stands for what is outside the sites of whoever asks. */
export const outsideKind = 'outside';

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly time?: string | null;
  readonly quantity?: number | null;
  readonly unit?: string | null;
  /** Of an edge to what is not seen: for how many relationships it stands. */
  readonly beyond?: number;
}

/**
 * A trace as compressed adjacency over dense node numbers: `out` lists edge numbers by source, `in` by target.
 * Edges whose ends are not among the nodes (a truncated answer) are left out. Built in O(nodes + edges); immutable.
 */
export class LotGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly start: number;
  readonly source: Int32Array;
  readonly target: Int32Array;
  /** Kilograms on an edge; NaN where the edge carries no mass. */
  readonly kg: Float64Array;
  /** Milliseconds since 1970; NaN where unknown. */
  readonly time: Float64Array;
  /** When material is first known at the node: its arrival, else the earliest of its edges; NaN where neither is known. */
  readonly nodeTime: Float64Array;
  /** Largest of inflow and outflow in kilograms; 0 where no edge carries mass. */
  readonly nodeKg: Float64Array;
  private readonly outStart: Int32Array;
  private readonly outEdges: Int32Array;
  private readonly inStart: Int32Array;
  private readonly inEdges: Int32Array;
  private readonly byId: ReadonlyMap<string, number>;

  constructor(nodes: readonly GraphNode[], edges: readonly GraphEdge[], startId: string) {
    const byId = new Map<string, number>();
    nodes.forEach((node, i) => byId.set(node.id, i));
    this.byId = byId;
    this.nodes = nodes;
    this.edges = edges.filter((edge) => byId.has(edge.from) && byId.has(edge.to) && edge.from !== edge.to);
    this.start = byId.get(startId) ?? 0;
    const m = this.edges.length;
    this.source = Int32Array.from(this.edges, (edge) => byId.get(edge.from)!);
    this.target = Int32Array.from(this.edges, (edge) => byId.get(edge.to)!);
    this.kg = Float64Array.from(this.edges, (edge) => massInKg(edge.quantity, edge.unit));
    this.time = Float64Array.from(this.edges, (edge) => instant(edge.time));
    [this.outStart, this.outEdges] = compress(this.source, nodes.length);
    [this.inStart, this.inEdges] = compress(this.target, nodes.length);
    this.nodeTime = Float64Array.from(nodes, (node) => instant(node.arrived_at));
    this.nodeKg = new Float64Array(nodes.length);
    const inflow = new Float64Array(nodes.length);
    for (let e = 0; e < m; e++) {
      const t = this.time[e]!;
      const kg = this.kg[e]!;
      for (const n of [this.source[e]!, this.target[e]!]) {
        if (Number.isNaN(Date.parse(nodes[n]!.arrived_at ?? '')) && !Number.isNaN(t) && !(this.nodeTime[n]! <= t)) {
          this.nodeTime[n] = t;
        }
      }
      if (!Number.isNaN(kg)) {
        this.nodeKg[this.source[e]!]! += kg;
        inflow[this.target[e]!]! += kg;
      }
    }
    for (let n = 0; n < nodes.length; n++) this.nodeKg[n] = Math.max(this.nodeKg[n]!, inflow[n]!);
  }

  get size(): number {
    return this.nodes.length;
  }

  indexOf(id: string): number | undefined {
    return this.byId.get(id);
  }

  out(node: number): Int32Array {
    return this.outEdges.subarray(this.outStart[node]!, this.outStart[node + 1]!);
  }

  in(node: number): Int32Array {
    return this.inEdges.subarray(this.inStart[node]!, this.inStart[node + 1]!);
  }

  /** Everything upstream and downstream of some nodes, themselves included, and the edges on the way. O(reach). */
  lineage(from: readonly number[]): { readonly nodes: ReadonlySet<number>; readonly edges: ReadonlySet<number> } {
    const nodes = new Set<number>(from);
    const edges = new Set<number>();
    const walk = (edgesOf: (n: number) => Int32Array, end: Int32Array): void => {
      const seen = new Set<number>(from);
      const queue = [...from];
      for (let at = 0; at < queue.length; at++) {
        for (const e of edgesOf(queue[at]!)) {
          edges.add(e);
          const next = end[e]!;
          if (seen.has(next)) continue;
          seen.add(next);
          nodes.add(next);
          queue.push(next);
        }
      }
    };
    walk((n) => this.out(n), this.target);
    walk((n) => this.in(n), this.source);
    return { nodes, edges };
  }

  /**
   * A shortest way between the start and a node as edge numbers in the direction of flow, whichever side the node
   * is on; empty for the start itself, undefined where no way is in the graph. O(reach).
   */
  pathToStart(node: number): number[] | undefined {
    if (node === this.start) return [];
    return this.shortest(this.start, node) ?? this.shortest(node, this.start);
  }

  private shortest(from: number, to: number): number[] | undefined {
    const via = new Map<number, number>([[from, -1]]);
    const queue = [from];
    for (let at = 0; at < queue.length; at++) {
      for (const e of this.out(queue[at]!)) {
        const next = this.target[e]!;
        if (via.has(next)) continue;
        via.set(next, e);
        if (next === to) {
          const path: number[] = [];
          for (let n = to; n !== from; n = this.source[via.get(n)!]!) path.unshift(via.get(n)!);
          return path;
        }
        queue.push(next);
      }
    }
    return undefined;
  }
}

function instant(text: string | null | undefined): number {
  return text ? Date.parse(text) : Number.NaN;
}

function compress(ends: Int32Array, nodes: number): [Int32Array, Int32Array] {
  const start = new Int32Array(nodes + 1);
  for (const n of ends) start[n + 1]!++;
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!;
  const cursor = start.slice();
  const list = new Int32Array(ends.length);
  ends.forEach((n, e) => {
    list[cursor[n]!++] = e;
  });
  return [start, list];
}
