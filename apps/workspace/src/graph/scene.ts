import type { Group } from './groups';
import { isNode } from './groups';
import type { LotGraph } from './model';

/** A card to draw: one node or a closed group. */
export interface Card {
  readonly group: Group;
  readonly column: number;
  /** Earliest known time of its members; NaN where none is known. */
  readonly from: number;
  readonly to: number;
  readonly kg: number;
}

/** All flow between two cards, drawn as one line. */
export interface Flow {
  readonly source: number;
  readonly target: number;
  readonly edges: readonly number[];
  /** Kilograms; 0 where no edge carries mass. */
  readonly kg: number;
  readonly returning: boolean;
}

export interface Scene {
  readonly cards: readonly Card[];
  readonly columns: number;
  readonly flows: readonly Flow[];
  /** Card number by node number. */
  readonly cardOf: Int32Array;
}

/**
 * Turns the groups on the screen into cards in columns and bundles of flow between them. Cards of one column span the
 * same layers; flow inside a closed group is not drawn. O(nodes + edges).
 */
export function sceneOf(graph: LotGraph, shown: readonly Group[]): Scene {
  const spans = [...new Set(shown.map((group) => group.low * 1e6 + group.high))].sort((a, b) => a - b);
  const columnOf = new Map(spans.map((span, i) => [span, i]));
  const cardOf = new Int32Array(graph.size);
  const cards = shown.map((group, i): Card => {
    let from = Number.NaN;
    let to = Number.NaN;
    let kg = 0;
    for (const v of group.members) {
      cardOf[v] = i;
      const t = graph.nodeTime[v]!;
      if (!Number.isNaN(t)) {
        from = from <= t ? from : t;
        to = to >= t ? to : t;
      }
      kg += graph.nodeKg[v]!;
    }
    return { group, column: columnOf.get(group.low * 1e6 + group.high)!, from, to, kg };
  });
  const flows = new Map<number, { source: number; target: number; edges: number[]; kg: number }>();
  for (let e = 0; e < graph.edges.length; e++) {
    const source = cardOf[graph.source[e]!]!;
    const target = cardOf[graph.target[e]!]!;
    if (source === target) continue;
    const key = source * cards.length + target;
    let flow = flows.get(key);
    if (!flow) {
      flow = { source, target, edges: [], kg: 0 };
      flows.set(key, flow);
    }
    flow.edges.push(e);
    const kg = graph.kg[e]!;
    if (!Number.isNaN(kg)) flow.kg += kg;
  }
  return {
    cards,
    columns: spans.length,
    cardOf,
    flows: [...flows.values()].map((flow) => ({
      ...flow,
      returning: cards[flow.target]!.column <= cards[flow.source]!.column,
    })),
  };
}

/** Name of a card in code: the node's id or the group's path. */
export function cardId(graph: LotGraph, card: Card): string {
  return isNode(card.group) ? graph.nodes[card.group.members[0]!]!.id : card.group.id;
}
