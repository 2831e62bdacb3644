import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiProblem } from '@/api/problem';
import { ErrorState, Skeleton } from '@/ui/Feedback';

interface SectionProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One matter of a company, on a card of its own. */
export function Section({ title, text, actions, children }: SectionProps) {
  return (
    <section className="card tenant-section">
      <header>
        <div>
          <h2>{title}</h2>
          {text && <p className="muted">{text}</p>}
        </div>
        {actions && <div className="tenant-actions no-print">{actions}</div>}
      </header>
      {children}
    </section>
  );
}

/** What was read, or why it was not, or bars while it comes. */
export function Loaded<T>({ query, rows = 3, children }: { query: UseQueryResult<T, ApiProblem>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton rows={rows} />;
}
