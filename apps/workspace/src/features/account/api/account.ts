import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';

/** A sign-in that has not ended. */
export interface SignedInDevice {
  readonly id: string;
  readonly created_at: string;
  readonly used_at: string;
  readonly expires_at: string;
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  readonly current: boolean;
}

export interface FactorStatus {
  readonly enabled: boolean;
  readonly required: boolean;
  readonly confirmed_at?: string | null;
  readonly recovery_codes_left: number;
}

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

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS/, 'macOS'], [/Linux|X11/, 'Linux'],
];

/** What a program calls itself, in the words people use: "Firefox · Windows". */
export function deviceOf(userAgent: string | null | undefined): string | null {
  if (!userAgent) return null;
  const name = (list: typeof browsers): string | undefined => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const parts = [name(browsers), name(systems)].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : userAgent.slice(0, 60);
}
