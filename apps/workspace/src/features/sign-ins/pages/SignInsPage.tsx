import { Button } from 'antd';
import { Download, LogIn } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useKeysetList } from '@/api/refine';
import { kinds, outcomes, type SignIn } from '@/api/signIns';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import { download } from '@/ui/csv';
import type { Column } from '@/ui/DataTable';
import { deviceOf } from '@/ui/devices';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { useMedia } from '@/ui/media';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { SignInOutcome } from '@/ui/SignIns';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { oftenRefused, span, trailCsv } from '../api/trail';
import './sign-ins.css';

/** For the auditor and whoever administers the company: who came in, who was turned away, and what is unusual about it. */
export default function SignInsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.signIns')} permission="sign_in:read">
      <Trail />
    </Permitted>
  );
}

function Trail() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const mayReadUsers = usePermission('user:read');
  const [subject, ip, from, to] = ['subject', 'address', 'from', 'to'].map((name) => search.get(name)) as [string | null, string | null, string | null, string | null];
  const kind = kinds.find((one) => one === search.get('kind')) ?? null;
  const outcome = outcomes.find((one) => one === search.get('outcome')) ?? null;
  const list = useKeysetList<SignIn>('sign-ins', { filters: { subject, kind, outcome, address: ip, ...span(from, to) } });
  const often = useMemo(() => oftenRefused(list.rows), [list.rows]);
  const columns = useColumns(often);
  const of = list.rows.find((row) => row.subject.id === subject)?.subject;
  const refused = list.rows.filter((row) => row.outcome === 'refused' || row.outcome === 'key_refused').length;
  const elsewhere = list.rows.filter((row) => row.new_address).length;

  return (
    <Page
      fill
      title={t('nav.signIns')}
      state={
        !list.loading && !list.error && (
          <>
            <span>{t(list.complete ? 'signIns.count' : 'signIns.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>
            {refused > 0 && <span>{t('signIns.refusedCount', { count: refused, formatted: format.number(refused) })}</span>}
            {elsewhere > 0 && <span>{t('signIns.elsewhereCount', { count: elsewhere, formatted: format.number(elsewhere) })}</span>}
          </>
        )
      }
      actions={
        list.rows.length > 0 && (
          <Button icon={<Download aria-hidden size="1em" />} onClick={() => download('sign-ins.csv', trailCsv(list.rows))}>
            {t('signIns.csv', { count: list.rows.length, formatted: format.number(list.rows.length) })}
          </Button>
        )
      }
      filters={
        <>
          {subject && (
            <Chip onRemove={() => put({ subject: null })}>
              {of?.kind === 'user' && mayReadUsers ? <Link to={`/users?user=${subject}`}>{of.name ?? subject}</Link> : (of?.name ?? subject)}
            </Chip>
          )}
          {ip && <Chip onRemove={() => put({ address: null })}>{ip}</Chip>}
          {kind ? (
            <Chip onRemove={() => put({ kind: null })}>{t(`signIns.kind.${kind}`)}</Chip>
          ) : (
            <AddFilter label={t('signIns.kinds')} choices={kinds.map((value) => ({ value, label: t(`signIns.kind.${value}`) }))} onAdd={(value) => put({ kind: value })} />
          )}
          {outcome ? (
            <Chip onRemove={() => put({ outcome: null })}>{t(`signIns.outcome.${outcome}`)}</Chip>
          ) : (
            <AddFilter label={t('signIns.outcomes')} choices={outcomes.map((value) => ({ value, label: t(`signIns.outcome.${value}`) }))} onAdd={(value) => put({ outcome: value })} />
          )}
          <Day label={t('signIns.from')} value={from} {...(to && { max: to })} onChange={(day) => put({ from: day })} />
          <Day label={t('signIns.to')} value={to} {...(from && { min: from })} onChange={(day) => put({ to: day })} />
        </>
      }
    >
      <KeysetTable
        list={list}
        empty={
          <EmptyState icon={LogIn} title={t('signIns.none')}>
            <p>{t('signIns.noneText')}</p>
          </EmptyState>
        }
        label={t('nav.signIns')}
        columns={columns}
        rowKey={(row) => row.id}
      />
    </Page>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | null;
  readonly min?: string;
  readonly max?: string;
  readonly onChange: (day: string | null) => void;
}

function Day({ label, value, onChange, ...bounds }: DayProps) {
  return (
    <label className="sign-ins-day">
      {label}
      <input type="date" value={value ?? ''} {...bounds} onChange={(event) => onChange(event.target.value || null)} />
    </label>
  );
}

function useColumns(often: ReadonlySet<string>): readonly Column<SignIn>[] {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const narrow = useMedia('(max-width: 72rem)');
  return useMemo(() => {
    const only = (name: string, value: string): string => {
      const next = new URLSearchParams(search);
      next.set(name, value);
      return `${pathname}?${next}`;
    };
    const all: readonly Column<SignIn>[] = [
      { key: 'time', title: t('signIns.time'), width: 9, cell: (row) => <Time at={row.time} /> },
      {
        key: 'who', title: t('signIns.who'),
        cell: ({ subject }, current) => (
          <Link className="cell-link" to={only('subject', subject.id)} tabIndex={current ? 0 : -1}>{subject.name ?? t('signIns.gone')}</Link>
        ),
      },
      {
        key: 'outcome', title: t('signIns.outcomes'), width: 19,
        cell: (row) => (
          <span className="sign-ins-outcome">
            <SignInOutcome signIn={row} />
            {row.new_address && <StatusPill status="watch">{t('signIns.newAddress')}</StatusPill>}
            {often.has(row.id) && <StatusPill status="act">{t('signIns.often')}</StatusPill>}
          </span>
        ),
      },
      {
        key: 'address', title: t('signIns.address'), width: 10,
        cell: ({ ip }, current) => (ip ? <Link className="cell-link" to={only('address', ip)} tabIndex={current ? 0 : -1}>{ip}</Link> : '–'),
      },
      { key: 'device', title: t('signIns.device'), width: 13, cell: ({ user_agent }) => <span title={user_agent ?? undefined}>{deviceOf(user_agent) ?? '–'}</span> },
    ];
    return narrow ? all.filter(({ key }) => key !== 'device') : all;
  }, [t, often, narrow, pathname, search]);
}
