import { Button } from 'antd';
import { MailPlus, Plus, UserRoundSearch, UsersRound } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useRoles, type Person } from '@/api/people';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { useRoleWords } from '@/ui/roles';
import { Search } from '@/ui/Search';
import { Time } from '@/ui/Time';
import { PeopleTabs } from '../components/PeopleTabs';
import { PersonDrawer } from '../components/PersonDrawer';
import { PersonPanel } from '../components/PersonPanel';
import { PersonStatus } from '../components/PersonStatus';
import { WhyDrawer } from '../components/WhyDrawer';
import './users.css';

/** For whoever administers the company: who may sign in, and as what. */
export default function UsersPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.users')} permission="user:read">
      <Users />
    </Permitted>
  );
}

const statuses = ['active', 'disabled'] as const;

function Users() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [search, put] = useAddress();
  const q = search.get('q') ?? '';
  const role = search.get('role');
  const status = statuses.find((one) => one === search.get('status')) ?? null;
  const selected = search.get('user');
  const [adding, setAdding] = useState(false);
  const mayWrite = usePermission('user:write');
  const mayReadRoles = usePermission('role:read');
  const { data: roles } = useRoles(mayReadRoles);
  const words = useRoleWords(roles);
  const list = useKeysetList<Person>('users', { filters: { q: q || null, role, status }, pageSize: 100 });
  const beside = selected !== null;

  const columns = useMemo((): readonly Column<Person>[] => {
    const all: readonly Column<Person>[] = [
      { key: 'name', title: t('users.name'), width: beside ? 12 : 14, cell: (person) => <span className="person-name">{nameOf(person)}</span> },
      { key: 'email', title: t('users.email'), width: 17, cell: (person) => person.email },
      {
        key: 'roles', title: t('users.roles'),
        cell: (person) => <span title={person.roles.map(words.title).join(', ')}>{person.roles.map(words.title).join(', ') || t('users.noRole')}</span>,
      },
      { key: 'status', title: t('users.status'), width: 8, cell: (person) => <PersonStatus status={person.status} /> },
      { key: 'changed', title: t('users.changed'), width: 9.5, right: true, cell: (person) => <Time at={person.updated_at} /> },
    ];
    // The panel beside says the rest.
    return beside ? all.filter((column) => ['name', 'roles', 'status'].includes(column.key)) : all;
  }, [t, words, beside]);

  const disabled = list.rows.filter((person) => person.status === 'disabled').length;
  return (
    <Page
      fill
      title={t('nav.users')}
      state={
        !list.loading && !list.error && (
          <>
            <span>{t(list.complete ? 'users.count' : 'users.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>
            {disabled > 0 && <span>{t('users.disabledCount', { count: disabled, formatted: format.number(disabled) })}</span>}
          </>
        )
      }
      actions={
        mayWrite && (
          <>
            <Button icon={<Plus aria-hidden size="1em" />} onClick={() => setAdding(true)}>
              {t('users.add')}
            </Button>
            <Button type="primary" icon={<MailPlus aria-hidden size="1em" />} onClick={() => void navigate('/users/invitations?invite=1')}>
              {t('invite.title')}
            </Button>
          </>
        )
      }
      filters={
        <>
          <PeopleTabs />
          <Search value={q} label={t('users.search')} hint={t('users.searchHint')} onChange={(text) => put({ q: text || null })} />
          {role && <Chip onRemove={() => put({ role: null })}>{words.title(role)}</Chip>}
          {status && <Chip onRemove={() => put({ status: null })}>{t(`userStatus.${status}`)}</Chip>}
          {!role && roles && (
            <AddFilter
              label={t('users.role')}
              choices={roles.map((one) => ({ value: one.name, label: words.title(one.name) }))}
              onAdd={(name) => put({ role: name })}
            />
          )}
          {!status && (
            <AddFilter
              label={t('users.status')}
              choices={statuses.map((one) => ({ value: one, label: t(`userStatus.${one}`) }))}
              onAdd={(one) => put({ status: one })}
            />
          )}
        </>
      }
      aside={selected && <PersonPanel id={selected} onClose={() => put({ user: null })} onWhy={() => put({ why: '1' })} />}
    >
      <KeysetTable
        list={list}
        empty={<Nothing searched={q !== '' || role !== null || status !== null} onClear={() => put({ q: null, role: null, status: null })} />}
        label={t('nav.users')}
        columns={columns}
        rowKey={(person) => person.id}
        rowClass={(person) => (person.status === 'disabled' ? 'row-dim' : '')}
        selected={selected}
        onSelect={(person) => put({ user: person.id })}
      />
      {adding && <PersonDrawer person={null} onClose={() => setAdding(false)} onSaved={(person) => put({ user: person.id })} />}
      {selected && search.get('why') && <WhyDrawer id={selected} onClose={() => put({ why: null })} />}
    </Page>
  );
}

function nameOf(person: Person): string {
  return [person.first_name, person.last_name].filter(Boolean).join(' ');
}

function Nothing({ searched, onClear }: { searched: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('user:write');
  if (searched) {
    return (
      <EmptyState icon={UserRoundSearch} title={t('users.noMatch')} actions={<Button onClick={onClear}>{t('users.clear')}</Button>}>
        <p>{t('users.noMatchText')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={UsersRound} title={t('users.empty')} actions={mayWrite && <Link to="/users/invitations?invite=1">{t('invite.title')}</Link>}>
      <p>{t('users.emptyText')}</p>
    </EmptyState>
  );
}
