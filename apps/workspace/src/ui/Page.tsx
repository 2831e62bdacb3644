import { useEffect, type ReactNode } from 'react';
import './page.css';

interface PageProps {
  readonly title: string;
  /** One line that says how things stand. */
  readonly state?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  /** Fills the screen and scrolls inside (tables, graphs) instead of scrolling as a document. */
  readonly fill?: boolean;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page: title and one line of state, actions right, filters, content, details beside it. */
export function Page({ title, state, actions, filters, fill = false, aside, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · FoodFlow`;
  }, [title]);
  return (
    <div className={fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <div className="page-titles">
          <h1>{title}</h1>
          <div className="page-state" role="status">
            {state}
          </div>
        </div>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </header>
      {filters && <div className="page-filters no-print">{filters}</div>}
      <div className={aside ? 'page-body page-body-aside' : 'page-body'}>
        <div className="page-content">{children}</div>
        {aside}
      </div>
    </div>
  );
}
