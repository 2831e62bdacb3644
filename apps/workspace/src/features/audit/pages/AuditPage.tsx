import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Landmark, RefreshCw, ScrollText, ShieldCheck, Timer } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { KeysetTable } from '@/ui/KeysetTable';
import { useMedia } from '@/ui/media';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { historyOf } from '@/ui/history';
import { useLedger, type AuditEntry } from '../api/audit';
import { momentOf, since, type Span } from '../api/spans';
import { isAbsent, nameIn, shortId } from '../api/words';
import { Actor } from '../components/Actor';
import { ActionWords, toneOf } from '../components/ActionWords';
import { AuditFilters } from '../components/AuditFilters';
import { AuditTabs } from '@/ui/AuditTabs';
import { EntryPanel } from '../components/EntryPanel';
import { LedgerPanel } from '../components/LedgerPanel';
import { Moment } from '../components/Moment';
import { useWords } from '../components/useWords';
import './audit.css';

/** For the auditor and the quality manager before one: what happened, who did it, and what proves it. */
export default function AuditPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.audit')} permission="audit:read">
      <Explorer />
    </Permitted>
  );
}

const filterNames = ['text', 'user', 'action', 'type', 'id', 'from', 'to'] as const;

function Explorer() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const of = (name: string): string | null => search.get(name);
  const selected = of('entry');
  const ledger = of('ledger') !== null;
  const list = useKeysetList<AuditEntry>('audit-entries', {
    path: '/audit/entries',
    filters: {
      text: of('text'), user: of('user'), action: of('action'), resource_type: of('type'), resource_id: of('type') && of('id'),
      from: momentOf(of('from')), to: momentOf(of('to'), 1),
    },
  });
  const queries = useQueryClient();
  // From the top: pages that were loaded further down are not asked for again.
  const refresh = (): Promise<void> => queries.resetQueries({ predicate: ({ queryKey }) => queryKey.includes('audit-entries') || queryKey[1] === 'ledger' });
  const columns = useColumns(selected !== null || ledger);
  const filtered = filterNames.some((name) => of(name) !== null);
  const tooMuch = list.error?.fields.some(({ field, rule }) => field === 'from' && rule === 'range') && of('text') !== null;

  return (
    <Page
      fill
      title={t('nav.audit')}
      state={
        <>
          {!list.loading && !list.error && (
            <span>{t(list.complete ? 'audit.count' : 'audit.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>
          )}
          <Sealed />
        </>
      }
      actions={
        <>
          <Button icon={<RefreshCw aria-hidden size="1em" />} onClick={() => void refresh()}>
            {t('audit.refresh')}
          </Button>
          <Button icon={<Landmark aria-hidden size="1em" />} onClick={() => put({ ledger: '1', entry: null })}>
            {t('audit.ledger.open')}
          </Button>
        </>
      }
      filters={
        <>
          <AuditTabs />
          <AuditFilters search={search} put={put} rows={list.rows} />
        </>
      }
      aside={
        selected ? (
          <EntryPanel id={selected} listed={list.rows.find((row) => row.id === selected)} onClose={() => put({ entry: null })} />
        ) : (
          ledger && <LedgerPanel onClose={() => put({ ledger: null })} />
        )
      }
    >
      {tooMuch ? (
        <div className="card table-card">
          <EmptyState
            icon={Timer}
            title={t('audit.tooMuch')}
            actions={(['hour', 'day', 'week'] as readonly Span[]).map((span) => (
              <Button key={span} onClick={() => put({ from: since(span, Date.now()), to: null })}>
                {t(`audit.span.${span}`)}
              </Button>
            ))}
          >
            <p>{t('audit.tooMuchText')}</p>
          </EmptyState>
        </div>
      ) : (
        <KeysetTable
          list={list}
          empty={
            <EmptyState
              icon={ScrollText}
              title={t(filtered ? 'audit.noMatch' : 'audit.none')}
              actions={filtered && <Button onClick={() => put(Object.fromEntries(filterNames.map((name) => [name, null])))}>{t('audit.clear')}</Button>}
            >
              <p>{t(filtered ? 'audit.noMatchText' : 'audit.noneText')}</p>
            </EmptyState>
          }
          label={t('nav.audit')}
          columns={columns}
          rowKey={(row) => row.id}
          rowClass={(row) => `row-${toneOf(row.action)}`}
          selected={selected}
          onSelect={(row) => put({ entry: row.id })}
        />
      )}
    </Page>
  );
}

/** One line of how the ledger stands. */
function Sealed() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useLedger();
  if (!data?.checkpoint) return null;
  const behind = data.size - data.cosigned_size;
  return (
    <span className="audit-sealed">
      <ShieldCheck aria-hidden size="1rem" strokeWidth={2} />
      {t('audit.sealed', { count: data.size, formatted: format.number(data.size) })}
      {data.witness_keys.length > 0 && <span className="muted">· {behind === 0 ? t('audit.witnessed') : t('audit.behind', { count: behind, formatted: format.number(behind) })}</span>}
    </span>
  );
}

function useColumns(beside: boolean): readonly Column<AuditEntry>[] {
  const { t } = useTranslation();
  const narrow = useMedia('(max-width: 80rem)');
  const put = useAddress()[1];
  useEscape(beside, put);
  return useMemo(() => {
    const all: readonly Column<AuditEntry>[] = [
      { key: 'time', title: t('signIns.time'), width: beside ? 10.5 : 13.5, cell: (row) => <Moment at={row.time} short={beside} /> },
      { key: 'who', title: t('audit.who'), width: narrow ? 12 : 15, cell: (row) => <Actor who={row.actor} /> },
      { key: 'what', title: t('audit.what'), cell: (row) => <ActionWords action={row.action} /> },
      {
        key: 'resource', title: t('audit.resource'),
        cell: (row, current) => (
          <>
            <Kind of={row.resource_type} />{' '}
            {row.resource_id === '' ? (
              <em className="muted">{t('audit.erased')}</em>
            ) : (
              <Link
                className="cell-link"
                to={historyOf(row.resource_type, row.resource_id)}
                title={row.resource_id}
                tabIndex={current ? 0 : -1}
                onClick={(event) => event.stopPropagation()}
              >
                {nameIn(row) ?? <code className="code">{shortId(row.resource_id)}</code>}
              </Link>
            )}
          </>
        ),
      },
      { key: 'changes', title: t('audit.changes'), cell: (row) => <Summary entry={row} /> },
    ];
    if (beside) return all.filter(({ key }) => key === 'time' || key === 'what' || (key === 'who' && !narrow));
    return narrow ? all.filter(({ key }) => key !== 'changes') : all;
  }, [t, beside, narrow]);
}

/** What kind of thing an entry is about. */
function Kind({ of }: { of: string }) {
  return <span className="muted">{useWords().type(of)}</span>;
}

/** Escape in the list closes what is beside it, as it does inside of it. */
function useEscape(on: boolean, put: ReturnType<typeof useAddress>[1]): void {
  useEffect(() => {
    if (!on) return undefined;
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && (event.target as HTMLElement | null)?.closest('tr')) put({ entry: null, ledger: null });
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [on, put]);
}

const named = 3;

/** Which fields differ, the first few by name. */
function Summary({ entry }: { entry: AuditEntry }) {
  if (entry.changes.length === 0) return null;
  const sign = isAbsent(entry.old) ? '+' : isAbsent(entry.new) ? '−' : '~';
  const fields = entry.changes.map(({ field }) => field).filter(Boolean);
  return (
    <span className="audit-summary">
      <span className={`audit-sign audit-sign-${sign === '+' ? 'added' : sign === '−' ? 'removed' : 'changed'}`}>{sign}</span>{' '}
      <span className="code muted">
        {fields.slice(0, named).join(', ')}
        {fields.length > named && ` +${fields.length - named}`}
      </span>
    </span>
  );
}
