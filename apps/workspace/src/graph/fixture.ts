import type { GraphEdge, GraphNode } from './model';
import { LotGraph } from './model';

/** Seeded traces for tests: a start that flows through runs, lots, pallets and shipments to shops. */
export function tradeGraph(size: number, seed = 7): LotGraph {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const kinds = ['ingredient', 'production_run', 'batch', 'logistic_unit', 'distribution', 'location'];
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  for (let i = 0; i < size; i++) {
    const depth = i === 0 ? 0 : Math.min(5, 1 + Math.floor((i * 5) / size));
    const kind = kinds[depth]!;
    const time = new Date(Date.UTC(2026, 2, 1) + (depth * 4 + random() * 6) * 86_400_000).toISOString();
    nodes.push({
      id: `n${i}`,
      kind,
      key: `urn:test:${i}`,
      name: `${kind} ${i}`,
      lot_code: depth === 0 || kind === 'batch' ? `L${i}` : null,
      gtin: null,
      product_name: kind === 'batch' ? `Product ${Math.floor(random() * 60)}` : null,
      location_name: kind === 'location' ? `Shop ${i}` : null,
      depth,
      arrived_at: kind === 'location' && random() < 0.2 ? null : time,
      parent_edge: null,
      state: random() < 0.03 ? 'recalled' : 'released',
    });
    if (i === 0) continue;
    const parents = 1 + Math.floor(random() * 2.4);
    for (let p = 0; p < parents; p++) {
      const reach = random() < 0.12 ? 2 : 1;
      const upper = nodes.filter((node) => node.depth === Math.max(0, depth - reach));
      const parent = upper[Math.floor(random() * upper.length)]!;
      edges.push({
        id: `e${edges.length}`,
        from: parent.id,
        to: `n${i}`,
        kind: 'TRANSFERRED_TO',
        time,
        quantity: random() < 0.1 ? null : Math.round(random() * 4000) / 10,
        unit: 'KGM',
      });
    }
  }
  return new LotGraph(nodes, edges, 'n0');
}
