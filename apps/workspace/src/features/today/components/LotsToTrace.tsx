import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { LotNode } from '@/api/types';
import { KindIcon } from '@/ui/kinds';
import { NodeHover } from '@/ui/NodeHover';
import { NodeSearch } from '@/ui/NodeSearch';
import { nameOf, stateOf } from '@/ui/nodes';
import { usePermission } from '@/ui/permissions';
import { StateBadge } from '@/ui/StateBadge';

const shown = 8;

/** The question most asked in the morning, one field away: where is this lot? Below it, the lots that moved last. */
export function LotsToTrace({ lots }: { lots: readonly LotNode[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayTrace = usePermission('trace:read');
  if (!mayTrace || lots.length === 0) return null;
  const moved = [...lots].sort((a, b) => b.updated_at.localeCompare(a.updated_at)).slice(0, shown);
  return (
    <section aria-labelledby="to-trace" className="card today-card today-trace">
      <div className="today-head">
        <h2 id="to-trace">{t('today.trace')}</h2>
        <NodeSearch
          label={t('trace.search')}
          placeholder={t('trace.searchHint')}
          onNode={(node) => void navigate(`/trace?node=${node.id}`)}
          onText={(text) => void navigate(`/trace?${/^(urn:|https?:)/i.test(text.trim()) ? 'epc' : 'lot'}=${encodeURIComponent(text.trim())}`)}
        />
      </div>
      <ul>
        {moved.map((lot) => (
          <li key={lot.id}>
            <NodeHover node={lot} placement="bottom">
              <Link to={`/trace?node=${lot.id}`} className="today-row">
                <KindIcon kind={lot.kind} />
                <span className="code">{nameOf(lot)}</span>
                <span className="today-words">{lot.product_name ?? lot.name}</span>
                <StateBadge state={stateOf(lot)} />
              </Link>
            </NodeHover>
          </li>
        ))}
      </ul>
    </section>
  );
}
