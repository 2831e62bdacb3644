import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { FactorStatus, SignedInDevice } from '@/api/types';

/** What a company asks of all its accounts. */
export interface Policy {
  readonly second_factor_required: boolean;
  readonly session_hours?: number | null;
  readonly allowed_networks: readonly string[];
  readonly registration_domains: readonly string[];
  readonly registration_role: string;
  readonly version: number;
  readonly updated_at: string;
}

/** A policy while somebody types: lists as lines, hours as what stands in the field. */
export interface PolicyDraft {
  readonly secondFactor: boolean;
  readonly limited: boolean;
  readonly hours: string;
  readonly networks: string;
  readonly domains: string;
  readonly role: string;
}

export function usePolicy(): UseQueryResult<Policy, ApiProblem> {
  return useQuery<Policy, ApiProblem>({ queryKey: ['policy'], queryFn: ({ signal }) => api.get<Policy>('/tenant/policy', undefined, signal) });
}

export type PolicyChange = Omit<Policy, 'version' | 'updated_at'>;

/** Puts another policy in the place of the one that was read. */
export function useReplacePolicy(): (before: Policy, wanted: PolicyChange) => Promise<void> {
  const queries = useQueryClient();
  return async (before, wanted) => {
    const saved = await api.json<Policy>('/tenant/policy', { method: 'PUT', json: wanted, headers: { 'if-match': `"${before.version}"` } });
    queries.setQueryData(['policy'], saved);
  };
}

export interface OwnWay {
  /** Where one's own session was last seen; null while that is not known. */
  readonly ip: string | null;
  /** Whether one has a second factor oneself; null while that is not known. */
  readonly factor: boolean | null;
}

/** How whoever changes the policy comes in: what keeps people from locking themselves out. */
export function useOwnWay(): OwnWay {
  const sessions = useQuery<readonly SignedInDevice[], ApiProblem>({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api.get<{ items: readonly SignedInDevice[] }>('/auth/sessions', undefined, signal)).items,
  });
  const factor = useQuery<FactorStatus, ApiProblem>({
    queryKey: ['second-factor'],
    queryFn: ({ signal }) => api.get<FactorStatus>('/auth/totp', undefined, signal),
  });
  return {
    ip: sessions.data?.find((session) => session.current)?.ip ?? null,
    factor: factor.data?.enabled ?? null,
  };
}

export function draftOf(policy: Policy): PolicyDraft {
  return {
    secondFactor: policy.second_factor_required,
    limited: typeof policy.session_hours === 'number',
    hours: String(policy.session_hours ?? 12),
    networks: policy.allowed_networks.join('\n'),
    domains: policy.registration_domains.join('\n'),
    role: policy.registration_role,
  };
}

/** The entries of a list that people write one a line, or with commas. */
export function entriesOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean).map((entry) => entry.toLowerCase()))];
}

export function wantedOf(draft: PolicyDraft): PolicyChange {
  return {
    second_factor_required: draft.secondFactor,
    session_hours: draft.limited ? Number(draft.hours) : null,
    allowed_networks: entriesOf(draft.networks),
    registration_domains: entriesOf(draft.domains).map((domain) => domain.replace(/^@/, '')),
    registration_role: draft.role,
  };
}

/** How many of the rules a draft changes. */
export function changesOf(before: Policy, wanted: PolicyChange): number {
  const same = [
    before.second_factor_required === wanted.second_factor_required,
    (before.session_hours ?? null) === wanted.session_hours,
    before.allowed_networks.join() === wanted.allowed_networks.join(),
    before.registration_domains.join() === wanted.registration_domains.join(),
    before.registration_role === wanted.registration_role,
  ];
  return same.filter((one) => !one).length;
}
