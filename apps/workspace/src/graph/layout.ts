import { isNode } from './groups';
import type { Scene } from './scene';

/**
 * Places cards and lines so that nothing lies on anything else.
 *
 * Columns come from the scene. Within a column time runs downwards: cards are ordered by the stretch of time they
 * fall into (a fortieth of the trace's span), and cards of the same stretch may swap to shorten their lines. A line
 * that passes columns gets a lane of its own there, shared by all long lines of the same source, which is as high
 * as the widest of them. Given the order, the best heights (least squares to the neighbours' heights, with fixed
 * gaps) are an isotonic regression, solved exactly by pooling adjacent violators in O(n) [1]; alternate sweeps
 * over the columns settle in a handful of rounds [2]. No randomness: the same scene gives the same picture.
 *
 * Cost: O(rounds · (cards log cards + lanes + flows)). Units: px at zoom 1.
 * [1] Barlow, Bartholomew, Bremner, Brunk: Statistical inference under order restrictions, 1972.
 * [2] Gansner, Koutsofios, North, Vo: A technique for drawing directed graphs, 1993 (we fix the order by time).
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  /** Number of the flow in the scene. */
  readonly flow: number;
  /** SVG path along the middle of the line. */
  readonly path: string;
  readonly width: number;
}

export interface Layout {
  /** By card number. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  /** Free lanes of passing lines, kept for the tests of overlap. */
  readonly lanes: readonly Box[];
  readonly width: number;
  readonly height: number;
}

export const metrics = {
  nodeWidth: 204,
  nodeHeight: 44,
  groupHeight: 72,
  gap: 12,
  /** In columns of more cards than this, single nodes take one line instead of two. */
  crowd: 18,
  slimHeight: 28,
  slimGap: 5,
  laneGap: 6,
  columnGap: 88,
  columnGapMost: 340,
  lineThin: 1.25,
  lineWide: 16,
} as const;

const rounds = 8;

interface Slot {
  /** Card number, or -1 for a lane. */
  readonly card: number;
  readonly column: number;
  readonly height: number;
  readonly stretch: number;
  readonly rank: number;
  readonly near: number[];
  readonly pull: number[];
  y: number;
}

export function layoutOf(scene: Scene): Layout {
  const widths = lineWidths(scene);
  const slots = cardSlots(scene);
  const { lanes, routes } = laneSlots(scene, slots, widths);
  const columns: Slot[][] = Array.from({ length: scene.columns }, () => []);
  for (const slot of slots) columns[slot.column]!.push(slot);
  const lanesIn: Slot[][] = Array.from({ length: scene.columns }, () => []);
  for (const lane of lanes) lanesIn[lane.column]!.push(lane);
  const all = [...slots, ...lanes];
  for (const column of columns) column.sort((a, b) => a.stretch - b.stretch || a.rank - b.rank);
  columns.forEach((column) => stack(column));
  for (let round = 0; round < rounds; round++) {
    const order = columns.map((_, i) => (round % 2 === 0 ? i : columns.length - 1 - i));
    for (const c of order) settle(columns[c]!, lanesIn[c]!, all);
  }
  return draw(scene, slots, lanes, routes, widths);
}

/** Width by the root of the mass, so that a tanker and a cup are both visible. */
function lineWidths(scene: Scene): Float64Array {
  const most = scene.flows.reduce((max, flow) => Math.max(max, flow.kg), 0);
  return Float64Array.from(scene.flows, (flow) =>
    most > 0 ? metrics.lineThin + (metrics.lineWide - metrics.lineThin) * Math.sqrt(flow.kg / most) : metrics.lineThin,
  );
}

function cardSlots(scene: Scene): Slot[] {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const card of scene.cards) {
    if (card.from < first) first = card.from;
    if (card.to > last) last = card.to;
  }
  const span = Math.max(1, last - first);
  const crowded = crowdedColumns(scene);
  return scene.cards.map((card, i) => ({
    card: i,
    column: card.column,
    height: !isNode(card.group) ? metrics.groupHeight : crowded[card.column] ? metrics.slimHeight : metrics.nodeHeight,
    stretch: Number.isNaN(card.from) ? 40 : Math.floor((40 * (card.from - first)) / span),
    rank: i,
    near: [],
    pull: [],
    y: 0,
  }));
}

export function crowdedColumns(scene: Scene): readonly boolean[] {
  const counts = new Array<number>(scene.columns).fill(0);
  for (const card of scene.cards) counts[card.column]!++;
  return counts.map((count) => count > metrics.crowd);
}

/** Lanes by source card and column, and the stops of each flow on its way. */
function laneSlots(scene: Scene, slots: Slot[], widths: Float64Array): { lanes: Slot[]; routes: number[][] } {
  const lanes: Slot[] = [];
  const laneOf = new Map<number, number>();
  const tallest = new Map<number, number>();
  scene.flows.forEach((flow, f) => {
    if (flow.returning) return;
    for (let c = slots[flow.source]!.column + 1; c < slots[flow.target]!.column; c++) {
      const key = flow.source * scene.columns + c;
      tallest.set(key, Math.max(tallest.get(key) ?? 0, widths[f]!));
    }
  });
  const routes = scene.flows.map((flow, f) => {
    const stops = [flow.source];
    if (!flow.returning) {
      for (let c = slots[flow.source]!.column + 1; c < slots[flow.target]!.column; c++) {
        const key = flow.source * scene.columns + c;
        let lane = laneOf.get(key);
        if (lane === undefined) {
          lane = slots.length + lanes.length;
          laneOf.set(key, lane);
          const height = tallest.get(key)!;
          lanes.push({ card: -1, column: c, height, stretch: 0, rank: lane, near: [], pull: [], y: 0 });
        }
        stops.push(lane);
      }
    }
    stops.push(flow.target);
    if (!flow.returning) {
      for (let i = 1; i < stops.length; i++) {
        const a = slots[stops[i - 1]!] ?? lanes[stops[i - 1]! - slots.length]!;
        const b = slots[stops[i]!] ?? lanes[stops[i]! - slots.length]!;
        a.near.push(stops[i]!);
        a.pull.push(widths[f]!);
        b.near.push(stops[i - 1]!);
        b.pull.push(widths[f]!);
      }
    }
    return stops;
  });
  return { lanes, routes };
}

function stack(column: readonly Slot[]): void {
  let y = 0;
  for (const slot of column) {
    slot.y = y;
    y += slot.height + metrics.gap;
  }
  for (const slot of column) slot.y -= (y - metrics.gap) / 2;
}

function wish(slot: Slot, all: readonly Slot[]): number {
  let sum = 0;
  let weight = 0;
  slot.near.forEach((other, i) => {
    const pull = 1 + slot.pull[i]!;
    sum += pull * middle(all[other]!);
    weight += pull;
  });
  return weight === 0 ? middle(slot) : sum / weight;
}

function middle(slot: Slot): number {
  return slot.y + slot.height / 2;
}

/** One column in its best place, given its neighbours. */
function settle(column: Slot[], lanes: Slot[], all: readonly Slot[]): void {
  const wishes = new Map<Slot, number>();
  for (const slot of [...column, ...lanes]) wishes.set(slot, wish(slot, all));
  column.sort((a, b) => a.stretch - b.stretch || wishes.get(a)! - wishes.get(b)! || a.rank - b.rank);
  pool(column, wishes);
  if (lanes.length === 0) return;
  // Lanes go where they pull, between the cards as they stand.
  const merged = [...column, ...lanes].sort(
    (a, b) => (a.card < 0 ? wishes.get(a)! : middle(a)) - (b.card < 0 ? wishes.get(b)! : middle(b)) || a.rank - b.rank,
  );
  pool(merged, wishes);
}

function gapBetween(a: Slot, b: Slot): number {
  if (a.card < 0 || b.card < 0) return metrics.laneGap;
  return a.height === metrics.slimHeight && b.height === metrics.slimHeight ? metrics.slimGap : metrics.gap;
}

/** Pool adjacent violators: least-squares heights for a fixed order with fixed gaps. */
function pool(order: readonly Slot[], wishes: ReadonlyMap<Slot, number>): void {
  const offset = new Float64Array(order.length);
  for (let i = 1; i < order.length; i++) {
    offset[i] = offset[i - 1]! + order[i - 1]!.height + gapBetween(order[i - 1]!, order[i]!);
  }
  const sums: number[] = [];
  const counts: number[] = [];
  order.forEach((slot, i) => {
    let sum = wishes.get(slot)! - slot.height / 2 - offset[i]!;
    let count = 1;
    while (sums.length > 0 && sums[sums.length - 1]! / counts[counts.length - 1]! >= sum / count) {
      sum += sums.pop()!;
      count += counts.pop()!;
    }
    sums.push(sum);
    counts.push(count);
  });
  let i = 0;
  sums.forEach((sum, block) => {
    for (let k = 0; k < counts[block]!; k++, i++) order[i]!.y = sum / counts[block]! + offset[i]!;
  });
}

function draw(scene: Scene, slots: Slot[], lanes: Slot[], routes: number[][], widths: Float64Array): Layout {
  const all = [...slots, ...lanes];
  const top = all.reduce((min, slot) => Math.min(min, slot.y), Number.POSITIVE_INFINITY);
  for (const slot of all) slot.y -= top;
  const columns = columnPlaces(scene, routes, slots, lanes);
  const box = (slot: Slot): Box => ({
    x: columns[slot.column]!.x,
    y: slot.y,
    width: columns[slot.column]!.width,
    height: slot.height,
  });
  const height = all.reduce((max, slot) => Math.max(max, slot.y + slot.height), 0);
  const ports = portsOf(scene, routes, all, widths);
  const lines = scene.flows.map((flow, f): Line => {
    const stops = routes[f]!.map((stop) => box(all[stop]!));
    const { leave, arrive } = ports[f]!;
    return {
      flow: f,
      width: widths[f]!,
      path: flow.returning ? returningPath(stops[0]!, stops[1]!, height) : flowPath(stops, leave, arrive),
    };
  });
  const bottom = scene.flows.some((flow) => flow.returning) ? height + 48 : height;
  const last = columns[columns.length - 1];
  return {
    boxes: slots.map(box),
    lines,
    columns,
    lanes: lanes.map(box),
    width: last ? last.x + last.width : 0,
    height: bottom,
  };
}

/** The gap before a column grows with the lines in it, so that steep bundles stay readable. */
function columnPlaces(scene: Scene, routes: number[][], slots: Slot[], lanes: Slot[]): { x: number; width: number }[] {
  const crossing = new Float64Array(scene.columns + 1);
  const at = (stop: number): Slot => slots[stop] ?? lanes[stop - slots.length]!;
  routes.forEach((stops, f) => {
    if (scene.flows[f]!.returning) return;
    for (let i = 1; i < stops.length; i++) {
      const rise = Math.abs(middle(at(stops[i]!)) - middle(at(stops[i - 1]!)));
      const c = at(stops[i]!).column;
      crossing[c] = Math.max(crossing[c]!, rise);
    }
  });
  const columns: { x: number; width: number }[] = [];
  let x = 0;
  for (let c = 0; c < scene.columns; c++) {
    if (c > 0) x += Math.min(metrics.columnGapMost, metrics.columnGap + crossing[c]! * 0.12);
    columns.push({ x, width: metrics.nodeWidth });
    x += metrics.nodeWidth;
  }
  return columns;
}

interface Ports {
  leave: number;
  arrive: number;
}

/** Where each flow leaves and enters its cards: stacked in the order of the other ends, squeezed to the card's side. */
function portsOf(scene: Scene, routes: number[][], all: readonly Slot[], widths: Float64Array): Ports[] {
  const ports = scene.flows.map((): Ports => ({ leave: 0, arrive: 0 }));
  const leaving: number[][] = scene.cards.map(() => []);
  const arriving: number[][] = scene.cards.map(() => []);
  scene.flows.forEach((flow, f) => {
    if (flow.returning) return;
    leaving[flow.source]!.push(f);
    arriving[flow.target]!.push(f);
  });
  const spread = (card: number, flows: number[], next: (f: number) => number, put: (f: number, y: number) => void): void => {
    flows.sort((a, b) => middle(all[next(a)]!) - middle(all[next(b)]!) || a - b);
    const slot = all[card]!;
    const total = flows.reduce((sum, f) => sum + widths[f]! + 1, 0);
    const squeeze = Math.min(1, (slot.height - 14) / total);
    let y = middle(slot) - (total * squeeze) / 2;
    for (const f of flows) {
      put(f, y + ((widths[f]! + 1) * squeeze) / 2);
      y += (widths[f]! + 1) * squeeze;
    }
  };
  scene.cards.forEach((_, card) => {
    spread(card, leaving[card]!, (f) => routes[f]![1]!, (f, y) => (ports[f]!.leave = y));
    spread(card, arriving[card]!, (f) => routes[f]!.at(-2)!, (f, y) => (ports[f]!.arrive = y));
  });
  return ports;
}

function flowPath(stops: readonly Box[], leave: number, arrive: number): string {
  let x = stops[0]!.x + stops[0]!.width;
  let y = leave;
  let path = `M${r(x)} ${r(y)}`;
  for (let i = 1; i < stops.length; i++) {
    const stop = stops[i]!;
    const last = i === stops.length - 1;
    const toY = last ? arrive : stop.y + stop.height / 2;
    const bend = (stop.x - x) * 0.5;
    path += `C${r(x + bend)} ${r(y)} ${r(stop.x - bend)} ${r(toY)} ${r(stop.x)} ${r(toY)}`;
    if (!last) path += `H${r(stop.x + stop.width)}`;
    x = stop.x + stop.width;
    y = toY;
  }
  return path;
}

/** Rework runs back below the whole picture. */
function returningPath(from: Box, to: Box, height: number): string {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const x2 = to.x;
  const y2 = to.y + to.height / 2;
  const low = height + 28;
  return (
    `M${r(x1)} ${r(y1)}C${r(x1 + 48)} ${r(y1)} ${r(x1 + 48)} ${r(low)} ${r(x1)} ${r(low)}` +
    `H${r(x2)}C${r(x2 - 48)} ${r(low)} ${r(x2 - 48)} ${r(y2)} ${r(x2)} ${r(y2)}`
  );
}

function r(value: number): number {
  return Math.round(value * 10) / 10;
}
