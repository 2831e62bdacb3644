import { useTranslation } from 'react-i18next';

const columns = [2, 4, 3, 5, 6] as const;

/** The shape of a graph while it is being followed. */
export function GraphSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="graph-skeleton card" role="status" aria-label={t('loading')}>
      {columns.map((count, c) => (
        <div key={c}>
          {Array.from({ length: count }, (_, i) => (
            <span key={i} className="skeleton-bar" />
          ))}
        </div>
      ))}
    </div>
  );
}
