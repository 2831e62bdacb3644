import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import type { Page } from '@/api/types';
import { useFormat } from '@/i18n/format';
import type { AddressChange } from '@/ui/address';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { usePermission } from '@/ui/permissions';
import { Search } from '@/ui/Search';
import type { AuditEntry } from '../api/audit';
import { since, spans, type Span } from '../api/spans';
import { PickFilter } from './PickFilter';
import { useWords } from './useWords';

interface AuditFiltersProps {
  readonly search: URLSearchParams;
  readonly put: (change: AddressChange) => void;
  /** What the list has, from which filters are offered. */
  readonly rows: readonly AuditEntry[];
}

const spanNames = Object.keys(spans) as readonly Span[];
const isDay = (text: string | null): boolean => text === null || /^\d{4}-\d\d-\d\d$/.test(text);

/** What of the trail is shown; all of it lives in the address. */
export function AuditFilters({ search, put, rows }: AuditFiltersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const mayReadUsers = usePermission('user:read');
  const [unknown, setUnknown] = useState<string | null>(null);
  const of = (name: string): string | null => search.get(name);
  const [user, action, type, id, from, to] = [of('user'), of('action'), of('type'), of('id'), of('from'), of('to')] as const;
  const text = search.get('text') ?? '';
  const actors = useMemo(() => new Map(rows.flatMap(({ actor }) => (actor.id && actor.name ? [[actor.name, actor.id] as const] : []))), [rows]);
  const actions = useMemo(() => [...new Set(rows.map((row) => row.action))].sort(), [rows]);
  const types = useMemo(() => [...new Set(rows.map((row) => row.resource_type))].sort(), [rows]);
  const narrowed = Boolean(from ?? user ?? action ?? type);

  const pickUser = async (name: string): Promise<void> => {
    const known = actors.get(name) ?? (/^[0-9a-f-]{36}$/i.test(name) ? name : null) ?? (mayReadUsers ? await userOf(name) : null);
    setUnknown(known ? null : name);
    if (known) put({ user: known });
  };
  return (
    <>
      <Search
        value={text}
        label={t('audit.search')}
        hint={t('audit.searchHint')}
        // A text is looked for entry by entry: without anything else, in the last month.
        onChange={(wanted) => put({ text: wanted || null, ...(wanted && !narrowed && { from: since('month', Date.now()) }) })}
      />
      {user ? (
        <Chip onRemove={() => put({ user: null })}>
          <UserName id={user} rows={rows} link={mayReadUsers} />
        </Chip>
      ) : (
        <PickFilter label={t('audit.who')} offered={[...actors.keys()]} onPick={(name) => void pickUser(name)} />
      )}
      {action ? (
        <Chip onRemove={() => put({ action: null })}>{words.action(action)}</Chip>
      ) : (
        <PickFilter label={t('audit.what')} offered={actions} onPick={(value) => put({ action: value })} />
      )}
      {type ? (
        <Chip onRemove={() => put({ type: null, id: null })}>
          {words.type(type)}
        </Chip>
      ) : (
        <PickFilter label={t('audit.resource')} offered={types} onPick={(value) => put({ type: value })} />
      )}
      {type && id && (
        <Chip onRemove={() => put({ id: null })}>
          <code className="code">{id}</code>
        </Chip>
      )}
      {isDay(from) ? (
        <Day label={t('signIns.from')} value={from} {...(to && isDay(to) && { max: to })} onChange={(day) => put({ from: day })} />
      ) : (
        <Chip onRemove={() => put({ from: null })}>{t('audit.since', { when: format.dateTime(from!) })}</Chip>
      )}
      {isDay(to) ? (
        <Day label={t('signIns.to')} value={to} {...(from && isDay(from) && { min: from })} onChange={(day) => put({ to: day })} />
      ) : (
        <Chip onRemove={() => put({ to: null })}>{t('audit.until', { when: format.dateTime(to!) })}</Chip>
      )}
      {!from && !to && (
        <AddFilter
          label={t('audit.last')}
          choices={spanNames.map((value) => ({ value, label: t(`audit.span.${value}`) }))}
          onAdd={(value) => put({ from: since(value as Span, Date.now()) })}
        />
      )}
      {unknown && (
        <span className="field-error" role="status">
          {t('audit.nobody', { name: unknown })}
        </span>
      )}
    </>
  );
}

/** The id of the user with that e-mail address; null where there is none, or it cannot be told. */
async function userOf(email: string): Promise<string | null> {
  const { items } = await api.get<Page<{ id: string; email: string }>>('/users', { q: email, limit: 20 }).catch(() => ({ items: [] }));
  return items.find((one) => one.email.toLowerCase() === email.toLowerCase())?.id ?? null;
}

function UserName({ id, rows, link }: { id: string; rows: readonly AuditEntry[]; link: boolean }) {
  const actor = rows.find((row) => row.actor.id === id)?.actor;
  const name = actor?.name || id;
  return link && actor?.kind === 'user' ? <Link to={`/users?user=${id}`}>{name}</Link> : name;
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
    <label className="audit-day">
      {label}
      <input type="date" value={value ?? ''} {...bounds} onChange={(event) => onChange(event.target.value || null)} />
    </label>
  );
}
