import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import { isUnderWay, type Job } from '@/api/jobs';
import { asProblem, type ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** Work that is under way, or failed today. A platform without a list of jobs has none to show. */
export function useJobs(may: boolean): UseQueryResult<readonly Job[], ApiProblem> {
  return useQuery<readonly Job[], ApiProblem>({
    queryKey: ['jobs'],
    enabled: may,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? 2000 : 20_000),
    queryFn: async ({ signal }) => {
      try {
        const { items } = await api.get<Page<Job>>('/jobs', { limit: 20 }, signal);
        const yesterday = Date.now() - 86_400_000;
        return items.filter((job) => isUnderWay(job) || (job.state === 'failed' && Date.parse(job.created_at) > yesterday));
      } catch (error) {
        if ([404, 405].includes(asProblem(error).status)) return [];
        throw error;
      }
    },
  });
}

export interface KindCount {
  readonly kind: string;
  readonly nodes: number;
}

/** How many nodes of each kind there are, where the platform counts them. */
export function useCounts(may: boolean): UseQueryResult<readonly KindCount[] | null, ApiProblem> {
  return useQuery<readonly KindCount[] | null, ApiProblem>({
    queryKey: ['counts'],
    enabled: may,
    queryFn: async ({ signal }) => {
      try {
        return await api.get<readonly KindCount[]>('/graph/nodes/counts', undefined, signal);
      } catch (error) {
        if ([404, 405].includes(asProblem(error).status)) return null;
        throw error;
      }
    },
  });
}

export interface Onboarding {
  /** Whether nobody wants to see it any more. */
  readonly dismissed: boolean;
  readonly steps: readonly { readonly step: string; readonly state: 'done' | 'open' | 'skipped'; readonly page: string }[];
}

const onboarding = (tenant: string, part = ''): string => `/tenants/${encodeURIComponent(tenant)}/onboarding${part}`;

/**
 * How far a company is with its first steps.
 * @param again whether a test mail is on its way, so that its arrival shows
 */
export function useOnboarding(tenant: string | undefined, again = false): UseQueryResult<Onboarding, ApiProblem> {
  return useQuery<Onboarding, ApiProblem>({
    queryKey: ['onboarding', tenant],
    enabled: tenant !== undefined,
    refetchInterval: (query) => (again && query.state.data?.steps.some(({ step, state }) => step === 'mail' && state === 'open') ? 2000 : false),
    queryFn: ({ signal }) => api.get<Onboarding>(onboarding(tenant ?? ''), undefined, signal),
  });
}

/** Has a test mail sent to whoever asks. */
export function sendTestMail(tenant: string): Promise<unknown> {
  return api.json(onboarding(tenant, '/mail/test'), { method: 'POST', json: {} });
}

/** Passes a step over; by `all`, the whole list. */
export function skipStep(tenant: string, step: string): Promise<Onboarding> {
  return api.json<Onboarding>(onboarding(tenant, `/${step}/skip`), { method: 'POST', json: {} });
}
