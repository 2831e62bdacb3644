import { Popover, type GetRef, type PopoverProps } from 'antd';
import { CircleSlash, LockKeyhole, Unplug, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNodeRef, type NodeRef } from '@/api/nodes';
import type { ApiProblem } from '@/api/problem';
import type { LotNode } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { KindIcon } from './kinds';
import { nameOf, stateOf } from './nodes';
import { usePermission } from './permissions';
import { StateBadge } from './StateBadge';
import { Time } from './Time';
import './hover.css';

interface NodeHoverProps {
  readonly node: NodeRef;
  readonly placement?: PopoverProps['placement'];
  /** A link or button; it gets the card by pointer and by keyboard focus. */
  readonly children: ReactElement;
}

type TooltipRef = GetRef<typeof Popover>;

const delayMs = 300;
/** A finger follows the link at once; it gets no card. */
const hovers = matchMedia('(hover: hover)');

/** Cards belong to the page's content, for those who go through it by landmarks. */
function inMain(): HTMLElement {
  return document.querySelector<HTMLElement>('#main') ?? document.body;
}

/**
 * What a link to a lot or node leads to, before one follows it. The card is asked for when pointer or keyboard have
 * rested on the link; leaving cancels it, Escape closes it, and the pointer may go onto it (WCAG 1.4.13).
 */
export function NodeHover({ node, placement = 'rightTop', children }: NodeHoverProps) {
  const may = usePermission('node:read');
  const [open, setOpen] = useState(false);
  const popover = useRef<TooltipRef>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!open) return undefined;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      setOpen(false);
    };
    window.addEventListener('keydown', close, true);
    return () => window.removeEventListener('keydown', close, true);
  }, [open]);
  if (!may) return children;
  const change = (next: boolean): void => {
    clearTimeout(timer.current);
    const link = popover.current?.nativeElement;
    if (!next || !link) setOpen(false);
    else if (link.matches(':hover')) setOpen(hovers.matches);
    else timer.current = setTimeout(() => setOpen(link.matches(':focus-visible')), delayMs);
  };
  return (
    <Popover
      ref={popover}
      open={open}
      onOpenChange={change}
      trigger={['hover', 'focus']}
      mouseEnterDelay={delayMs / 1000}
      mouseLeaveDelay={0.12}
      placement={placement}
      arrow={false}
      getPopupContainer={inMain}
      destroyOnHidden
      classNames={{ root: 'hover-pop' }}
      content={<NodeCard node={node} />}
    >
      {children}
    </Popover>
  );
}

function NodeCard({ node }: { node: NodeRef }) {
  const { t } = useTranslation();
  const { data, error } = useNodeRef(node);
  if (error) return <Missing error={error} />;
  if (!data) {
    return (
      <div className="hover-card" aria-label={t('loading')} role="img">
        {[45, 75, 60].map((width) => (
          <span key={width} className="skeleton-bar" style={{ width: `${width}%` }} />
        ))}
      </div>
    );
  }
  return <Known node={data} />;
}

function Known({ node }: { node: LotNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = stateOf(node);
  const name = nameOf(node);
  const product = node.product_name ?? node.name;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('node.quantity'), format.quantity(node.quantity, node.unit)],
    [t('hover.seen'), node.location_name && format.key(node.location_name)],
    [t('hover.changed'), <Time key="t" at={node.updated_at} />],
    [t('node.key'), <span key="k" className="code">{format.key(node.key)}</span>],
  ];
  return (
    <div className="hover-card">
      <div className="hover-head">
        <KindIcon kind={node.kind} size={18} />
        <span className="muted">{t(`kind.${node.kind}`, { defaultValue: node.kind })}</span>
        <StateBadge state={state} />
      </div>
      <div className={node.lot_code ? 'hover-title code' : 'hover-title'}>{name}</div>
      {product && product !== name && <div className="hover-sub">{product}</div>}
      <dl className="facts hover-facts">
        {facts.map(([words, value]) =>
          value ? (
            <div key={words} style={{ display: 'contents' }}>
              <dt>{words}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </div>
  );
}

/** Why there is nothing to show: no permission, gone, or no answer. The link itself stays as it is. */
function Missing({ error }: { error: ApiProblem }) {
  const { t } = useTranslation();
  const [Icon, words]: readonly [LucideIcon, string] =
    error.status === 403 || error.status === 401
      ? [LockKeyhole, 'hover.forbidden']
      : error.status === 404 || error.status === 400
        ? [CircleSlash, 'hover.unknown']
        : [Unplug, 'hover.failed'];
  return (
    <div className="hover-card hover-missing">
      <Icon aria-hidden size="1rem" />
      <span>{t(words)}</span>
    </div>
  );
}
