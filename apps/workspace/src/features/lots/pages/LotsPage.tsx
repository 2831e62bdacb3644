import { Button } from 'antd';
import { PackageSearch, Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useNode } from '@/api/nodes';
import { useKeysetList } from '@/api/refine';
import { nodeKinds, type LotNode } from '@/api/types';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { HistoryLink } from '@/ui/HistoryLink';
import { KeysetTable } from '@/ui/KeysetTable';
import { KindIcon, KindLabel } from '@/ui/kinds';
import { useMedia } from '@/ui/media';
import { NodeFacts } from '@/ui/NodeFacts';
import { NodeHover } from '@/ui/NodeHover';
import { nameOf, stateOf } from '@/ui/nodes';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { SidePanel } from '@/ui/SidePanel';
import { SignatureList } from '@/ui/SignatureList';
import { SignButton } from '@/ui/SignButton';
import { StateBadge } from '@/ui/StateBadge';
import { statusOf } from '@/ui/status';
import { Time } from '@/ui/Time';
import { useFocusBack } from '@/ui/useFocusBack';
import { LotFilter } from '../components/LotFilter';

/** For people who live in tables: every lot and every other node, by what is known of it. */
export default function LotsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.lots')} permission="node:read">
      <Lots />
    </Permitted>
  );
}

const usual = ['batch', 'ingredient'];

function Lots() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [search, put] = useAddress();
  const q = search.get('q') ?? '';
  const kindText = search.get('kind');
  const kinds = useMemo(() => (kindText === null ? usual : kindText.split(',').filter(Boolean)), [kindText]);
  const selected = search.get('node');
  const mayTrace = usePermission('trace:read');
  const list = useKeysetList<LotNode>('nodes', { filters: { q: q || null, kind: kinds }, pageSize: 100 });

  const putKinds = (next: readonly string[]): void =>
    put({ kind: next.length === usual.length && usual.every((kind) => next.includes(kind)) ? null : next.join(',') });
  const beside = selected !== null;
  const narrow = useMedia('(max-width: 72rem)');
  const columns = useMemo((): readonly Column<LotNode>[] => {
    const all: readonly Column<LotNode>[] = [
    {
      key: 'lot', title: t('table.node'), width: beside ? 10.5 : 11.5,
      cell: (node, current) => (
        <span className="kind">
          <KindIcon kind={node.kind} size={15} />
          <NodeHover node={node}>
            <Link
              className={node.lot_code ? 'cell-link code' : 'cell-link'}
              to={mayTrace ? `/trace?node=${node.id}` : `/lots?node=${node.id}`}
              tabIndex={current ? 0 : -1}
              onClick={(event) => event.stopPropagation()}
            >
              {nameOf(node)}
            </Link>
          </NodeHover>
        </span>
      ),
    },
    { key: 'product', title: t('table.product'), cell: (node) => node.product_name ?? node.name },
    { key: 'kind', title: t('node.kind'), width: 8, cell: (node) => t(`kind.${node.kind}`, { defaultValue: node.kind }) },
    { key: 'state', title: t('node.state'), width: 8, cell: (node) => <StateBadge state={stateOf(node)} /> },
    { key: 'location', title: t('node.location'), cell: (node) => node.location_name },
    { key: 'quantity', title: t('node.quantity'), width: 7.5, right: true, cell: (node) => format.quantity(node.quantity, node.unit) },
    { key: 'added', title: t('node.added'), width: 9, right: true, cell: (node) => <Time at={node.created_at} /> },
    ];
    // The panel beside says the rest.
    if (beside) return all.filter((column) => ['lot', 'product', 'state', 'quantity'].includes(column.key));
    // The icon before the lot says its kind, too.
    return narrow ? all.filter((column) => column.key !== 'kind') : all;
  }, [t, format, beside, narrow, mayTrace]);

  return (
    <Page
      fill
      title={t('nav.lots')}
      state={!list.loading && !list.error && t(list.complete ? 'lots.count' : 'lots.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}
      filters={
        <>
          <LotFilter value={q} onChange={(text) => put({ q: text || null })} />
          {kinds.map((kind) => (
            <Chip key={kind} onRemove={() => putKinds(kinds.filter((one) => one !== kind))}>
              <KindLabel kind={kind} />
            </Chip>
          ))}
          <AddFilter
            label={t('lots.addKind')}
            choices={nodeKinds.filter((kind) => !kinds.includes(kind)).map((kind) => ({ value: kind, label: <KindLabel kind={kind} /> }))}
            onAdd={(kind) => putKinds([...kinds, kind])}
          />
        </>
      }
      aside={selected && <LotPanel id={selected} onClose={() => put({ node: null })} />}
    >
      <KeysetTable
        list={list}
        empty={<Nothing searched={q !== '' || kindText !== null} onClear={() => put({ q: null, kind: null })} />}
        label={t('nav.lots')}
        columns={columns}
        rowKey={(node) => node.id}
        rowClass={(node) => `row-${statusOf(stateOf(node))}`}
        selected={selected}
        onSelect={(node) => put({ node: node.id })}
        onOpen={(node) => void navigate(mayTrace ? `/trace?node=${node.id}` : `/lots?node=${node.id}`)}
      />
    </Page>
  );
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const mayUpload = usePermission('event:capture');
  if (searched) {
    return (
      <EmptyState icon={PackageSearch} title={t('lots.noMatch')} actions={<Button onClick={onClear}>{t('lots.clear')}</Button>}>
        <p>{t('lots.noMatchText')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={PackageSearch} title={t('lots.empty')} actions={mayUpload && <Link to="/captures?upload=1">{t('lots.emptyAction')}</Link>}>
      <p>{t('lots.emptyText')}</p>
    </EmptyState>
  );
}

function LotPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useNode(id);
  const mayTrace = usePermission('trace:read');
  const maySign = usePermission('signature:sign');
  const navigate = useNavigate();
  useFocusBack();
  return (
    <SidePanel
      title={<span className="code">{data?.lot_code ?? data?.name ?? '…'}</span>}
      subtitle={<span className="muted">{data?.product_name}</span>}
      onClose={onClose}
      foot={
        (mayTrace || maySign) && (
          <>
            {mayTrace && (
              <Button type="primary" icon={<Waypoints aria-hidden size="1em" />} onClick={() => void navigate(`/trace?node=${id}`)}>
                {t('lots.trace')}
              </Button>
            )}
            {data && <SignButton record={{ type: 'node', id }} />}
          </>
        )
      }
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? (
        <>
          <NodeFacts node={data} />
          <SignatureList record={{ type: 'node', id }} />
          <HistoryLink type="node" id={id} />
        </>
      ) : <Skeleton rows={7} height="1.75rem" />}
    </SidePanel>
  );
}
