import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Status } from '@/ui/status';

export const suppressionReasons = ['bounce', 'complaint', 'manual', 'unsubscribed'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];
export const reasonStatus: Readonly<Record<SuppressionReason, Status>> = { bounce: 'act', complaint: 'watch', manual: 'none', unsubscribed: 'info' };
export const suppressedKinds = ['email', 'sms'] as const;
export type SuppressedKind = (typeof suppressedKinds)[number];

/** An address that nothing is sent to. */
export interface Suppression {
  readonly id: string;
  readonly kind: SuppressedKind;
  readonly address: string;
  readonly reason: SuppressionReason;
  readonly detail?: string | null;
  readonly created_by: string;
  readonly created_at: string;
}

/** Where the company's mail system hands on what came back. */
export interface Inbound {
  readonly configured: boolean;
  readonly mail_url: string;
  readonly rotated_at?: string | null;
  /** By which it signs that; just after it was made, and never again. */
  readonly secret?: string | null;
}

const path = '/notifications/suppressions';

export function useInbound(): UseQueryResult<Inbound, ApiProblem> {
  return useQuery<Inbound, ApiProblem>({ queryKey: ['inbound'], queryFn: ({ signal }) => api.get<Inbound>('/notifications/inbound', undefined, signal) });
}

/** What can be done about suppressed addresses; the list is read anew after each. */
export function useSuppressionChanges() {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>, what: string): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(what) });
    return result;
  };
  return {
    add: (draft: { readonly kind: SuppressedKind; readonly address: string; readonly detail?: string }): Promise<Suppression> => then(api.json<Suppression>(path, { method: 'POST', json: draft }), 'suppressions'),
    remove: ({ id }: Suppression): Promise<void> => then(api.json<undefined>(`${path}/${encodeURIComponent(id)}`, { method: 'DELETE' }), 'suppressions'),
    rotate: (): Promise<Inbound> => then(api.json<Inbound>('/notifications/inbound/rotate-secret', { method: 'POST' }), 'inbound'),
  };
}
