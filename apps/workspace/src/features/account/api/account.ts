import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { FactorStatus, SignedInDevice } from '@/api/types';

export function useSessions(): UseQueryResult<readonly SignedInDevice[], ApiProblem> {
  return useQuery<readonly SignedInDevice[], ApiProblem>({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api.get<{ items: readonly SignedInDevice[] }>('/auth/sessions', undefined, signal)).items,
  });
}

export function useFactor(): UseQueryResult<FactorStatus, ApiProblem> {
  return useQuery<FactorStatus, ApiProblem>({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => api.get<FactorStatus>('/auth/totp', undefined, signal),
  });
}

/** Asks again for what an action changed. */
export function useRefresh(): (what: 'sessions' | 'second-factor') => Promise<void> {
  const client = useQueryClient();
  return (what) => client.invalidateQueries({ queryKey: [what] });
}
