import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from './index';
import type { Query } from './client';
import type { ApiProblem } from './problem';
import type { Page } from './types';

export const outcomes = [
  'signed_in', 'signed_out', 'code_asked', 'refused', 'locked', 'recovery_code_used', 'token_reused', 'token_issued', 'key_refused',
] as const;
export type Outcome = (typeof outcomes)[number];
export const kinds = ['user', 'application', 'service_account', 'identity_provider'] as const;
export type SubjectKind = (typeof kinds)[number];

/** One line of the trail of sign-ins. */
export interface SignIn {
  readonly id: string;
  readonly time: string;
  readonly outcome: Outcome;
  readonly reason?: string | null;
  /** Whom it is about; without a name when it is gone. */
  readonly subject: { readonly kind: SubjectKind; readonly id: string; readonly name?: string | null };
  readonly ip?: string | null;
  readonly user_agent?: string | null;
  /** The first sign-in of this user from there, but not the first of all. */
  readonly new_address: boolean;
}

/** The last lines of a trail: `/auth/sign-ins` for one's own. */
export function useLastSignIns(path: '/sign-ins' | '/auth/sign-ins', query: Query): UseQueryResult<readonly SignIn[], ApiProblem> {
  return useQuery<readonly SignIn[], ApiProblem>({
    queryKey: ['sign-ins', path, query],
    queryFn: async ({ signal }) => (await api.get<Page<SignIn>>(path, query, signal)).items,
  });
}
