import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';

/** What a hold keeps: everything, or what all the parts that are given fit. */
export interface Scope {
  readonly everything?: boolean | null;
  readonly resource_type?: string | null;
  readonly resource_id?: string | null;
  readonly site?: string | null;
  readonly person?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What has to be kept, whatever retention says. */
export interface Hold {
  readonly id: string;
  readonly name: string;
  readonly reason: string;
  readonly scope: Scope;
  readonly state: 'active' | 'released';
  readonly placed_by: string;
  readonly placed_at: string;
  readonly released_by?: string | null;
  readonly released_at?: string | null;
  readonly release_reason?: string | null;
}

export const holdStates = ['active', 'released'] as const;
export const scopeParts = ['resource_type', 'resource_id', 'site', 'person', 'from', 'to'] as const;
export type ScopePart = (typeof scopeParts)[number];

export function useHold(id: string): UseQueryResult<Hold, ApiProblem> {
  return useQuery<Hold, ApiProblem>({ queryKey: ['holds', id], queryFn: ({ signal }) => api.get<Hold>(`/audit/holds/${encodeURIComponent(id)}`, undefined, signal) });
}

export interface HoldDraft {
  readonly name: string;
  readonly reason: string;
  readonly everything: boolean;
  readonly parts: Readonly<Partial<Record<ScopePart, string>>>;
}

/** Days become the moments at which they begin where the person is; the last day counts whole. */
export function scopeOf({ everything, parts }: HoldDraft): Scope {
  if (everything) return { everything: true };
  const midnight = (day: string, days: number): string => {
    const [year, month, date] = day.split('-').map(Number);
    return new Date(year!, month! - 1, date! + days).toISOString();
  };
  const given = Object.entries(parts).filter(([, value]) => value.trim() !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, name === 'from' ? midnight(value, 0) : name === 'to' ? midnight(value, 1) : value.trim()]));
}

export function useHoldChanges() {
  const queries = useQueryClient();
  const send = async (path: string, json: unknown): Promise<Hold> => {
    const hold = await api.json<Hold>(path, { method: 'POST', json });
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('holds') || queryKey[0] === '/audit/retention' });
    return hold;
  };
  return {
    place: (draft: HoldDraft): Promise<Hold> => send('/audit/holds', { name: draft.name.trim(), reason: draft.reason.trim(), scope: scopeOf(draft) }),
    release: (id: string, reason: string): Promise<Hold> => send(`/audit/holds/${encodeURIComponent(id)}/release`, { reason }),
  };
}
