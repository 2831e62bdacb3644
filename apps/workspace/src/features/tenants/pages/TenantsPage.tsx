import { Button } from 'antd';
import { Building2, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useKeysetList } from '@/api/refine';
import { useFormat } from '@/i18n/format';
import { useAddress } from '@/ui/address';
import type { Column } from '@/ui/DataTable';
import { EmptyState } from '@/ui/Feedback';
import { AddFilter, Chip } from '@/ui/FilterChips';
import { KeysetTable } from '@/ui/KeysetTable';
import { LinkShown } from '@/ui/LinkShown';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { Search } from '@/ui/Search';
import { Time } from '@/ui/Time';
import { planNames, tenantStates, usePlans, type Provisioned, type Tenant } from '../api/tenants';
import { NewTenantDrawer } from '../components/NewTenantDrawer';
import { TenantState } from '../components/TenantState';
import './tenants.css';

/** For whoever runs the platform: the companies on it. */
export default function TenantsPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.tenants')} permission="platform_tenant:read">
      <Tenants />
    </Permitted>
  );
}

function Tenants() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [search, put] = useAddress();
  const q = search.get('q') ?? '';
  const status = tenantStates.find((one) => one === search.get('status')) ?? null;
  const plan = planNames.find((one) => one === search.get('plan')) ?? null;
  const [made, setMade] = useState<Provisioned | null>(null);
  const mayWrite = usePermission('platform_tenant:write');
  const { data: plans } = usePlans();
  const list = useKeysetList<Tenant>('tenants', { filters: { q: q || null, status, plan } });
  const planTitle = (name: string): string => plans?.find((one) => one.name === name)?.title ?? name;
  const columns = useMemo(
    (): readonly Column<Tenant>[] => [
      {
        key: 'name', title: t('users.name'),
        cell: (tenant, current) => (
          <Link className="cell-link tenant-name" to={`/tenants/${tenant.id}`} tabIndex={current ? 0 : -1}>
            {tenant.name}
          </Link>
        ),
      },
      { key: 'slug', title: t('tenant.slug'), width: 13, cell: (tenant) => <code className="code">{tenant.slug}</code> },
      { key: 'plan', title: t('company.plan'), width: 9, cell: (tenant) => plans?.find((one) => one.name === tenant.plan)?.title ?? tenant.plan },
      { key: 'status', title: t('users.status'), width: 10, cell: (tenant) => <TenantState status={tenant.status} /> },
      { key: 'added', title: t('tenant.since'), width: 9.5, right: true, cell: (tenant) => <Time at={tenant.created_at} /> },
    ],
    [t, plans],
  );
  const suspended = list.rows.filter((tenant) => tenant.status === 'suspended').length;
  const filtered = q !== '' || status !== null || plan !== null;
  const done = (provisioned: Provisioned): void => {
    put({ new: null });
    if (provisioned.invitation.link) setMade(provisioned);
    else void navigate(`/tenants/${provisioned.tenant.id}`);
  };

  return (
    <Page
      fill
      title={t('nav.tenants')}
      state={
        !list.loading && !list.error && (
          <>
            <span>{t(list.complete ? 'tenant.count' : 'tenant.countMore', { count: list.rows.length, formatted: format.number(list.rows.length) })}</span>
            <Link to="/billing-events">{t('billing.title')}</Link>
            {suspended > 0 && <span>{t('tenant.suspendedCount', { count: suspended, formatted: format.number(suspended) })}</span>}
          </>
        )
      }
      actions={
        mayWrite && (
          <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => put({ new: '1' })}>
            {t('tenant.add')}
          </Button>
        )
      }
      filters={
        <>
          <Search value={q} label={t('tenant.search')} hint={t('tenant.searchHint')} onChange={(text) => put({ q: text || null })} />
          {status && <Chip onRemove={() => put({ status: null })}>{t(`tenant.status.${status}`)}</Chip>}
          {plan && <Chip onRemove={() => put({ plan: null })}>{planTitle(plan)}</Chip>}
          {!status && <AddFilter label={t('users.status')} choices={tenantStates.map((one) => ({ value: one, label: t(`tenant.status.${one}`) }))} onAdd={(one) => put({ status: one })} />}
          {!plan && <AddFilter label={t('company.plan')} choices={planNames.map((one) => ({ value: one, label: planTitle(one) }))} onAdd={(one) => put({ plan: one })} />}
        </>
      }
    >
      <KeysetTable
        className="tenants"
        list={list}
        empty={
          <EmptyState
            icon={Building2}
            title={t(filtered ? 'tenant.noMatch' : 'tenant.none')}
            actions={filtered && <Button onClick={() => put({ q: null, status: null, plan: null })}>{t('tenant.clear')}</Button>}
          >
            <p>{t(filtered ? 'users.noMatchText' : 'tenant.noneText')}</p>
          </EmptyState>
        }
        label={t('nav.tenants')}
        columns={columns}
        rowKey={(tenant) => tenant.id}
        rowClass={(tenant) => (tenant.status === 'active' ? '' : tenant.status === 'suspended' ? 'row-watch' : 'row-act')}
        onSelect={(tenant) => void navigate(`/tenants/${tenant.id}`)}
      />
      {search.has('new') && mayWrite && <NewTenantDrawer onClose={() => put({ new: null })} onMade={done} />}
      {made?.invitation.link && (
        <LinkShown title={t('invite.linkTitle', { email: made.invitation.email })} link={made.invitation.link} onClose={() => void navigate(`/tenants/${made.tenant.id}`)}>
          <p className="muted">{t('invite.linkText', { until: format.dateTime(made.invitation.expires_at) })}</p>
        </LinkShown>
      )}
    </Page>
  );
}
