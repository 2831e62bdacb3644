import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { outsideKind } from '@/graph/model';
import { useTheme } from '@/theme/ThemeProvider';
import { CanvasControls } from './CanvasControls';
import { CardView } from './CardView';
import { ColumnHeads } from './ColumnHeads';
import { attachGestures } from './gestures';
import { Minimap } from './Minimap';
import { neighbour, type Picture } from './picture';
import { nearness, Viewport } from './viewport';
import './graph.css';

export interface GraphHandle {
  /** Brings a card into sight and gives it the keyboard. */
  focusCard(id: string): void;
}

interface GraphCanvasProps {
  readonly picture: Picture;
  readonly selected: string | null;
  /** Node under the pointer in the table beside. */
  readonly pointed: string | null;
  readonly window: readonly [number, number] | null;
  readonly kinds: readonly string[];
  readonly onSelect: (id: string | null) => void;
  readonly onOpen: (groupId: string) => void;
  readonly onClose: (cardId: string) => void;
  readonly onPlay: () => void;
  readonly onGroupAll: () => void;
  readonly onOpenAll: (() => void) | undefined;
  readonly ref?: Ref<GraphHandle>;
}

/**
 * The lot graph: cards as buttons over lines as SVG, moved by one transform. Lighting and filtering set attributes on the
 * elements directly, so that following the pointer over 300 cards re-renders nothing.
 */
export function GraphCanvas({
  picture, selected, pointed, window: span, kinds, onSelect, onOpen, onClose, onPlay, onGroupAll, onOpenAll, ref,
}: GraphCanvasProps) {
  const { t } = useTranslation();
  const { scale } = useTheme();
  const [viewport] = useState(() => new Viewport());
  const frame = useRef<HTMLDivElement>(null);
  const world = useRef<HTMLDivElement>(null);
  const cards = useRef<(HTMLElement | null)[]>([]);
  const lines = useRef<(SVGPathElement | null)[]>([]);
  const [hovered, setHovered] = useState<number | null>(null);
  const startCard = picture.scene.cardOf[picture.graph.start]!;
  const [roving, setRoving] = useState(startCard);
  const [followed, setFollowed] = useState(selected);
  if (followed !== selected) {
    setFollowed(selected);
    const card = selected === null ? undefined : cardOfNode(picture, selected);
    if (card !== undefined) setRoving(card);
  }
  const current = roving < picture.ids.length ? roving : startCard;

  useViewport(viewport, frame, world, picture, startCard, scale);
  useAnchor(viewport, picture);
  const pointedCard = pointed === null ? undefined : cardOfNode(picture, pointed);
  useLight(picture, hovered ?? pointedCard ?? null, cards, lines, frame);
  useDimming(picture, span, kinds, cards, lines);

  const focus = (card: number): void => {
    setRoving(card);
    viewport.reveal(picture.layout.boxes[card]!);
    requestAnimationFrame(() => cards.current[card]?.focus({ preventScroll: true }));
  };

  // When the card with the keyboard opens or closes, the keyboard goes on to what took its place.
  const follow = useRef<number | null>(null);
  useEffect(() => {
    if (follow.current === null) return;
    focus(picture.scene.cardOf[follow.current]!);
    follow.current = null;
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [picture]);
  const regroup = (card: number, change: (id: string) => void): void => {
    follow.current = picture.scene.cards[card]!.group.members[0]!;
    change(picture.ids[card]!);
  };

  useImperativeHandle(ref, () => ({
    focusCard: (id) => {
      const card = picture.byId.get(id) ?? cardOfNode(picture, id);
      if (card !== undefined) focus(card);
    },
  }));

  useEffect(() => {
    const card = selected === null ? undefined : cardOfNode(picture, selected);
    if (card !== undefined) viewport.reveal(picture.layout.boxes[card]!);
    // Only a new selection moves the picture; a new layout keeps its own place.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const commands: Record<string, () => void> = {
      '+': () => viewport.zoomBy(1.25),
      '=': () => viewport.zoomBy(1.25),
      '-': () => viewport.zoomBy(0.8),
      f: () => viewport.fit(),
      p: onPlay,
      c: () => regroup(current, onClose),
      Escape: () => onSelect(null),
      Home: () => focus(startCard),
    };
    if (event.key.startsWith('Arrow')) {
      const next = neighbour(picture, current, event.key);
      if (next !== undefined) focus(next);
    } else if (commands[event.key]) commands[event.key]!();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const { layout, scene } = picture;
  const path = useMemo(() => pathFlows(picture, selected), [picture, selected]);
  return (
    // The group handles keys for the buttons in it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className="graph"
      role="group"
      aria-label={t('graph.label', { count: picture.graph.size })}
      aria-describedby="graph-keys"
      onKeyDown={onKeyDown}
      onPointerLeave={() => setHovered(null)}
    >
      <p id="graph-keys" className="visually-hidden">
        {t('graph.keys')}
      </p>
      <div ref={world} className="graph-world" style={{ width: layout.width, height: layout.height }}>
        <svg className="graph-lines" width={Math.max(1, layout.width)} height={Math.max(1, layout.height)} aria-hidden focusable="false">
          {layout.lines.map((line, i) => (
            <path
              key={`${picture.ids[scene.flows[i]!.source]} ${picture.ids[scene.flows[i]!.target]}`}
              ref={(element) => {
                lines.current[i] = element;
              }}
              className={`line line-${picture.flowStatus[i]}${scene.flows[i]!.returning ? ' line-returning' : ''}${picture.graph.edges[scene.flows[i]!.edges[0]!]!.kind === 'OUTSIDE' ? ' line-outside' : ''}`}
              d={line.path}
              strokeWidth={line.width}
              data-path={path.has(i) || undefined}
            />
          ))}
        </svg>
        {scene.cards.map((card, i) => (
          <CardView
            key={picture.ids[i]}
            picture={picture}
            card={i}
            selected={picture.ids[i] === selected}
            tabbable={i === current}
            onElement={(element) => {
              cards.current[i] = element;
            }}
            onFocus={() => setRoving(i)}
            onEnter={setHovered}
            onRun={() => (card.group.members.length > 1 ? regroup(i, onOpen) : onSelect(isOutside(picture, i) ? null : picture.ids[i]!))}
          />
        ))}
      </div>
      <ColumnHeads picture={picture} viewport={viewport} />
      <Minimap picture={picture} viewport={viewport} />
      <CanvasControls viewport={viewport} onGroupAll={onGroupAll} onOpenAll={onOpenAll} />
    </div>
  );
}

/** Of what is not seen there is nothing to show. */
function isOutside(picture: Picture, card: number): boolean {
  return picture.graph.nodes[picture.scene.cards[card]!.group.members[0]!]!.kind === outsideKind;
}

function cardOfNode(picture: Picture, id: string): number | undefined {
  const node = picture.graph.indexOf(id);
  return node === undefined ? undefined : picture.scene.cardOf[node];
}

/** Flows on the selected node's way to the start. */
function pathFlows(picture: Picture, selected: string | null): ReadonlySet<number> {
  const node = selected === null ? undefined : picture.graph.indexOf(selected);
  const edges = new Set(node === undefined ? [] : picture.graph.pathToStart(node));
  if (edges.size === 0) return new Set();
  return new Set(picture.scene.flows.flatMap((flow, f) => (flow.edges.some((e) => edges.has(e)) ? [f] : [])));
}

function useViewport(
  viewport: Viewport,
  frame: React.RefObject<HTMLDivElement | null>,
  world: React.RefObject<HTMLDivElement | null>,
  picture: Picture,
  startCard: number,
  scale: number,
): void {
  const begun = useRef<unknown>(null);
  useLayoutEffect(() => {
    const element = frame.current!;
    const measure = (): void => {
      viewport.measure({ window: { width: element.clientWidth, height: element.clientHeight } });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const detach = attachGestures(element, viewport);
    const unsubscribe = viewport.subscribe(({ x, y, zoom }) => {
      world.current!.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
      element.style.backgroundPosition = `${x}px ${y}px`;
      element.style.backgroundSize = `${Math.max(12, 24 * zoom)}px ${Math.max(12, 24 * zoom)}px`;
      const near = nearness(zoom, viewport.scale);
      if (element.dataset['near'] !== near) element.dataset['near'] = near;
    });
    return () => {
      observer.disconnect();
      detach();
      unsubscribe();
    };
  }, [viewport, frame, world]);
  useLayoutEffect(() => {
    viewport.measure({ world: picture.layout, scale });
    if (begun.current === picture.graph) return;
    begun.current = picture.graph;
    viewport.begin(picture.layout.boxes[startCard]);
  }, [viewport, picture, startCard, scale]);
}

/** When groups open or close, what was nearest to the middle of the window stays where it was. */
function useAnchor(viewport: Viewport, picture: Picture): void {
  const before = useRef(picture);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = picture;
    if (last === picture || last.graph !== picture.graph) return;
    const { x, y, zoom } = viewport.place;
    const middleX = (viewport.window.width / 2 - x) / zoom;
    const middleY = (viewport.window.height / 2 - y) / zoom;
    let best: { dx: number; dy: number } | undefined;
    let nearest = Number.POSITIVE_INFINITY;
    last.scene.cards.forEach((card, i) => {
      const next = picture.scene.cardOf[card.group.members[0]!]!;
      const a = last.layout.boxes[i]!;
      const b = picture.layout.boxes[next]!;
      const distance = Math.hypot(a.x + a.width / 2 - middleX, a.y + a.height / 2 - middleY);
      if (distance < nearest) {
        nearest = distance;
        best = { dx: a.x - b.x, dy: a.y - b.y };
      }
    });
    if (best) viewport.panBy(best.dx * zoom, best.dy * zoom);
  }, [viewport, picture]);
}

type Elements<T extends Element> = React.RefObject<(T | null)[]>;

/** Lights everything upstream and downstream of a card and quiets the rest. */
function useLight(
  picture: Picture,
  card: number | null,
  cards: Elements<HTMLElement>,
  lines: Elements<SVGPathElement>,
  frame: React.RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    if (card === null || !picture.scene.cards[card]) return undefined;
    const { nodes, edges } = picture.graph.lineage(picture.scene.cards[card].group.members);
    const litCards = new Set([...nodes].map((v) => picture.scene.cardOf[v]!));
    const touched: Element[] = [];
    const light = (element: Element | null | undefined): void => {
      if (!element) return;
      element.setAttribute('data-lit', '');
      touched.push(element);
    };
    litCards.forEach((c) => light(cards.current[c]));
    picture.scene.flows.forEach((flow, f) => {
      if (flow.edges.some((e) => edges.has(e))) light(lines.current[f]);
    });
    const element = frame.current!;
    element.toggleAttribute('data-light', true);
    return () => {
      touched.forEach((one) => one.removeAttribute('data-lit'));
      element.toggleAttribute('data-light', false);
    };
  }, [picture, card, cards, lines, frame]);
}

/** Quiets what is outside of the stretch of time or of another kind. */
function useDimming(
  picture: Picture,
  span: readonly [number, number] | null,
  kinds: readonly string[],
  cards: Elements<HTMLElement>,
  lines: Elements<SVGPathElement>,
): void {
  useEffect(() => {
    const { scene, graph } = picture;
    const out = scene.cards.map((card) => {
      const early = span !== null && card.to < span[0];
      const late = span !== null && card.from > span[1];
      const other = kinds.length > 0 && !card.group.members.some((v) => kinds.includes(graph.nodes[v]!.kind));
      return early || late || other;
    });
    out.forEach((is, i) => cards.current[i]?.toggleAttribute('data-out', is));
    scene.flows.forEach((flow, f) => {
      const inTime =
        span === null || flow.edges.some((e) => Number.isNaN(graph.time[e]!) || (graph.time[e]! >= span[0] && graph.time[e]! <= span[1]));
      lines.current[f]?.toggleAttribute('data-out', !inTime || out[flow.source]! || out[flow.target]!);
    });
  }, [picture, span, kinds, cards, lines]);
}
