import { History as HistoryIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { may, useUser } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import type { AuditEntry } from '../api/audit';
import { nameIn, pageOf, shortId } from '../api/words';
import { Actor } from '../components/Actor';
import { ActionWords } from '../components/ActionWords';
import { Changes } from '../components/Changes';
import { EntryPanel } from '../components/EntryPanel';
import { Moment } from '../components/Moment';
import { useWords } from '../components/useWords';
import './audit.css';

/** For whoever asks how something came to be as it is: all that happened to it, from its beginning. */
export default function HistoryPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('audit.history')} permission="audit:read">
      <History />
    </Permitted>
  );
}

function History() {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const user = useUser();
  const [search, put] = useAddress();
  const [type, id, selected] = [search.get('type') ?? '', search.get('id') ?? '', search.get('entry')];
  const list = useKeysetList<AuditEntry>('audit-trail', {
    path: `/audit/trail/${[user?.tenant.id ?? '', type, id].map(encodeURIComponent).join('/')}`,
    enabled: type !== '' && id !== '',
    pageSize: 50,
  });
  const end = useMoreInSight(list.more);
  const name = list.rows.map(nameIn).findLast((one) => one !== null) ?? shortId(id);
  const page = pageOf(type, id);
  const missing = list.error?.status === 404 || type === '' || id === '';
  return (
    <Page
      fill
      title={`${words.type(type)} ${name}`.trim()}
      state={
        <>
          {list.complete && !list.loading && !list.error && <span>{t('audit.count', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>}
          <code className="code">{id}</code>
          {page && may(user, page.permission) && <Link to={page.to}>{t('audit.see')}</Link>}
          <Link to={`/audit?${new URLSearchParams({ type, id })}`}>{t('audit.inExplorer')}</Link>
        </>
      }
      aside={selected && <EntryPanel id={selected} listed={list.rows.find((row) => row.id === selected)} onClose={() => put({ entry: null })} />}
    >
      {missing ? (
        <EmptyState icon={HistoryIcon} title={t('audit.noHistory')}>
          <p>{t('audit.noHistoryText')}</p>
        </EmptyState>
      ) : list.error ? (
        <ErrorState error={list.error} onRetry={list.retry} />
      ) : list.loading ? (
        <Skeleton rows={8} height="4rem" />
      ) : (
        // Focusable, so that a long history scrolls by keyboard (WCAG 2.1.1).
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="timeline-box" tabIndex={0} role="group" aria-label={t('audit.history')}>
          <ol className="timeline">
            {list.rows.map((entry) => (
              <li key={entry.id} className={entry.id === selected ? 'timeline-on' : undefined}>
                <header>
                  <button type="button" className="timeline-open" aria-pressed={entry.id === selected} onClick={() => put({ entry: entry.id === selected ? null : entry.id })}>
                    <ActionWords action={entry.action} />
                  </button>
                  <Actor who={entry.actor} />
                  <Moment at={entry.time} />
                </header>
                {entry.reason && <blockquote className="audit-reason">{entry.reason}</blockquote>}
                {entry.changes.length > 0 && <Changes entry={entry} />}
              </li>
            ))}
          </ol>
          <div ref={end}>{list.loadingMore && <p className="table-foot">{t('loading')}</p>}</div>
        </div>
      )}
    </Page>
  );
}

/** Asks for more whenever the end comes into sight. */
function useMoreInSight(more: () => void) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(more);
  useEffect(() => {
    latest.current = more;
  });
  useEffect(() => {
    if (!end.current) return undefined;
    const observer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && latest.current(), { rootMargin: '400px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  });
  return end;
}
