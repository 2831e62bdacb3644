import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NoPermission } from '@/ui/Feedback';
import { HistoryLink } from '@/ui/HistoryLink';
import { Page } from '@/ui/Page';
import { usePermission, useUser } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { Tabs } from '@/ui/Tabs';
import { useTenant, type Tenant } from '../api/tenants';
import { Exports } from '../components/Exports';
import { FeatureSection } from '../components/Features';
import { InvoiceSection } from '../components/Invoices';
import { UsageSection } from '../components/Meters';
import { PlanChoice } from '../components/PlanChoice';
import { SandboxFill } from '../components/SandboxFill';
import { Loaded } from '../components/Section';
import { Settings } from '../components/Settings';
import './tenants.css';

/** For whoever administers the company: what it looks like, what it has and uses, and its data to take home. */
export default function CompanyPage() {
  const { t } = useTranslation();
  const own = useUser()?.tenant.id;
  return (
    <Permitted title={t('nav.company')} permission="tenant:read">
      {own && <Company id={own} />}
    </Permitted>
  );
}

function Company({ id }: { id: string }) {
  const { t } = useTranslation();
  const { part } = useParams();
  const tenant = useTenant(id);
  const mayPlan = usePermission('subscription:read');
  const mayExport = usePermission('tenant:export');
  const lacks = part === 'export' && !mayExport ? 'tenant:export' : (part === 'plan' || part === 'features') && !mayPlan ? 'subscription:read' : null;
  return (
    <Page
      title={t('nav.company')}
      state={
        tenant.data && (
          <>
            {[tenant.data.name, tenant.data.slug].join(' · ')} <HistoryLink type="tenant" id={id} />
          </>
        )
      }
      filters={
        <Tabs
          label={t('nav.company')}
          tabs={[
            { to: '/company', title: t('company.settings') },
            ...(mayPlan ? [{ to: '/company/plan', title: t('company.plan') }, { to: '/company/features', title: t('company.features') }] : []),
            ...(mayExport ? [{ to: '/company/export', title: t('company.export') }] : []),
          ]}
        />
      }
    >
      <div className="tenant">
        {lacks ? (
          <NoPermission permission={lacks} />
        ) : (
          <Loaded query={tenant} rows={8}>
            {(data) => <Part part={part} tenant={data} />}
          </Loaded>
        )}
      </div>
    </Page>
  );
}

function Part({ part, tenant }: { part: string | undefined; tenant: Tenant }) {
  if (part === 'plan') {
    return (
      <>
        <UsageSection id={tenant.id} />
        <PlanChoice id={tenant.id} />
        <InvoiceSection id={tenant.id} />
      </>
    );
  }
  if (part === 'features') return <FeatureSection id={tenant.id} />;
  if (part === 'export') return <Exports id={tenant.id} slug={tenant.slug} />;
  return (
    <>
      {tenant.sandbox && <SandboxFill id={tenant.id} />}
      <Settings key={tenant.version} tenant={tenant} />
    </>
  );
}
