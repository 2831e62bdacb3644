import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** What differs in one field; old is null where it was not there, new where it is not there any more. */
export interface FieldChange {
  /** Its path, as address.city; empty where the whole is no object. */
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

export interface Who {
  readonly kind: 'user' | 'service' | 'platform' | 'anonymous';
  readonly id?: string | null;
  /** Empty once it was erased. */
  readonly name: string;
}

/** What happened, and to what. */
export interface AuditEntry {
  readonly id: string;
  readonly time: string;
  readonly action: string;
  readonly actor: Who;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly old?: unknown;
  readonly new?: unknown;
  readonly changes: readonly FieldChange[];
  readonly reason?: string | null;
  readonly ip?: string | null;
  readonly agent?: string | null;
  readonly session?: string | null;
  readonly trace?: string | null;
}

/** All that it takes to check an entry without the platform. */
export interface Proof {
  readonly position: number;
  readonly origin: string;
  readonly branches: readonly string[];
  readonly size: number;
  /** In Base64, as the hashes of the path. */
  readonly root: string;
  readonly path: readonly string[];
  readonly checkpoint: string;
  readonly tlog_proof: string;
  readonly log_keys: readonly string[];
  readonly witnesses: readonly { readonly key: string; readonly time: string }[];
  /** Canonical JSON: what was hashed. */
  readonly entry: string;
  readonly disclosed: Readonly<Record<string, { readonly value: unknown; readonly salt: string }>>;
}

export interface Verified {
  readonly id: string;
  readonly status: 'proven' | 'pending' | 'broken';
  readonly waits_for?: string | null;
  readonly reason?: string | null;
  readonly proof?: Proof | null;
}

/** The ledger as it is now. */
export interface LedgerHead {
  readonly origin: string;
  readonly branches: readonly string[];
  readonly size: number;
  /** Absent while the ledger is empty. */
  readonly checkpoint?: string | null;
  readonly cosigned_size: number;
  readonly cosigned?: string | null;
  readonly log_keys: readonly string[];
  readonly witness_keys: readonly string[];
}

/** The ledger as a file. */
export interface AuditExport {
  readonly id: string;
  readonly job_id: string;
  readonly ready: boolean;
  readonly disclosed: boolean;
  readonly requested_by: string;
  readonly created_at: string;
  readonly entries?: number | null;
  readonly size_bytes?: number | null;
  readonly checkpoint?: string | null;
  readonly finished_at?: string | null;
  readonly expires_at?: string | null;
}

const inTheSameRequestMs = 30_000;
const most = 500;

/** What happened shortly before and after. */
function around(time: number, signal: AbortSignal, more: Readonly<Record<string, string>> = {}): Promise<Page<AuditEntry>> {
  const at = (ms: number): string => new Date(time + ms).toISOString();
  return api.get<Page<AuditEntry>>('/audit/entries', { from: at(-inTheSameRequestMs), to: at(inTheSameRequestMs), limit: most, ...more }, signal);
}

/** When an entry was made, as its id tells (RFC 9562, version 7); null where it does not. */
export function timeOfId(id: string): number | null {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id) ?? [];
  return high && low ? Number.parseInt(high + low, 16) : null;
}

/** An entry by its id; null where there is none. */
export function useEntry(id: string, enabled: boolean): UseQueryResult<AuditEntry | null, ApiProblem> {
  return useQuery<AuditEntry | null, ApiProblem>({
    queryKey: ['audit', 'entry', id],
    enabled,
    queryFn: async ({ signal }) => {
      const time = timeOfId(id);
      return time === null ? null : ((await around(time, signal)).items.find((one) => one.id === id) ?? null);
    },
  });
}

/** What else came of the request that an entry came of, in its order. */
export function useTogether(entry: AuditEntry): UseQueryResult<readonly AuditEntry[], ApiProblem> {
  return useQuery<readonly AuditEntry[], ApiProblem>({
    queryKey: ['audit', 'together', entry.id],
    enabled: Boolean(entry.trace),
    queryFn: async ({ signal }) => {
      const { items } = await around(Date.parse(entry.time), signal, entry.actor.id ? { user: entry.actor.id } : {});
      return items.filter((one) => one.trace === entry.trace && one.id !== entry.id).reverse();
    },
  });
}

/** What can be proved of an entry; asked again while it waits. */
export function useProof(tenant: string, id: string): UseQueryResult<Verified, ApiProblem> {
  return useQuery<Verified, ApiProblem>({
    queryKey: ['audit', 'proof', tenant, id],
    queryFn: ({ signal }) => api.get<Verified>(`/audit/verify/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 2000 : false),
  });
}

export function useLedger(): UseQueryResult<LedgerHead, ApiProblem> {
  return useQuery<LedgerHead, ApiProblem>({
    queryKey: ['audit', 'ledger'],
    queryFn: ({ signal }) => api.get<LedgerHead>('/audit/ledger', undefined, signal),
    refetchInterval: 30_000,
  });
}

export function useAuditExports(): UseQueryResult<Page<AuditExport>, ApiProblem> {
  return useQuery<Page<AuditExport>, ApiProblem>({
    queryKey: ['audit', 'exports'],
    queryFn: ({ signal }) => api.get<Page<AuditExport>>('/audit/exports', { limit: 50 }, signal),
  });
}

/** Asks for the ledger as a file, and reads the list anew. */
export function useRequestExport(): (disclose: boolean, reason: string) => Promise<void> {
  const queries = useQueryClient();
  return async (disclose, reason) => {
    await api.json('/audit/exports', { method: 'POST', json: { disclose_personal_data: disclose, ...(reason && { reason }) } });
    await queries.invalidateQueries({ queryKey: ['audit', 'exports'] });
  };
}

/** What an export is called where it is saved. */
export function fileOf({ created_at }: AuditExport): string {
  return `audit-${created_at.slice(0, 10)}.jsonl`;
}

/** Fetches an export, to be saved as a file. */
export async function takeExport(one: AuditExport): Promise<void> {
  const response = await api.send(`/audit/exports/${encodeURIComponent(one.id)}/content`, { headers: { accept: 'application/jsonl' } });
  save(fileOf(one), await response.blob());
}

export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
