import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { Send } from '@/api/client';
import type { ApiProblem } from '@/api/problem';
import type { User } from '@/api/session';
import type { Page } from '@/api/types';

export const planNames = ['free', 'pro', 'enterprise'] as const;
export type PlanName = (typeof planNames)[number];
export const tenantStates = ['active', 'suspended', 'deleting'] as const;

/** How a colour stands out, and what to do where it does not. */
export interface Contrast {
  readonly text: string;
  readonly ratio: number;
  readonly level: string;
  readonly advice?: string | null;
}

export interface Deletion {
  readonly tenant_id: string;
  readonly slug: string;
  readonly name: string;
  readonly state: 'exporting' | 'waiting' | 'erasing' | 'erased' | 'cancelled';
  readonly requested_by: string;
  readonly reason?: string | null;
  readonly requested_at: string;
  readonly erase_after?: string | null;
  readonly finished_at?: string | null;
  readonly error?: string | null;
}

/** A company on the platform. */
export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly plan: PlanName;
  readonly status: (typeof tenantStates)[number];
  readonly suspension?: { readonly reason: string; readonly since: string; readonly by: string } | null;
  readonly deletion?: Deletion | null;
  readonly branding: {
    readonly primary_color?: string | null;
    readonly logo_url?: string | null;
    readonly contrast?: Contrast | null;
  };
  readonly sandbox: boolean;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Plan {
  readonly name: PlanName;
  readonly title: string;
  readonly description: string;
  /** Absent where it is agreed on. */
  readonly price_month_cents?: number | null;
  readonly currency: string;
  readonly features: readonly string[];
  /** A limit that is absent or null is none. */
  readonly limits: Readonly<Partial<Record<MetricName, number | null>>>;
}

/** How far a sandbox is filled with an invented company's history. */
export interface Sandbox {
  readonly state: 'waiting' | 'filling' | 'filled' | 'failed' | 'left';
  readonly last_day: string;
  /** 0 to 1. */
  readonly progress: number;
  readonly events: number;
  readonly error?: string | null;
}

export const moveStates = ['copying', 'following', 'switched', 'dedicated', 'falling_back', 'returned', 'kept', 'dropping', 'settling', 'undoing', 'settled', 'fallen_back', 'undone'] as const;

/** Where a company's data is kept, and how it came there. */
export interface Placement {
  /** Whether companies are moved in this installation. */
  readonly enabled: boolean;
  /** The database of its own; absent while it is in the shared one. */
  readonly database?: string | null;
  /** Absent while its database cannot be reached. */
  readonly size?: { readonly bytes: number; readonly rows: number; readonly events_this_month: number; readonly proposed: boolean } | null;
  readonly move?: Move | null;
}

export interface Move {
  readonly state: (typeof moveStates)[number];
  /** 0 to 1. */
  readonly progress: number;
  readonly pause_millis?: number | null;
  readonly return_pause_millis?: number | null;
  readonly settle_after?: string | null;
  readonly can_fall_back: boolean;
  readonly can_settle: boolean;
  readonly fallback_lost?: string | null;
  readonly error?: string | null;
  /** matches: absent until it was compared. */
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly checksum?: string | null; readonly matches?: boolean | null }[];
}

const atRest = new Set<string | undefined>([undefined, 'dedicated', 'kept', 'settled', 'fallen_back', 'undone']);

export const metricNames = ['users', 'events', 'api_calls', 'storage_bytes'] as const;
export type MetricName = (typeof metricNames)[number];

export interface Metric {
  readonly metric: MetricName;
  readonly title: string;
  readonly kind: 'count' | 'gauge';
  readonly used: number;
  readonly limit?: number | null;
  readonly limit_source: 'plan' | 'trial' | 'platform';
  /** 1 is all of it; absent without a limit. */
  readonly share?: number | null;
  readonly state: 'ok' | 'warning' | 'exceeded' | 'unlimited';
  readonly resets_at?: string | null;
}

export interface Usage {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly plan: PlanName;
  readonly metrics: readonly Metric[];
}

export interface Feature {
  readonly feature: string;
  readonly title: string;
  readonly enabled: boolean;
  readonly source: 'plan' | 'trial' | 'platform' | 'tenant';
  readonly in_plan: boolean;
  readonly explanation: string;
  /** Whether anything asks for it; to switch another one keeps nobody from anything. */
  readonly enforced?: boolean;
  readonly reason?: string | null;
  readonly changed_by?: string | null;
  readonly changed_at?: string | null;
}

export interface Subscription {
  readonly plan: PlanName;
  /** Who collects: people who write invoices by hand, or Stripe. */
  readonly billing: 'manual' | 'stripe';
  /** What can be paid for by card now. */
  readonly checkout_plans?: readonly PlanName[];
  /** Whether there is a page of the provider's for cards and invoices. */
  readonly portal?: boolean;
  readonly state: 'trialing' | 'active' | 'past_due' | 'lapsed' | 'cancelled';
  /** Whether the company may still try a plan unpaid. */
  readonly trial_available?: boolean;
  readonly trial_ends_at?: string | null;
  readonly current_period_end?: string | null;
  readonly cancel_at?: string | null;
  readonly grace_ends_at?: string | null;
  readonly effective_plan: PlanName;
  readonly version: number;
}

/** Amounts are in the smallest unit of the currency. */
export interface Invoice {
  readonly id: string;
  readonly number?: string | null;
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
  readonly total_minor: number;
  readonly due_minor: number;
  readonly currency: string;
  readonly issued_at: string;
  readonly url?: string | null;
}

export const billingEventStates = ['waiting', 'done', 'ignored', 'unmatched', 'dead'] as const;

/** Something Stripe told, and what came of it. */
export interface BillingEvent {
  readonly id: string;
  readonly type: string;
  readonly state: (typeof billingEventStates)[number];
  readonly customer_id?: string | null;
  readonly tenant_id?: string | null;
  readonly received_at: string;
  readonly attempts: number;
  readonly error?: string | null;
}

/** Whose key Stripe's is, and whose customers our companies are. */
export interface StripeAccount {
  readonly state: 'not_connected' | 'ours' | 'other' | 'unknown';
  readonly account_id?: string | null;
  readonly live?: boolean | null;
  readonly key_account_id?: string | null;
  readonly key_live?: boolean | null;
  readonly reason?: string | null;
}

/** A subscription at Stripe for something else. */
export interface OtherContract {
  readonly id: string;
  readonly tenant_id: string;
  readonly customer_id: string;
  readonly price_id: string;
  readonly status: string;
}

export interface Export {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'expired';
  readonly progress?: number | null;
  readonly message?: string | null;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly size_bytes?: number | null;
  readonly sha256?: string | null;
  readonly expires_at?: string | null;
  readonly error?: string | null;
}

export interface Backup {
  readonly id: string;
  readonly origin: 'asked' | 'scheduled' | 'uploaded';
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'removed';
  readonly progress: number;
  readonly message?: string | null;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly taken_at?: string | null;
  readonly size_bytes?: number | null;
  readonly rows?: number | null;
  readonly sha256?: string | null;
  readonly expires_at?: string | null;
  readonly error?: string | null;
}

export interface Restore {
  readonly id: string;
  readonly backup_id: string;
  readonly copy_slug?: string | null;
  readonly state: 'queued' | 'running' | 'switched' | 'succeeded' | 'failed' | 'undoing' | 'undo_switched' | 'undone';
  readonly requested_by: string;
  readonly requested_at: string;
  readonly switched_at?: string | null;
  readonly pause_millis?: number | null;
  readonly undo_until?: string | null;
  readonly replaced_hash?: string | null;
  readonly error?: string | null;
}

export interface NewTenant {
  readonly slug: string;
  readonly name: string;
  readonly plan: PlanName;
  readonly sandbox: boolean;
  readonly administrator: { readonly email: string; readonly first_name?: string; readonly last_name?: string; readonly language: string };
}

export interface Provisioned {
  readonly tenant: Tenant;
  readonly invitation: { readonly email: string; readonly delivery: 'mail' | 'link'; readonly link?: string | null; readonly expires_at: string };
}

const at = (id: string, part = ''): string => `/tenants/${encodeURIComponent(id)}${part}`;

/** Reads one thing of a company; kept under the company, so that a change of it reads all of them anew. */
function useOf<T>(id: string, part: string, again?: (last: T | undefined) => number | false): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: ['tenant', id, part],
    queryFn: ({ signal }) => api.get<T>(at(id, part), undefined, signal),
    ...(again && { refetchInterval: (query: { state: { data: T | undefined } }) => again(query.state.data) }),
  });
}

export const useTenant = (id: string): UseQueryResult<Tenant, ApiProblem> => useOf<Tenant>(id, '', (tenant) => (tenant?.status === 'deleting' ? 3000 : false));
export const useUsage = (id: string): UseQueryResult<Usage, ApiProblem> => useOf<Usage>(id, '/usage');
export const useFeatures = (id: string): UseQueryResult<Page<Feature>, ApiProblem> => useOf<Page<Feature>>(id, '/features');
export const useSubscription = (id: string): UseQueryResult<Subscription, ApiProblem> => useOf<Subscription>(id, '/subscription');
export const useExports = (id: string): UseQueryResult<Page<Export>, ApiProblem> =>
  useOf<Page<Export>>(id, '/exports', (page) => (page?.items.some(({ state }) => state === 'queued' || state === 'running') ? 1500 : false));
export const useBackups = (id: string): UseQueryResult<Page<Backup>, ApiProblem> =>
  useOf<Page<Backup>>(id, '/backups', (page) => (page?.items.some(({ state }) => state === 'queued' || state === 'running') ? 1500 : false));
export const useRestores = (id: string): UseQueryResult<Page<Restore>, ApiProblem> =>
  useOf<Page<Restore>>(id, '/restores', (page) => (page?.items.some(({ state }) => !['succeeded', 'failed', 'undone'].includes(state)) ? 1500 : false));

export const useInvoices = (id: string): UseQueryResult<Page<Invoice>, ApiProblem> => useOf<Page<Invoice>>(id, '/invoices?limit=24');
export const useSandbox = (id: string): UseQueryResult<Sandbox, ApiProblem> =>
  useOf<Sandbox>(id, '/sandbox', (sandbox) => (sandbox?.state === 'waiting' || sandbox?.state === 'filling' ? 1500 : false));
export const usePlacement = (id: string): UseQueryResult<Placement, ApiProblem> =>
  useOf<Placement>(id, '/promotion', (placement) => (atRest.has(placement?.move?.state) ? false : 1500));

export function usePlans(): UseQueryResult<readonly Plan[], ApiProblem> {
  return useQuery<readonly Plan[], ApiProblem>({
    queryKey: ['plans'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await api.get<Page<Plan>>('/plans', undefined, signal)).items,
  });
}

export function useStripeAccount(): UseQueryResult<StripeAccount, ApiProblem> {
  return useQuery<StripeAccount, ApiProblem>({ queryKey: ['tenants', 'stripe'], queryFn: ({ signal }) => api.get<StripeAccount>('/billing/account', undefined, signal) });
}

export function useOtherContracts(): UseQueryResult<Page<OtherContract>, ApiProblem> {
  return useQuery<Page<OtherContract>, ApiProblem>({
    queryKey: ['tenants', 'contracts'],
    queryFn: ({ signal }) => api.get<Page<OtherContract>>('/billing/contracts?limit=500', undefined, signal),
  });
}

export interface TenantChanges {
  create(draft: NewTenant, key: string): Promise<Provisioned>;
  change(tenant: Tenant, wanted: { name: string; primary_color: string | null }): Promise<Tenant>;
  putLogo(id: string, image: Blob): Promise<Tenant>;
  removeLogo(id: string): Promise<Tenant>;
  suspend(id: string, reason: string): Promise<Tenant>;
  resume(id: string): Promise<Tenant>;
  remove(tenant: Tenant, graceDays: number, reason: string): Promise<Deletion>;
  cancelDeletion(id: string): Promise<Tenant>;
  switchFeature(id: string, feature: string, enabled: boolean | null): Promise<Feature>;
  setLimit(id: string, metric: MetricName, limit: number | null, unlimited: boolean, reason: string): Promise<Metric>;
  choosePlan(id: string, subscription: Subscription, plan: PlanName, trial: boolean): Promise<Subscription>;
  cancelPlan(id: string): Promise<Subscription>;
  reactivatePlan(id: string): Promise<Subscription>;
  checkout(id: string, plan: PlanName): Promise<{ url: string }>;
  portal(id: string): Promise<{ url: string }>;
  /** Asks Stripe how things are. */
  refresh(id: string): Promise<Subscription>;
  notePaid(id: string, paid: boolean): Promise<Subscription>;
  inviteAdministrator(id: string, administrator: NewTenant['administrator']): Promise<Provisioned>;
  retryBillingEvent(id: string): Promise<BillingEvent>;
  confirmStripeAccount(account: string): Promise<StripeAccount>;
  startExport(id: string): Promise<Export>;
  fillSandbox(id: string): Promise<Sandbox>;
  /** Moves a company to a database of its own, takes it back, or leaves it there for good. */
  place(id: string, wish: '' | '/fallback' | '/settle'): Promise<Placement>;
  startBackup(id: string): Promise<Backup>;
  /** A backup that was fetched before. */
  bringBackup(id: string, archive: Blob): Promise<Backup>;
  removeBackup(id: string, backup: string): Promise<unknown>;
  /** Without `into` it replaces what the company has. */
  startRestore(tenant: Tenant, backup: string, into: { slug: string; name: string } | null): Promise<Restore>;
  undoRestore(tenant: Tenant, restore: string): Promise<Restore>;
}

/** Changes of companies; whatever they came to, what is known of companies is read anew. */
export function useTenantChanges(): TenantChanges {
  const queries = useQueryClient();
  const send = async <T>(path: string, options: Send): Promise<T> => {
    try {
      return await api.json<T>(path, options);
    } finally {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('tenant') || queryKey.includes('tenants') });
    }
  };
  const post = <T>(path: string, json: unknown = {}): Promise<T> => send<T>(path, { method: 'POST', json });
  const matching = (version: number): Readonly<Record<string, string>> => ({ 'if-match': `"${version}"` });
  return {
    create: (draft, key) => send('/tenants', { method: 'POST', json: draft, headers: { 'idempotency-key': key } }),
    change: ({ id, version }, wanted) => send(at(id), { method: 'PUT', json: wanted, headers: matching(version) }),
    putLogo: (id, image) => send(at(id, '/logo'), { method: 'PUT', body: image, headers: { 'content-type': image.type } }),
    removeLogo: (id) => send(at(id, '/logo'), { method: 'DELETE' }),
    suspend: (id, reason) => post(at(id, '/suspend'), { reason }),
    resume: (id) => post(at(id, '/resume')),
    remove: ({ id, slug }, graceDays, reason) => send(at(id), { method: 'DELETE', query: { confirm: slug, grace_days: graceDays, reason: reason || null } }),
    cancelDeletion: (id) => post(at(id, '/deletion/cancel')),
    switchFeature: (id, feature, enabled) => send(at(id, `/features/${encodeURIComponent(feature)}`), { method: 'PUT', json: { enabled } }),
    setLimit: (id, metric, limit, unlimited, reason) => send(at(id, `/limits/${metric}`), { method: 'PUT', json: { limit, unlimited, reason } }),
    choosePlan: (id, { version }, plan, trial) => send(at(id, '/subscription'), { method: 'PUT', json: { plan, trial }, headers: matching(version) }),
    cancelPlan: (id) => post(at(id, '/subscription/cancel'), { at: 'period_end' }),
    reactivatePlan: (id) => post(at(id, '/subscription/reactivate')),
    checkout: (id, plan) => post(at(id, '/subscription/checkout'), { plan }),
    portal: (id) => post(at(id, '/subscription/portal')),
    refresh: (id) => post(at(id, '/subscription/refresh')),
    notePaid: (id, paid) => post(at(id, paid ? '/subscription/paid' : '/subscription/payment-failed')),
    inviteAdministrator: (id, administrator) => post(at(id, '/administrators'), administrator),
    retryBillingEvent: (id) => post(`/billing/events/${encodeURIComponent(id)}/retry`),
    confirmStripeAccount: (account_id) => post('/billing/account/confirm', { account_id }),
    startExport: (id) => post(at(id, '/exports')),
    fillSandbox: (id) => post(at(id, '/sandbox/fill')),
    place: (id, wish) => post(at(id, `/promotion${wish}`)),
    startBackup: (id) => post(at(id, '/backups')),
    bringBackup: (id, archive) => send(at(id, '/backups/uploads'), { method: 'POST', body: archive, headers: { 'content-type': 'application/zip' } }),
    removeBackup: (id, backup) => send(at(id, `/backups/${encodeURIComponent(backup)}`), { method: 'DELETE' }),
    startRestore: ({ id, slug }, backup, into) => post(at(id, '/restores'), { backup_id: backup, confirm: slug, ...(into && { into }) }),
    undoRestore: ({ id, slug }, restore) => send(at(id, `/restores/${encodeURIComponent(restore)}/undo`), { method: 'POST', json: {}, query: { confirm: slug } }),
  };
}

/** Leaves for a page of the payment provider; only one that is safe, or on this machine. */
export function leaveFor(url: string): void {
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1')) window.location.assign(url);
  else throw new Error(`not a safe address: ${url}`);
}

/** Tells the frame of the workspace what its company is called and looks like now. */
export async function refreshOwn(): Promise<void> {
  api.session.update(await api.get<User>('/auth/me'));
}

/** The archive of an export, to be saved as a file. */
export const downloadExport = (id: string, one: Export, name: string): Promise<void> => download(at(id, `/exports/${encodeURIComponent(one.id)}/content`), name);

/** A backup, to be saved as a file. */
export const downloadBackup = ({ id, slug }: Tenant, one: Backup): Promise<void> =>
  download(at(id, `/backups/${encodeURIComponent(one.id)}/content`), `foodflow-backup-${slug}-${one.requested_at.slice(0, 10)}.zip`);

async function download(path: string, name: string): Promise<void> {
  const response = await api.send(path, { headers: { accept: 'application/zip' } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
