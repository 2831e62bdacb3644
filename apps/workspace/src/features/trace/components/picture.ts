import type { Group } from '@/graph/groups';
import { closeAround, openAtFirst, openTo, shownGroups, usualOpening } from '@/graph/groups';
import { layersOf, type Layering } from '@/graph/layers';
import { layoutOf, type Layout } from '@/graph/layout';
import type { LotGraph } from '@/graph/model';
import { cardId, sceneOf, type Scene } from '@/graph/scene';
import { statusOf, urgency, type Status } from '@/ui/status';

/** Everything the canvas draws, worked out once for a trace and a set of opened groups. */
export interface Picture {
  readonly graph: LotGraph;
  readonly scene: Scene;
  readonly layout: Layout;
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, number>;
  /** Nodes of each status inside a card. */
  readonly statuses: readonly Readonly<Record<Status, number>>[];
  /** What flows out of a recalled lot is red, out of a held one amber. */
  readonly flowStatus: readonly Status[];
  readonly columnKinds: readonly { readonly kind: string; readonly nodes: number; readonly mixed: boolean }[];
}

export interface Groups {
  readonly graph: LotGraph;
  readonly layering: Layering;
  readonly open: ReadonlySet<string>;
}

export function groupsOf(graph: LotGraph): Groups {
  const layering = layersOf(graph);
  return { graph, layering, open: openAtFirst(graph, layering) };
}

/** More than this would be drawn, but not read. */
export const mostOpen = 1500;

export const allOpened = (groups: Groups): Groups => reopened(groups, mostOpen);
export const allGrouped = (groups: Groups): Groups => reopened(groups, 0);

function reopened(groups: Groups, whole: number): Groups {
  return { ...groups, open: openAtFirst(groups.graph, groups.layering, { ...usualOpening, whole }) };
}

export const opened = (groups: Groups, id: string): Groups => ({ ...groups, open: new Set(groups.open).add(id) });
export const closed = (groups: Groups, id: string): Groups => ({ ...groups, open: closeAround(groups.open, id) });

/** Opens what hides a node; the same groups where nothing does. */
export function openedTo(groups: Groups, node: number): Groups {
  const open = openTo(groups.graph, groups.layering, groups.open, node);
  return open.size === groups.open.size ? groups : { ...groups, open };
}

export function pictureOf({ graph, layering, open }: Groups): Picture {
  const scene = sceneOf(graph, shownGroups(graph, layering, open));
  const ids = scene.cards.map((card) => cardId(graph, card));
  const status = graph.nodes.map((node) => statusOf(node.state));
  return {
    graph,
    scene,
    layout: layoutOf(scene),
    ids,
    byId: new Map(ids.map((id, i) => [id, i])),
    statuses: scene.cards.map((card) => countStatuses(card.group, status)),
    flowStatus: scene.flows.map((flow) =>
      flow.edges.reduce<Status>((worst, e) => {
        const one = status[graph.source[e]!]!;
        return (one === 'act' || one === 'watch') && urgency[one] > urgency[worst] ? one : worst;
      }, 'none'),
    ),
    columnKinds: columnKinds(graph, scene),
  };
}

function countStatuses(group: Group, status: readonly Status[]): Record<Status, number> {
  const counts: Record<Status, number> = { none: 0, ok: 0, info: 0, watch: 0, act: 0 };
  for (const v of group.members) counts[status[v]!]++;
  return counts;
}

function columnKinds(graph: LotGraph, scene: Scene): { kind: string; nodes: number; mixed: boolean }[] {
  const counts = Array.from({ length: scene.columns }, () => new Map<string, number>());
  for (const card of scene.cards) {
    const column = counts[card.column]!;
    for (const v of card.group.members) {
      const { kind } = graph.nodes[v]!;
      column.set(kind, (column.get(kind) ?? 0) + 1);
    }
  }
  return counts.map((column) => {
    const [kind] = [...column].reduce((most, one) => (one[1] > most[1] ? one : most));
    return { kind, nodes: [...column.values()].reduce((a, b) => a + b, 0), mixed: column.size > 1 };
  });
}

/** The card an arrow key leads to: along the heaviest near flow sideways, to the next in the layer up and down. */
export function neighbour(picture: Picture, card: number, key: string): number | undefined {
  const { scene, layout } = picture;
  const middle = (c: number): number => layout.boxes[c]!.y + layout.boxes[c]!.height / 2;
  const column = scene.cards[card]!.column;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const inColumn = scene.cards.map((_, c) => c).filter((c) => scene.cards[c]!.column === column);
    inColumn.sort((a, b) => middle(a) - middle(b));
    return inColumn[inColumn.indexOf(card) + (key === 'ArrowDown' ? 1 : -1)];
  }
  const right = key === 'ArrowRight';
  const joined = scene.flows.flatMap((flow) =>
    right ? (flow.source === card ? [flow.target] : []) : flow.target === card ? [flow.source] : [],
  );
  const side = scene.cards.map((_, c) => c).filter((c) => scene.cards[c]!.column === column + (right ? 1 : -1));
  const choices = joined.length > 0 ? joined : side;
  return choices.reduce<number | undefined>(
    (best, c) => (best === undefined || Math.abs(middle(c) - middle(card)) < Math.abs(middle(best) - middle(card)) ? c : best),
    undefined,
  );
}
