import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { DataTable, type Column, type Sort } from '@/ui/DataTable';
import { KindIcon } from '@/ui/kinds';
import { StateBadge } from '@/ui/StateBadge';
import { statusOf } from '@/ui/status';
import type { NodeRow } from '../api/rows';
import { shortTitleOf } from './CardView';

interface NodeTableProps {
  readonly rows: readonly NodeRow[];
  readonly selected: string | null;
  readonly wide: boolean;
  readonly sort: Sort;
  readonly onSort: (key: string) => void;
  readonly onSelect: (id: string) => void;
  readonly onPoint: (id: string | null) => void;
}

/** The planner's view of a trace: the graph's nodes as rows, with the same selection. */
export function NodeTable({ rows, selected, wide, sort, onSort, onSelect, onPoint }: NodeTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns = useMemo((): readonly Column<NodeRow>[] => {
    const all: readonly (Column<NodeRow> & { wide?: boolean })[] = [
      {
        key: 'title',
        title: t('table.node'),
        sortable: true,
        cell: ({ node, title }) => (
          <span className="kind" title={`${title} · ${t(`kind.${node.kind}`, { defaultValue: node.kind })}`}>
            <KindIcon kind={node.kind} size={15} />
            <span className={node.lot_code ? 'code' : undefined}>{wide ? title : shortTitleOf(node)}</span>
            {!wide && node.product_name && node.product_name !== title && <span className="muted">{node.product_name}</span>}
          </span>
        ),
      },
      { key: 'kind', title: t('node.kind'), width: 9.5, sortable: true, wide: true, cell: ({ node }) => t(`kind.${node.kind}`, { defaultValue: node.kind }) },
      { key: 'product', title: t('table.product'), sortable: true, wide: true, cell: ({ node }) => node.product_name ?? node.location_name },
      { key: 'state', title: t('node.state'), width: wide ? 9 : 7.25, sortable: true, cell: ({ node }) => <StateBadge state={node.state} /> },
      { key: 'depth', title: t('table.step'), width: 5, right: true, sortable: true, wide: true, cell: ({ node }) => node.depth },
      {
        key: 'time',
        title: t('table.time'),
        width: wide ? 11.5 : 4.5,
        sortable: true,
        cell: ({ time }) =>
          Number.isNaN(time) ? null : (
            <span className="number" title={format.dateTime(time)}>
              {wide ? format.dateTime(time) : format.dayMonth(time)}
            </span>
          ),
      },
      { key: 'kg', title: t('table.mass'), width: wide ? 6.5 : 4.875, right: true, sortable: true, cell: ({ kg }) => format.kg(kg) },
    ];
    const empty = new Set([!rows.some((row) => row.node.state) && 'state', !rows.some((row) => row.kg > 0) && 'kg']);
    return all.filter((column) => wide || (!column.wide && !empty.has(column.key)));
  }, [t, format, wide, rows]);
  return (
    <DataTable
      label={t('table.label', { count: rows.length })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.node.id}
      rowClass={(row) => `row-${statusOf(row.node.state)}`}
      selected={selected}
      sort={sort}
      onSort={onSort}
      onSelect={(row) => onSelect(row.node.id)}
      onPoint={(row) => onPoint(row?.node.id ?? null)}
      foot={rows.length === 0 ? <p className="table-foot">{t('table.nothing')}</p> : undefined}
    />
  );
}
