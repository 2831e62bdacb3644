import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { RoleSites } from '@/api/people';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** A machine that calls the API. */
export interface ServiceAccount {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  readonly role_sites?: RoleSites;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at?: string | null;
  readonly last_used_at?: string | null;
  readonly keys: readonly { readonly id: string; readonly ending: string; readonly created_at: string; readonly expires_at?: string | null }[];
}

/** The same with the key that was just made, which comes this once. */
export interface Keyed extends ServiceAccount {
  readonly client_id: string;
  readonly client_secret: string;
}

export interface RoleName {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export function useServiceAccounts(enabled: boolean): UseQueryResult<readonly ServiceAccount[], ApiProblem> {
  return useQuery<readonly ServiceAccount[], ApiProblem>({
    queryKey: ['service-accounts'],
    enabled,
    queryFn: async ({ signal }) => (await api.get<Page<ServiceAccount>>('/service-accounts', { limit: 500 }, signal)).items,
  });
}

export function useRoleNames(enabled: boolean): UseQueryResult<readonly RoleName[], ApiProblem> {
  return useQuery<readonly RoleName[], ApiProblem>({
    queryKey: ['roles', 'names'],
    enabled,
    queryFn: async ({ signal }) => (await api.get<Page<RoleName>>('/roles', { limit: 500 }, signal)).items,
  });
}

export function useReload(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['service-accounts'] });
}

export const create = (account: { name: string; description: string; roles: readonly string[]; role_sites: RoleSites; expires_at?: string }): Promise<Keyed> =>
  api.json<Keyed>('/service-accounts', { method: 'POST', json: account });

export const rotate = (id: string, overlapHours: number): Promise<Keyed> =>
  api.json<Keyed>(`/service-accounts/${id}/rotate`, { method: 'POST', json: { overlap_hours: overlapHours } });

export const remove = (id: string): Promise<void> => api.json(`/service-accounts/${id}`, { method: 'DELETE' });
