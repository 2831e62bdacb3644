import { Button } from 'antd';
import { AppWindow, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { useMedia } from '@/ui/media';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { Time } from '@/ui/Time';
import { useApplications, type Application, type WithSecret } from '../api/applications';
import { ApplicationDrawer } from '../components/ApplicationDrawer';
import { ApplicationPanel } from '../components/ApplicationPanel';
import { SecretShown } from '../components/SecretShown';
import './applications.css';

/** For the IT administrator: the applications where the company's people sign in with their account here. */
export default function ApplicationsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.applications')} permission="oauth_client:read">
      <Applications />
    </Permitted>
  );
}

function Applications() {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, put] = useAddress();
  const [made, setMade] = useState<WithSecret | null>(null);
  const mayWrite = usePermission('oauth_client:write');
  const applications = useApplications();
  const rows = applications.data ?? [];
  const selected = search.get('application');
  const chosen = rows.find(({ id }) => id === selected);
  const columns = useColumns(chosen !== undefined);
  const editing = mayWrite && (search.has('add') || (search.has('change') && chosen !== undefined));
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => put({ add: '1', change: null })}>
      {t('applications.add')}
    </Button>
  );
  const saved = (application: WithSecret): void => {
    put({ add: null, change: null, application: application.id });
    if (search.has('add')) setMade(application);
  };

  return (
    <Page
      fill
      title={t('nav.applications')}
      state={applications.data && t('applications.count', { count: rows.length, formatted: format.number(rows.length) })}
      actions={rows.length > 0 && add}
      aside={
        chosen && (
          <ApplicationPanel
            key={chosen.id}
            application={chosen}
            onChange={() => put({ change: '1' })}
            onSecret={setMade}
            onClose={() => put({ application: null })}
          />
        )
      }
    >
      {applications.isError ? (
        <ErrorState error={applications.error} onRetry={() => void applications.refetch()} />
      ) : applications.isPending ? (
        <Skeleton rows={6} />
      ) : rows.length === 0 ? (
        <EmptyState icon={AppWindow} title={t('applications.none')} actions={add}>
          <p>{t('applications.noneText')}</p>
        </EmptyState>
      ) : (
        <div className="card table-card">
          <DataTable
            label={t('nav.applications')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            selected={selected}
            onSelect={({ id }) => put({ application: id })}
          />
        </div>
      )}
      {editing && (
        <ApplicationDrawer
          application={search.has('add') ? undefined : chosen}
          onSaved={saved}
          onClose={() => put({ add: null, change: null })}
        />
      )}
      {made && <SecretShown made={made} onClose={() => setMade(null)} />}
    </Page>
  );
}

function useColumns(beside: boolean): readonly Column<Application>[] {
  const { t } = useTranslation();
  const narrow = useMedia('(max-width: 72rem)');
  return useMemo(() => {
    const all: readonly Column<Application>[] = [
      { key: 'name', title: t('applications.name'), cell: ({ name }) => <span className="application-name">{name}</span> },
      { key: 'kind', title: t('applications.kind'), width: 16, cell: ({ kind }) => t(`applications.kinds.${kind}`) },
      { key: 'address', title: t('applications.goes'), cell: ({ redirect_uris: [first] }) => (first ? new URL(first).host : '–') },
      { key: 'scopes', title: t('applications.told'), width: 18, cell: ({ scopes }) => <code>{scopes.join(' ') || '–'}</code> },
      { key: 'changed', title: t('applications.changed'), width: 8.5, right: true, cell: (one) => <Time at={one.updated_at} /> },
    ];
    const kept = beside ? ['name', 'kind'] : narrow ? ['name', 'kind', 'address', 'changed'] : all.map(({ key }) => key);
    return all.filter(({ key }) => kept.includes(key));
  }, [t, beside, narrow]);
}
