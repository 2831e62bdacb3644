import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { FactorStatus, SignedInDevice } from '@/api/types';

const at = (user: string, part: string): string => `/users/${encodeURIComponent(user)}/${part}`;

/** Where somebody is signed in, the last used first. */
export function useSessionsOf(user: string): UseQueryResult<readonly SignedInDevice[], ApiProblem> {
  return useQuery<readonly SignedInDevice[], ApiProblem>({
    queryKey: ['access', user, 'sessions'],
    queryFn: async ({ signal }) => (await api.get<{ items: readonly SignedInDevice[] }>(at(user, 'sessions'), undefined, signal)).items,
  });
}

/** Whether somebody has a second factor. */
export function useFactorOf(user: string): UseQueryResult<FactorStatus, ApiProblem> {
  return useQuery<FactorStatus, ApiProblem>({
    queryKey: ['access', user, 'factor'],
    queryFn: ({ signal }) => api.get<FactorStatus>(at(user, 'totp'), undefined, signal),
  });
}

export interface AccessChanges {
  endSession(id: string): Promise<void>;
  endSessions(): Promise<void>;
  removeFactor(): Promise<void>;
}

/** What an administrator does to somebody's ways in; they are read anew whatever it came to. */
export function useAccessChanges(user: string): AccessChanges {
  const queries = useQueryClient();
  const remove = async (part: string): Promise<void> => {
    try {
      await api.json(at(user, part), { method: 'DELETE' });
    } finally {
      await queries.invalidateQueries({ queryKey: ['access', user] });
    }
  };
  return {
    endSession: (id) => remove(`sessions/${encodeURIComponent(id)}`),
    endSessions: () => remove('sessions'),
    removeFactor: () => remove('totp'),
  };
}
