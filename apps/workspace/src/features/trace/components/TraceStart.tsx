import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useKeysetList } from '@/api/refine';
import type { LotNode } from '@/api/types';
import { KindIcon } from '@/ui/kinds';
import { NodeHover } from '@/ui/NodeHover';
import { nameOf } from '@/ui/nodes';
import { NodeSearch } from '@/ui/NodeSearch';
import { usePermission } from '@/ui/permissions';
import { Time } from '@/ui/Time';
import { recentTraces } from '../api/recent';
import { startOf, type ViewControl } from '../api/view';

/** Where a trace begins: one field, what was traced before, and lots to begin with. */
export function TraceStart({ control }: { control: ViewControl }) {
  const { t } = useTranslation();
  const [recent] = useState(recentTraces);
  const mayRead = usePermission('node:read');
  const { rows } = useKeysetList<LotNode>('nodes', { filters: { kind: ['batch', 'ingredient'] }, pageSize: 6, enabled: mayRead });
  return (
    <div className="start">
      <h2>{t('trace.startTitle')}</h2>
      <p className="muted">{t('trace.startText')}</p>
      <NodeSearch
        big
        label={t('trace.search')}
        placeholder={t('trace.searchHint')}
        onNode={(node) => control.begin({ node: node.id })}
        onText={(text) => control.begin(startOf(text))}
      />
      <div className="start-lists">
        {recent.length > 0 && (
          <section>
            <h3 className="section-title">{t('trace.recent')}</h3>
            <ul className="start-list card">
              {recent.map((one) => (
                <li key={one.id}>
                  <NodeHover node={one} placement="bottom">
                    <Link to={`/trace?node=${one.id}`}>
                      <History aria-hidden size="1rem" />
                      <span className="code">{one.words}</span>
                      <span className="muted">{one.hint}</span>
                    </Link>
                  </NodeHover>
                </li>
              ))}
            </ul>
          </section>
        )}
        {rows.length > 0 && (
          <section>
            <h3 className="section-title">{t('trace.lots')}</h3>
            <ul className="start-list card">
              {rows.slice(0, 6).map((node) => (
                <li key={node.id}>
                  <NodeHover node={node} placement="bottom">
                    <Link to={`/trace?node=${node.id}`}>
                      <KindIcon kind={node.kind} />
                      <span className="code">{nameOf(node)}</span>
                      <span className="muted">
                        {node.product_name && `${node.product_name} · `}
                        <Time at={node.created_at} />
                      </span>
                    </Link>
                  </NodeHover>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
