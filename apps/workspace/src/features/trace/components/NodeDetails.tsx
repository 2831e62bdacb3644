import { Button } from 'antd';
import { ArrowRight, Focus, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNode } from '@/api/nodes';
import { useFormat } from '@/i18n/format';
import { outsideKind, type LotGraph } from '@/graph/model';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { KindIcon } from '@/ui/kinds';
import { NodeFacts } from '@/ui/NodeFacts';
import { NodeHover } from '@/ui/NodeHover';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { SignatureList } from '@/ui/SignatureList';
import { SignButton } from '@/ui/SignButton';
import { StateBadge } from '@/ui/StateBadge';
import { titleOf } from './CardView';

interface NodeDetailsProps {
  readonly graph: LotGraph;
  readonly id: string;
  readonly onClose: () => void;
  readonly onSelect: (id: string) => void;
  readonly onTrace: (id: string) => void;
  readonly onFind: (id: string) => void;
}

/** One node of the trace: what it is, what went in and out, how it hangs together with the start. */
export function NodeDetails({ graph, id, onClose, onSelect, onTrace, onFind }: NodeDetailsProps) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useNode(id);
  const mayRead = usePermission('node:read');
  const no = graph.indexOf(id);
  if (no === undefined) return null;
  const node = graph.nodes[no]!;
  return (
    <SidePanel
      title={<span className={node.lot_code ? 'code' : undefined}>{titleOf(node)}</span>}
      subtitle={
        <div className="details-sub">
          <span className="muted">{node.product_name ?? t(`kind.${node.kind}`, { defaultValue: node.kind })}</span>
          <StateBadge state={node.state} />
        </div>
      }
      onClose={onClose}
      foot={
        <>
          {no !== graph.start && (
            <Button type="primary" icon={<Waypoints aria-hidden size="1em" />} onClick={() => onTrace(id)}>
              {t('details.traceHere')}
            </Button>
          )}
          <Button icon={<Focus aria-hidden size="1em" />} onClick={() => onFind(id)}>
            {t('details.find')}
          </Button>
          {mayRead && <SignButton record={{ type: 'node', id }} />}
          {mayRead && (
            <Link className="details-link" to={`/lots?node=${id}`}>
              {t('details.open')}
            </Link>
          )}
        </>
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeleton rows={6} height="1.75rem" />
      ) : (
        <NodeFacts node={{ ...data, state: data.state ?? node.state ?? null }} />
      )}
      <SignatureList record={{ type: 'node', id }} />
      <Balance graph={graph} no={no} />
      <PathToStart graph={graph} no={no} onSelect={onSelect} />
      <Neighbours graph={graph} no={no} onSelect={onSelect} />
    </SidePanel>
  );
}

/** Mass in and out as this trace sees it, as two bars on one scale. */
function Balance({ graph, no }: { graph: LotGraph; no: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sum = (edges: Int32Array): number => edges.reduce((total, e) => total + (Number.isNaN(graph.kg[e]!) ? 0 : graph.kg[e]!), 0);
  const into = sum(graph.in(no));
  const out = sum(graph.out(no));
  const known = (edges: Int32Array): Int32Array => edges.filter((e) => graph.edges[e]!.kind !== 'OUTSIDE');
  const most = Math.max(into, out);
  if (most === 0) return null;
  return (
    <section className="panel-section">
      <h3>{t('details.balance')}</h3>
      {(
        [
          [t('details.in'), into, known(graph.in(no)).length],
          [t('details.out'), out, known(graph.out(no)).length],
        ] as const
      ).map(([words, kg, count]) => (
        <div key={words} className="balance">
          <span>{words}</span>
          <span className="balance-bar">
            <i style={{ width: `${(100 * kg) / most}%` }} />
          </span>
          <span className="number">{kg > 0 ? format.kg(kg) : '–'}</span>
          <span className="muted number">{t('details.flows', { count })}</span>
        </div>
      ))}
    </section>
  );
}

function PathToStart({ graph, no, onSelect }: { graph: LotGraph; no: number; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const path = graph.pathToStart(no);
  if (!path || path.length === 0) return null;
  const stops = [graph.source[path[0]!]!, ...path.map((e) => graph.target[e]!)];
  return (
    <section className="panel-section">
      <h3>{t('details.path', { count: path.length })}</h3>
      <ol className="path">
        {stops.map((stop, i) => {
          const edge = i < path.length ? graph.edges[path[i]!]! : null;
          const node = graph.nodes[stop]!;
          return (
            <li key={stop}>
              <NodeHover node={node} placement="leftTop">
                <button type="button" className="path-stop" onClick={() => onSelect(node.id)} aria-current={stop === no ? 'true' : undefined}>
                  <KindIcon kind={node.kind} size={15} />
                  <span className={node.lot_code ? 'code' : undefined}>{titleOf(node)}</span>
                  <StateBadge state={node.state} />
                </button>
              </NodeHover>
              {edge && (
                <span className="path-edge number">
                  {[t(`relation.${edge.kind}`, { defaultValue: edge.kind }), format.quantity(edge.quantity, edge.unit), edge.time && format.date(edge.time)]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const shown = 8;

function Neighbours({ graph, no, onSelect }: { graph: LotGraph; no: number; onSelect: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (['in', 'out'] as const).map((side) => {
    const edges = [...(side === 'in' ? graph.in(no) : graph.out(no))];
    if (edges.length === 0) return null;
    edges.sort((a, b) => (graph.kg[b] || 0) - (graph.kg[a] || 0));
    return (
      <section key={side} className="panel-section">
        <h3>{t(side === 'in' ? 'details.from' : 'details.to', { count: edges.length })}</h3>
        <ul className="links">
          {edges.slice(0, shown).map((e) => {
            const node = graph.nodes[side === 'in' ? graph.source[e]! : graph.target[e]!]!;
            const edge = graph.edges[e]!;
            if (node.kind === outsideKind) {
              return (
                <li key={edge.id} className="path-stop path-outside">
                  <KindIcon kind={node.kind} size={15} />
                  {t('kind.outside')}
                  <span className="muted">{t('graph.goesOn', { count: edge.beyond ?? 0 })}</span>
                </li>
              );
            }
            return (
              <li key={edge.id}>
                <NodeHover node={node} placement="leftTop">
                  <button type="button" className="path-stop" onClick={() => onSelect(node.id)}>
                    <KindIcon kind={node.kind} size={15} />
                    <span className={node.lot_code ? 'code' : undefined}>{titleOf(node)}</span>
                    <span className="muted number">{format.quantity(edge.quantity, edge.unit)}</span>
                    <ArrowRight aria-hidden size="0.875rem" className="links-arrow" />
                  </button>
                </NodeHover>
              </li>
            );
          })}
        </ul>
        {edges.length > shown && <p className="muted">{t('details.more', { count: edges.length - shown })}</p>}
      </section>
    );
  });
}
