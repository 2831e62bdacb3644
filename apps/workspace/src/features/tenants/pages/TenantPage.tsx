import { Button } from 'antd';
import { CirclePause, CirclePlay, Trash2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { LinkShown } from '@/ui/LinkShown';
import { Page } from '@/ui/Page';
import { usePermission, useUser } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { useChange } from '@/ui/useChange';
import { useTenant, useTenantChanges, type Provisioned, type Tenant } from '../api/tenants';
import { AdministratorDrawer } from '../components/AdministratorDrawer';
import { Backups } from '../components/Backups';
import { Database } from '../components/Database';
import { Exports } from '../components/Exports';
import { FeatureSection } from '../components/Features';
import { InvoiceSection } from '../components/Invoices';
import { UsageSection } from '../components/Meters';
import { PlanChoice } from '../components/PlanChoice';
import { SandboxFill } from '../components/SandboxFill';
import { DeleteDialog, SuspendDialog } from '../components/TenantDialogs';
import { TenantState } from '../components/TenantState';
import './tenants.css';

/** For whoever runs the platform: one company, what it has and uses, and whether it works. */
export default function TenantPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  return (
    <Permitted title={t('nav.tenants')} permission="platform_tenant:read">
      <Loaded key={id} id={id} />
    </Permitted>
  );
}

function Loaded({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: tenant, error, refetch } = useTenant(id);
  if (tenant) return <One tenant={tenant} />;
  return (
    <Page title={t('nav.tenants')}>
      <div className="card">{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}</div>
    </Page>
  );
}

function One({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = useUser()?.tenant.id === tenant.id;
  const mayPlan = usePermission('subscription:read');
  const mayExport = usePermission('tenant:export');
  return (
    <Page
      title={tenant.name}
      state={
        <>
          <TenantState status={tenant.status} />
          <code className="code">{tenant.slug}</code>
          <span>{t('tenant.sinceDate', { when: format.date(tenant.created_at) })}</span>
          {tenant.sandbox && <span>{t('tenant.sandbox')}</span>}
          <Link to="/tenants">{t('tenant.all')}</Link>
        </>
      }
      actions={own ? undefined : <Actions tenant={tenant} />}
    >
      <div className="tenant">
        <Standing tenant={tenant} />
        {tenant.sandbox && <SandboxFill id={tenant.id} />}
        {mayPlan && (
          <>
            <UsageSection id={tenant.id} />
            <PlanChoice id={tenant.id} />
            <InvoiceSection id={tenant.id} />
            <FeatureSection id={tenant.id} />
          </>
        )}
        {mayExport && <Exports id={tenant.id} slug={tenant.slug} />}
        <Backups tenant={tenant} />
        <Database tenant={tenant} />
      </div>
    </Page>
  );
}

function Actions({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('platform_tenant:write');
  const { resume } = useTenantChanges();
  const change = useChange();
  const format = useFormat();
  const [open, setOpen] = useState<'suspend' | 'delete' | 'invite' | null>(null);
  const [invited, setInvited] = useState<Provisioned['invitation'] | null>(null);
  if (!mayWrite || tenant.status === 'deleting') return null;
  const close = (): void => setOpen(null);
  return (
    <>
      <ChangeProblem problem={change.problem} />
      {tenant.status === 'active' ? (
        <Button icon={<CirclePause aria-hidden size="1em" />} onClick={() => setOpen('suspend')}>
          {t('tenant.suspend')}
        </Button>
      ) : (
        <Button type="primary" icon={<CirclePlay aria-hidden size="1em" />} loading={change.busy} onClick={() => void change.run(() => resume(tenant.id))}>
          {t('tenant.resume')}
        </Button>
      )}
      <Button icon={<UserPlus aria-hidden size="1em" />} onClick={() => setOpen('invite')}>
        {t('tenant.inviteAdmin')}
      </Button>
      <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setOpen('delete')}>
        {t('tenant.delete')}
      </Button>
      {open === 'suspend' && <SuspendDialog tenant={tenant} onClose={close} />}
      {open === 'delete' && <DeleteDialog tenant={tenant} onClose={close} />}
      {open === 'invite' && (
        <AdministratorDrawer
          id={tenant.id}
          onClose={close}
          onInvited={({ invitation }) => {
            close();
            setInvited(invitation);
          }}
        />
      )}
      {invited?.link && (
        <LinkShown title={t('invite.linkTitle', { email: invited.email })} link={invited.link} onClose={() => setInvited(null)}>
          <p className="muted">{t('invite.linkText', { until: format.dateTime(invited.expires_at) })}</p>
        </LinkShown>
      )}
    </>
  );
}

/** Why a company does not work, and the way back where there is one. */
function Standing({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayWrite = usePermission('platform_tenant:write');
  const { cancelDeletion } = useTenantChanges();
  const change = useChange();
  const { suspension, deletion } = tenant;
  if (tenant.status === 'suspended' && suspension) {
    return (
      <div className="tenant-standing tenant-standing-watch" role="status">
        <strong>{t('tenant.suspendedBy', { by: suspension.by, when: format.dateTime(suspension.since) })}</strong>
        <p>{suspension.reason}</p>
      </div>
    );
  }
  if (tenant.status !== 'deleting' || !deletion) return null;
  return (
    <div className="tenant-standing tenant-standing-act" role="status">
      <strong>{t(`tenant.deletion.${deletion.state}`, { when: deletion.erase_after ? format.dateTime(deletion.erase_after) : '' })}</strong>
      <p>{t('tenant.deletionBy', { by: deletion.requested_by, when: format.dateTime(deletion.requested_at) })}</p>
      {deletion.reason && <p>{deletion.reason}</p>}
      {deletion.error && <p>{deletion.error}</p>}
      <ChangeProblem problem={change.problem} />
      {mayWrite && (deletion.state === 'exporting' || deletion.state === 'waiting') && (
        <Button loading={change.busy} onClick={() => void change.run(() => cancelDeletion(tenant.id))}>
          {t('tenant.cancelDeletion')}
        </Button>
      )}
    </div>
  );
}
