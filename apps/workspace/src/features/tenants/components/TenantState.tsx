import { useTranslation } from 'react-i18next';
import { StatusPill } from '@/ui/StateBadge';
import type { Status } from '@/ui/status';
import type { Tenant } from '../api/tenants';

const meaning: Readonly<Record<Tenant['status'], Status>> = { active: 'ok', suspended: 'watch', deleting: 'act' };

/** Whether a company works, as shape and word. */
export function TenantState({ status }: { status: Tenant['status'] }) {
  const { t } = useTranslation();
  return <StatusPill status={meaning[status]}>{t(`tenant.status.${status}`)}</StatusPill>;
}
