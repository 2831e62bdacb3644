import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '@/i18n/format';
import { metrics } from '@/graph/layout';
import { outsideKind, type GraphNode } from '@/graph/model';
import { KindIcon } from '@/ui/kinds';
import { nameOf } from '@/ui/nodes';
import { statusIcon } from '@/ui/StateBadge';
import { statusOf, urgency, type Status } from '@/ui/status';
import type { Picture } from './picture';

interface CardViewProps {
  readonly picture: Picture;
  readonly card: number;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly onElement: (element: HTMLElement | null) => void;
  readonly onFocus: () => void;
  readonly onEnter: (card: number | null) => void;
  readonly onRun: () => void;
}

/** Runs and shipments that nobody numbered are called by their place: the end of their identifier is only a hash. */
const unnumbered = new Set(['production_run', 'distribution']);

/** How a node is called in one line: its lot code, else its name, else the end of its identifier. */
export function titleOf(node: GraphNode): string {
  if (!node.lot_code && !node.name && unnumbered.has(node.kind) && node.location_name) return node.location_name;
  return nameOf(node);
}

/** The same where there is little room: of a long number its end, which is what tells it from its neighbours. */
export function shortTitleOf(node: GraphNode): string {
  const title = titleOf(node);
  return /^\d{14,}$/.test(title) ? `…${title.slice(-9)}` : title;
}

/** What a node is, in a second line. */
export function subtitleOf(node: GraphNode): string | null {
  const words = node.product_name ?? (node.lot_code ? node.name : null) ?? node.location_name;
  return words && words !== titleOf(node) ? words : null;
}

export const CardView = memo(
  function CardView({ picture, card, selected, tabbable, onElement, onFocus, onEnter, onRun }: CardViewProps) {
    const { group } = picture.scene.cards[card]!;
    const box = picture.layout.boxes[card]!;
    const single = group.members.length === 1;
    const status = worst(picture.statuses[card]!);
    const isStart = group.members.includes(picture.graph.start);
    return (
      <button
        type="button"
        ref={onElement}
        className={`node node-${status}${group.kind === outsideKind ? ' node-outside' : ''}${single ? '' : ' node-group'}${isStart ? ' node-start' : ''}${single && box.height === metrics.slimHeight ? ' node-slim' : ''}`}
        style={{ transform: `translate(${box.x}px, ${box.y}px)`, width: box.width, height: box.height }}
        tabIndex={tabbable ? 0 : -1}
        aria-pressed={single ? selected : undefined}
        data-card={picture.ids[card]}
        onFocus={onFocus}
        onPointerEnter={() => onEnter(card)}
        onPointerLeave={() => onEnter(null)}
        onClick={onRun}
      >
        {single ? <Single picture={picture} card={card} isStart={isStart} /> : <Several picture={picture} card={card} />}
      </button>
    );
  },
  (a, b) => a.picture === b.picture && a.card === b.card && a.selected === b.selected && a.tabbable === b.tabbable,
);

function worst(counts: Readonly<Record<Status, number>>): Status {
  return (Object.keys(urgency) as Status[]).reduce((w, s) => (counts[s] > 0 && urgency[s] >= urgency[w] ? s : w), 'none');
}

function Single({ picture, card, isStart }: { picture: Picture; card: number; isStart: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { group, kg } = picture.scene.cards[card]!;
  const node = picture.graph.nodes[group.members[0]!]!;
  const status = statusOf(node.state);
  const Shape = statusIcon[status];
  const subtitle = subtitleOf(node);
  if (node.kind === outsideKind) return <Outside node={node} />;
  return (
    <>
      <span className="node-icon">
        <KindIcon kind={node.kind} size={17} />
      </span>
      <span className="node-words">
        <span className={node.lot_code ? 'node-title code' : 'node-title'}>{shortTitleOf(node)}</span>
        <span className="node-sub">{subtitle ?? t(`kind.${node.kind}`, { defaultValue: node.kind })}</span>
      </span>
      <span className="node-end">
        {status !== 'none' && <Shape aria-hidden className="node-shape" size={14} strokeWidth={2.25} />}
        {kg > 0 && <span className="node-mass number">{format.kg(kg)}</span>}
      </span>
      <span className="visually-hidden">
        {[t(`kind.${node.kind}`, { defaultValue: node.kind }), node.state && t(`state.${node.state}`, { defaultValue: node.state }), isStart && t('graph.start')]
          .filter(Boolean)
          .join(', ')}
      </span>
      {isStart && (
        <span className="node-flag" aria-hidden>
          {t('graph.start')}
        </span>
      )}
    </>
  );
}

/** Where the trace leaves what the person may see: that it goes on, and how often. */
function Outside({ node }: { node: GraphNode }) {
  const { t } = useTranslation();
  return (
    <>
      <span className="node-icon">
        <KindIcon kind={node.kind} size={17} />
      </span>
      <span className="node-words">
        <span className="node-title">{t('kind.outside')}</span>
        <span className="node-sub">{t('graph.goesOn', { count: node.beyond ?? 0 })}</span>
      </span>
    </>
  );
}

function Several({ picture, card }: { picture: Picture; card: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { group, kg } = picture.scene.cards[card]!;
  const counts = picture.statuses[card]!;
  const total = group.members.length;
  const words = groupWords(picture, card, format, t);
  return (
    <>
      <span className="node-icon">
        {group.kind ? <KindIcon kind={group.kind} size={17} /> : <ChevronsDownUp aria-hidden size={17} strokeWidth={1.75} />}
      </span>
      <span className="node-words">
        <span className="node-title">
          {t(group.kind ? `kinds.${group.kind}` : 'kinds.mixed', { count: total, formatted: format.number(total), defaultValue: group.kind ?? '' })}
        </span>
        <span className="node-sub">{words}</span>
        <span className="node-mid" aria-hidden>
          <b>{format.number(total)}</b> {words}
        </span>
      </span>
      <span className="node-end">
        <ChevronsUpDown aria-hidden className="node-open" size={14} />
        {kg > 0 && <span className="node-mass number">{format.kg(kg)}</span>}
      </span>
      <span className="node-foot">
        {counts.act > 0 && <Alarm status="act" count={counts.act} />}
        {counts.watch > 0 && <Alarm status="watch" count={counts.watch} />}
        <span className="node-mix" aria-hidden>
          {(['act', 'watch', 'info', 'ok', 'none'] as const).map(
            (status) => counts[status] > 0 && <i key={status} className={`mix-${status}`} style={{ flexGrow: Math.max(counts[status], total * 0.04) }} />,
          )}
        </span>
      </span>
    </>
  );
}

function Alarm({ status, count }: { status: 'act' | 'watch'; count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const Shape = statusIcon[status];
  return (
    <span title={t(`graph.${status}`, { count })} className={`alarm alarm-${status}`}>
      <Shape aria-hidden size={13} strokeWidth={2.5} />
      <span aria-hidden>{format.number(count)}</span>
      <span className="visually-hidden">{t(`graph.${status}`, { count })}</span>
    </span>
  );
}

/** What the members of a group share: product, or stretch of time, or steps. */
export function groupWords(picture: Picture, card: number, format: Format, t: TFunction): string {
  const { group, from, to } = picture.scene.cards[card]!;
  if (group.high > group.low) return t('graph.steps', { from: group.low + 1, to: group.high + 1 });
  if (group.rest) return t('graph.rest');
  if (group.theme && group.level !== 'time') return group.theme;
  if (Number.isNaN(from)) return t('graph.noTime');
  const [a, b] = [format.date(from), format.date(to)];
  return a === b ? a : `${a} – ${b}`;
}
