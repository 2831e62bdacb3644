import { Cog, Database } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { statusIcon } from '@/ui/StateBadge';
import { statusOfRun, type Picture } from '../api/lineage';

interface LineageGraphProps {
  readonly picture: Picture;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

const margin = 24;

/** Data sets and jobs, data flowing from left to right; what feeds the one under the pointer and what it feeds is lit. */
export function LineageGraph({ picture, selected, onSelect }: LineageGraphProps) {
  const { t } = useTranslation();
  const { nodes, graph, scene, layout } = picture;
  const [pointed, setPointed] = useState<string | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const about = pointed ?? selected;
  const lit = useMemo(() => {
    const node = about === null ? undefined : graph.indexOf(about);
    return node === undefined ? null : graph.lineage([node]);
  }, [graph, about]);

  useEffect(() => {
    const box = layout.boxes[graph.start];
    const element = pane.current;
    if (!box || !element) return;
    element.scrollLeft = box.x + margin + box.width / 2 - element.clientWidth / 2;
    element.scrollTop = box.y + margin + box.height / 2 - element.clientHeight / 2;
  }, [graph, layout]);

  return (
    <div className="lineage-graph" ref={pane} data-light={lit ? '' : undefined} role="group" aria-label={t('lineage.graph')}>
      <div className="lineage-world" style={{ width: layout.width + 2 * margin, height: layout.height + 2 * margin }}>
        <svg aria-hidden width={layout.width + 2 * margin} height={layout.height + 2 * margin}>
          <g transform={`translate(${margin} ${margin})`}>
            {layout.lines.map(({ flow, path }) => {
              const { edges, returning } = scene.flows[flow]!;
              return (
                <path
                  key={flow}
                  d={path}
                  className={returning ? 'lineage-line lineage-returning' : 'lineage-line'}
                  data-lit={lit && edges.some((edge) => lit.edges.has(edge)) ? '' : undefined}
                />
              );
            })}
          </g>
        </svg>
        {nodes.map((node, i) => {
          const box = layout.boxes[i]!;
          const Icon = node.kind === 'job' ? Cog : Database;
          const status = statusOfRun(node.state);
          const Shape = statusIcon[status];
          return (
            <button
              key={node.id}
              type="button"
              className={`lineage-node lineage-${node.kind} lineage-${status}`}
              style={{ left: box.x + margin, top: box.y + margin, width: box.width, height: box.height }}
              aria-pressed={node.id === selected}
              data-lit={lit?.nodes.has(i) ? '' : undefined}
              title={`${node.namespace} ${node.name}`}
              onClick={() => onSelect(node.id)}
              onPointerEnter={() => setPointed(node.id)}
              onPointerLeave={() => setPointed(null)}
            >
              <Icon aria-hidden size="1rem" />
              <span className="lineage-words">
                <b>{node.name}</b>
                <span>{node.own ? 'FoodFlow' : node.namespace}</span>
              </span>
              {node.kind === 'job' && node.state && (
                <span className="lineage-state">
                  <Shape aria-hidden size="1rem" />
                  <span className="visually-hidden">{t(`lineage.state.${node.state}`)}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}
