import { Button } from 'antd';
import { LogIn, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '@/ui/address';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { usePermission } from '@/ui/permissions';
import { StatusPill } from '@/ui/StateBadge';
import { useProviders, type Provider } from '../api';
import { ProviderDrawer } from '../components/ProviderDrawer';
import { ProviderPanel } from '../components/ProviderPanel';
import './single-sign-on.css';

/** For the IT administrator: where the company's people sign in instead of here. */
export default function SingleSignOnPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('sso.title')} permission="identity_provider:read">
      <Listed />
    </Permitted>
  );
}

function Listed() {
  const { t } = useTranslation();
  const mayWrite = usePermission('identity_provider:write');
  const [search, put] = useAddress();
  const [editing, setEditing] = useState<'new' | 'chosen' | null>(null);
  const { data: rows, error, refetch } = useProviders();
  const columns = useColumns();
  const selected = search.get('provider');
  const chosen = rows?.find(({ id }) => id === selected);
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setEditing('new')}>
      {t('sso.add')}
    </Button>
  );

  return (
    <Page
      fill
      title={t('sso.title')}
      state={rows && t('sso.count', { count: rows.length })}
      actions={rows && rows.length > 0 && add}
      aside={
        chosen && (
          <ProviderPanel
            key={`${chosen.id} ${chosen.version}`}
            provider={chosen}
            trial={search.get('trial')}
            onEdit={() => setEditing('chosen')}
            onClose={() => put({ provider: null, trial: null })}
          />
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Skeleton rows={4} />
      ) : rows.length === 0 ? (
        <EmptyState icon={LogIn} title={t('sso.none')} actions={add}>
          <p>{t('sso.noneText')}</p>
        </EmptyState>
      ) : (
        <div className="card table-card">
          <DataTable
            label={t('sso.title')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            selected={selected}
            onSelect={({ id }) => put({ provider: id, trial: null })}
          />
        </div>
      )}
      {editing && (
        <ProviderDrawer
          provider={editing === 'chosen' ? (chosen ?? null) : null}
          onClose={() => setEditing(null)}
          onSaved={({ id }) => {
            setEditing(null);
            put({ provider: id, trial: null });
          }}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<Provider>[] {
  const { t } = useTranslation();
  const open = (provider: Provider): number => provider.domains.filter(({ verified_at }) => !verified_at).length;
  return [
    { key: 'name', title: t('sso.name'), cell: ({ name }) => name },
    { key: 'domains', title: t('sso.domains'), cell: ({ domains }) => domains.map(({ domain }) => domain).join(', ') || '–' },
    {
      key: 'state',
      title: t('sso.state'),
      width: 13,
      cell: (provider) =>
        !provider.enabled ? (
          <StatusPill status="none">{t('sso.off')}</StatusPill>
        ) : open(provider) > 0 || provider.domains.length === 0 ? (
          <StatusPill status="watch">{t('sso.unverified')}</StatusPill>
        ) : (
          <StatusPill status="ok">{t('sso.on')}</StatusPill>
        ),
    },
  ];
}
