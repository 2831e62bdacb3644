// Traces over the fixture the way the platform answers them: breadth first, time-respecting, cut at a limit.

const terminal = new Set(['supplier', 'party', 'location', 'product', 'equipment', 'document']);

export class Graph {
  constructor(worlds) {
    this.nodes = new Map();
    this.out = new Map();
    this.in = new Map();
    for (const { nodes, edges } of worlds) {
      for (const node of nodes) this.nodes.set(node.id, node);
      for (const edge of edges) {
        push(this.out, edge.from, edge);
        push(this.in, edge.to, edge);
      }
    }
    this.list = [...this.nodes.values()].sort((a, b) => b.at - a.at);
  }

  find(query) {
    if (query.node_id) return [this.nodes.get(query.node_id)].filter(Boolean);
    return this.list.filter((node) => (query.lot ? node.lot_code === query.lot : node.key === query.epc));
  }

  trace(direction, start, { depth = Infinity, limit = 500, kinds = null, respectTime = true, atSites = false }) {
    const forward = direction === 'forward';
    const reached = new Map([[start.id, { node: start, depth: 0, at: null, parent: null }]]);
    const queue = [start.id];
    const edges = new Map();
    // Who sees one plant sees three steps, and that the trace goes on from there.
    const beyond = new Map();
    for (let i = 0; i < queue.length; i++) {
      const here = reached.get(queue[i]);
      if (here.depth >= depth || (i > 0 && terminal.has(here.node.kind))) continue;
      for (const edge of (forward ? this.out : this.in).get(queue[i]) ?? []) {
        if (kinds && !kinds.includes(edge.kind)) continue;
        if (respectTime && here.at !== null && (forward ? edge.at < here.at : edge.at > here.at)) continue;
        const next = forward ? edge.to : edge.from;
        if (atSites && here.depth >= 3 && !terminal.has(this.nodes.get(next).kind)) {
          beyond.set(queue[i], (beyond.get(queue[i]) ?? 0) + 1);
          continue;
        }
        edges.set(edge.id, edge);
        const known = reached.get(next);
        if (known) {
          known.at = forward ? Math.min(known.at ?? edge.at, edge.at) : Math.max(known.at ?? edge.at, edge.at);
          continue;
        }
        reached.set(next, { node: this.nodes.get(next), depth: here.depth + 1, at: edge.at, parent: edge.id });
        queue.push(next);
      }
    }
    const shown = queue.slice(0, limit).map((id) => reached.get(id));
    const ids = new Set(shown.map((one) => one.node.id));
    const kept = [...edges.values()].filter((edge) => ids.has(edge.from) && ids.has(edge.to));
    return {
      direction, mode: respectTime ? 'time_respecting' : 'all', start: answer(reached.get(start.id)),
      summary: {
        nodes: reached.size, edges: edges.size, returned_nodes: shown.length, returned_edges: kept.length, truncated: shown.length < reached.size,
        max_depth: Math.max(...[...reached.values()].map((one) => one.depth)), first_time: null, last_time: null, by_kind: [], elapsed_ms: 0.8,
      },
      nodes: shown.map(answer),
      outside: atSites ? [...beyond].map(([node, relationships]) => ({ node, relationships })) : null,
      edges: kept.map(({ id, from, to, kind, time, quantity, unit }) => ({ id, from, to, kind, time, quantity, unit })),
    };
  }
}

function answer({ node, depth, at, parent }) {
  const { id, kind, key, name, lot_code, gtin, product_name, location_name, state } = node;
  return { id, kind, key, name, lot_code, gtin, product_name, location_name, depth, arrived_at: at === null ? null : new Date(at).toISOString(), parent_edge: parent, state };
}

function push(map, key, value) {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
}
