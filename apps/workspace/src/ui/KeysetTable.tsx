import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeysetList } from '@/api/refine';
import { DataTable, type DataTableProps } from './DataTable';
import { ErrorState, Skeleton } from './Feedback';

interface KeysetTableProps<T> extends Omit<DataTableProps<T>, 'rows' | 'total' | 'onEnd' | 'foot'> {
  readonly list: KeysetList<T>;
  /** Stands where the table would, when there is nothing to list. */
  readonly empty: ReactNode;
  readonly className?: string;
}

/** A keyset list as a card that fills the page: loading, failed, empty, or a table that loads more at its end. */
export function KeysetTable<T>({ list, empty, className = '', ...table }: KeysetTableProps<T>) {
  const { t } = useTranslation();
  return (
    <div className={`card table-card ${className}`}>
      {list.error ? (
        <ErrorState error={list.error} onRetry={list.retry} />
      ) : list.loading ? (
        <Skeleton rows={12} />
      ) : list.rows.length === 0 ? (
        empty
      ) : (
        <DataTable
          {...table}
          rows={list.rows}
          total={list.complete ? list.rows.length : -1}
          onEnd={list.more}
          foot={list.loadingMore ? <p className="table-foot">{t('loading')}</p> : undefined}
        />
      )}
    </div>
  );
}
