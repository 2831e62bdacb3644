import type { LotGraph } from './model';

/**
 * Gives every node the column it is drawn in, so that material flows left to right.
 *
 * The start is layer 0. What lies downstream stands as far right as its longest way from the start, what lies
 * upstream as far left as its longest way to it: a supplier is drawn beside what it supplied, not at the far edge.
 * Rework makes cycles; the edges that close one (found by depth-first search from the start, so that no node loses
 * its way to the start) are returned as `returning` and ignored for the layering. O(nodes + edges), deterministic:
 * the order of the answer decides ties. After Sugiyama et al. 1981, with longest-path layering from a fixed centre.
 */
export interface Layering {
  /** Layer by node number, the leftmost is 0. */
  readonly layer: Int32Array;
  readonly layers: number;
  /** 1 for edges that run against the flow of the drawing. */
  readonly returning: Uint8Array;
}

export function layersOf(graph: LotGraph): Layering {
  const n = graph.size;
  const returning = new Uint8Array(graph.edges.length);
  const side = new Int8Array(n); // 1 downstream (and the start), -1 upstream, 0 neither
  const downstream = search(graph, graph.start, side, 1, returning);
  const upstream = search(graph, graph.start, side, -1, returning);
  const layer = new Int32Array(n);
  // Finishing order reversed is a topological order of each side.
  for (let i = downstream.length - 1; i >= 0; i--) {
    const u = downstream[i]!;
    for (const e of graph.out(u)) {
      const v = graph.target[e]!;
      if (!returning[e] && side[v] === 1) layer[v] = Math.max(layer[v]!, layer[u]! + 1);
    }
  }
  for (let i = upstream.length - 1; i >= 0; i--) {
    const v = upstream[i]!;
    for (const e of graph.in(v)) {
      const u = graph.source[e]!;
      if (!returning[e] && side[u] === -1) layer[u] = Math.min(layer[u]!, layer[v]! - 1);
    }
  }
  settleStrays(graph, side, layer, returning);
  let low = 0;
  let high = 0;
  for (const l of layer) {
    low = Math.min(low, l);
    high = Math.max(high, l);
  }
  for (let i = 0; i < n; i++) layer[i]! -= low;
  return { layer, layers: high - low + 1, returning };
}

/** Depth-first from the start along (1) or against (-1) the flow; returns nodes in finishing order, the start last. */
function search(graph: LotGraph, start: number, side: Int8Array, way: 1 | -1, returning: Uint8Array): number[] {
  const edgesOf = way === 1 ? (v: number) => graph.out(v) : (v: number) => graph.in(v);
  const end = way === 1 ? graph.target : graph.source;
  const open = new Uint8Array(graph.size);
  const finished: number[] = [];
  const stack: number[] = [start];
  const cursor = new Int32Array(graph.size);
  side[start] = 1;
  open[start] = 1;
  while (stack.length > 0) {
    const v = stack[stack.length - 1]!;
    const edges = edgesOf(v);
    if (cursor[v]! < edges.length) {
      const e = edges[cursor[v]!++]!;
      const w = end[e]!;
      if (open[w]) returning[e] = 1;
      else if (side[w] === 0) {
        side[w] = way;
        open[w] = 1;
        stack.push(w);
      }
    } else {
      stack.pop();
      open[v] = 0;
      finished.push(v);
    }
  }
  return finished;
}

/** Nodes on neither side (the way to the start was cut by the limit) join one right or left of a settled neighbour. */
function settleStrays(graph: LotGraph, side: Int8Array, layer: Int32Array, returning: Uint8Array): void {
  const queue: number[] = [];
  for (let v = 0; v < graph.size; v++) if (side[v] !== 0) queue.push(v);
  for (let at = 0; at < queue.length; at++) {
    const v = queue[at]!;
    for (const e of graph.out(v)) place(graph.target[e]!, layer[v]! + 1);
    for (const e of graph.in(v)) place(graph.source[e]!, layer[v]! - 1);
  }
  for (let e = 0; e < graph.edges.length; e++) {
    if (layer[graph.target[e]!]! <= layer[graph.source[e]!]!) returning[e] = 1;
  }
  function place(v: number, at: number): void {
    if (side[v] !== 0) return;
    side[v] = 1;
    layer[v] = at;
    queue.push(v);
  }
}
