import { describe, expect, it } from 'vitest';
import { tradeGraph } from './fixture';
import { closeAround, openAtFirst, openTo, shownGroups, split } from './groups';
import { layersOf } from './layers';
import { layoutOf, type Box, type Layout } from './layout';
import { LotGraph, type GraphEdge, type GraphNode } from './model';
import { sceneOf, type Scene } from './scene';

function drawn(graph: LotGraph, open = openAtFirst(graph, layersOf(graph))): { scene: Scene; layout: Layout } {
  const layering = layersOf(graph);
  const scene = sceneOf(graph, shownGroups(graph, layering, open));
  return { scene, layout: layoutOf(scene) };
}

function overlaps(boxes: readonly Box[]): [Box, Box][] {
  const found: [Box, Box][] = [];
  const sorted = [...boxes].sort((a, b) => a.x - b.x || a.y - b.y);
  for (let i = 1; i < sorted.length; i++) {
    const a = sorted[i - 1]!;
    const b = sorted[i]!;
    if (a.x === b.x && b.y < a.y + a.height - 0.01) found.push([a, b]);
    if (a.x !== b.x && b.x < a.x + a.width) found.push([a, b]);
  }
  return found;
}

function chain(pairs: readonly (readonly [string, string])[], start: string): LotGraph {
  const ids = [...new Set(pairs.flat())];
  const nodes = ids.map((id): GraphNode => ({
    id, kind: 'batch', key: id, name: id, lot_code: id, gtin: null, product_name: null, location_name: null,
    depth: 0, arrived_at: null, parent_edge: null, state: null,
  }));
  const edges = pairs.map(([from, to], i): GraphEdge => ({
    id: `e${i}`, from, to, kind: 'TRANSFERRED_TO', time: null, quantity: null, unit: null,
  }));
  return new LotGraph(nodes, edges, start);
}

function layerByName(graph: LotGraph): Record<string, number> {
  const { layer } = layersOf(graph);
  return Object.fromEntries(graph.nodes.map((node, i) => [node.id, layer[i]!]));
}

describe('the layering', () => {
  it('puts the start between its origin and its customers', () => {
    const graph = chain([['farm', 'milk'], ['milk', 'start'], ['label', 'start'], ['start', 'pallet'], ['pallet', 'shop']], 'start');
    expect(layerByName(graph)).toEqual({ farm: 0, milk: 1, label: 1, start: 2, pallet: 3, shop: 4 });
  });

  it('draws rework as a returning line and keeps the rest flowing right', () => {
    const graph = chain([['a', 'b'], ['b', 'c'], ['c', 'b'], ['c', 'd']], 'a');
    const { layer, returning } = layersOf(graph);
    expect([...layer]).toEqual([0, 1, 2, 3]);
    expect([...returning]).toEqual([0, 0, 1, 0]);
  });

  it('lays out a chain of 20,000 steps without deep recursion', () => {
    const pairs = Array.from({ length: 20_000 }, (_, i) => [`s${i}`, `s${i + 1}`] as const);
    const graph = chain(pairs, 's0');
    expect(layersOf(graph).layers).toBe(20_001);
    expect(drawn(graph).scene.cards.length).toBeLessThanOrEqual(100);
  });

  it('moves every line of a trade network to the right', () => {
    const graph = tradeGraph(300);
    const { layer, returning } = layersOf(graph);
    for (let e = 0; e < graph.edges.length; e++) {
      if (!returning[e]) expect(layer[graph.target[e]!]!).toBeGreaterThan(layer[graph.source[e]!]!);
    }
    expect(returning.every((r) => r === 0)).toBe(true);
  });
});

describe('the layout of 300 nodes', () => {
  const graph = tradeGraph(300);
  const { scene, layout } = drawn(graph);

  it('shows each node on a card of its own', () => {
    expect(scene.cards).toHaveLength(300);
  });

  it('lets neither cards nor the lanes of passing lines overlap', () => {
    expect(layout.lanes.length).toBeGreaterThan(0);
    expect(overlaps([...layout.boxes, ...layout.lanes])).toEqual([]);
  });

  it('runs time downwards in a layer', () => {
    const span = Math.max(...scene.cards.map((card) => card.to)) - Math.min(...scene.cards.map((card) => card.from));
    for (let column = 0; column < scene.columns; column++) {
      const cards = scene.cards
        .map((card, i) => ({ card, box: layout.boxes[i]! }))
        .filter(({ card }) => card.column === column && !Number.isNaN(card.from))
        .sort((a, b) => a.box.y - b.box.y);
      for (let i = 1; i < cards.length; i++) {
        expect(cards[i]!.card.from).toBeGreaterThanOrEqual(cards[i - 1]!.card.from - span / 40);
      }
    }
  });

  it('is the same picture each time', () => {
    expect(drawn(tradeGraph(300)).layout).toEqual(layout);
  });

  it('draws more mass wider', () => {
    const byKg = [...layout.lines].sort((a, b) => scene.flows[a.flow]!.kg - scene.flows[b.flow]!.kg);
    for (let i = 1; i < byKg.length; i++) expect(byKg[i]!.width).toBeGreaterThanOrEqual(byKg[i - 1]!.width);
    expect(byKg.at(-1)!.width).toBeGreaterThan(byKg[0]!.width * 4);
  });
});

describe('the layout of 10,000 nodes', () => {
  const graph = tradeGraph(10_000);
  const layering = layersOf(graph);
  const open = openAtFirst(graph, layering);

  it('shows groups first, and every node in exactly one', () => {
    const groups = shownGroups(graph, layering, open);
    expect(groups.length).toBeLessThanOrEqual(100);
    expect(groups.length).toBeGreaterThanOrEqual(6);
    const members = groups.flatMap((group) => group.members);
    expect(members).toHaveLength(10_000);
    expect(new Set(members).size).toBe(10_000);
  });

  it('lets nothing overlap either', () => {
    const { layout } = drawn(graph);
    expect(overlaps([...layout.boxes, ...layout.lanes])).toEqual([]);
  });

  it('opens a group into at most a screenful of parts that hold the same nodes', () => {
    const largest = shownGroups(graph, layering, open).sort((a, b) => b.members.length - a.members.length)[0]!;
    const parts = split(graph, layering, largest);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.length).toBeLessThanOrEqual(24);
    expect(parts.flatMap((part) => part.members).sort((a, b) => a - b)).toEqual([...largest.members].sort((a, b) => a - b));
  });

  it('opens the way to any one node and closes it again', () => {
    const opened = openTo(graph, layering, open, 9_876);
    const card = shownGroups(graph, layering, opened).find((group) => group.members.includes(9_876))!;
    expect(card.members).toEqual([9_876]);
    const closed = shownGroups(graph, layering, closeAround(opened, card.id));
    expect(closed.find((group) => group.members.includes(9_876))!.members.length).toBeGreaterThan(1);
  });

  it('keeps the start on a card of its own', () => {
    const start = shownGroups(graph, layering, open).find((group) => group.members.includes(graph.start))!;
    expect(start.members).toEqual([graph.start]);
  });
});

describe('the paths', () => {
  const graph = chain([['farm', 'milk'], ['milk', 'start'], ['start', 'pallet'], ['pallet', 'shop'], ['milk', 'other']], 'start');
  const names = (edges: number[] | undefined): string[] | undefined =>
    edges?.map((e) => `${graph.edges[e]!.from}>${graph.edges[e]!.to}`);

  it('lead from the origin to the start and from the start to the customer', () => {
    expect(names(graph.pathToStart(graph.indexOf('farm')!))).toEqual(['farm>milk', 'milk>start']);
    expect(names(graph.pathToStart(graph.indexOf('shop')!))).toEqual(['start>pallet', 'pallet>shop']);
    expect(graph.pathToStart(graph.start)).toEqual([]);
    expect(graph.pathToStart(graph.indexOf('other')!)).toBeUndefined();
  });

  it('light up everything upstream and downstream of a node and nothing beside it', () => {
    const { nodes, edges } = graph.lineage([graph.indexOf('start')!]);
    expect([...nodes].map((n) => graph.nodes[n]!.id).sort()).toEqual(['farm', 'milk', 'pallet', 'shop', 'start']);
    expect(names([...edges])!.sort()).toEqual(['farm>milk', 'milk>start', 'pallet>shop', 'start>pallet']);
  });

  it('do not light up a bypass around the node', () => {
    const bypassed = chain([['a', 'b'], ['b', 'c'], ['a', 'c']], 'a');
    expect([...bypassed.lineage([bypassed.indexOf('b')!]).edges].sort()).toEqual([0, 1]);
  });
});
