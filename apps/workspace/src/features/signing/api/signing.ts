import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** What a signature can mean; without a title it has the workspace's own word. */
export interface Meaning {
  readonly name: string;
  readonly title?: string | null;
}

/** Where a second person has to sign; "*" stands for all types, or all meanings. */
export interface Rule {
  readonly resource_type: string;
  readonly meaning: string;
  readonly not_author: boolean;
  readonly not_twice: boolean;
}

/** How a company signs. */
export interface SigningPolicy {
  readonly meanings: readonly Meaning[];
  readonly rules: readonly Rule[];
  /** Null for a password of any age. */
  readonly password_days?: number | null;
  readonly series_minutes: number;
  readonly version: number;
  readonly updated_at: string;
}

/** What was certified to the agency (21 CFR 11.100(c)); all null while nothing was. */
export interface Certification {
  readonly certified_on?: string | null;
  readonly signatory?: string | null;
  readonly sent_to?: string | null;
  readonly reference?: string | null;
  readonly version: number;
}

export interface Withdrawal {
  readonly user_id: string;
  readonly reason: string;
  readonly withdrawn_by: string;
  readonly withdrawn_at: string;
}

/** The records that can be signed. */
export const recordTypes = ['node', 'trace_report'] as const;
export const any = '*';

const policyPath = '/audit/signing/policy';
const certificationPath = '/audit/signing/certification';
const withdrawalsPath = '/audit/signing/withdrawals';

function useRead<T>(path: string): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({ queryKey: [path], queryFn: ({ signal }) => api.get<T>(path, undefined, signal) });
}

export const useSigningPolicy = (): UseQueryResult<SigningPolicy, ApiProblem> => useRead(policyPath);
export const useCertification = (): UseQueryResult<Certification, ApiProblem> => useRead(certificationPath);
export const useWithdrawals = (): UseQueryResult<Page<Withdrawal>, ApiProblem> => useRead(`${withdrawalsPath}?limit=500`);

export type PolicyChange = Pick<SigningPolicy, 'meanings' | 'rules' | 'password_days' | 'series_minutes'>;
export type CertificationChange = Required<Pick<Certification, 'certified_on' | 'signatory' | 'sent_to' | 'reference'>>;

export interface SigningChanges {
  replacePolicy(before: SigningPolicy, wanted: PolicyChange): Promise<void>;
  certify(before: Certification, wanted: CertificationChange): Promise<void>;
  withdraw(user: string, reason: string): Promise<void>;
  restore(user: string): Promise<void>;
}

/** What can be changed of how a company signs; what shows it is read anew. */
export function useSigningChanges(): SigningChanges {
  const queries = useQueryClient();
  const send = async (path: string, options: Parameters<typeof api.json>[1], changed: string): Promise<void> => {
    await api.json(path, options);
    await queries.invalidateQueries({ queryKey: [changed] });
  };
  const ifMatch = ({ version }: { readonly version: number }) => ({ 'if-match': `"${version}"` });
  const list = `${withdrawalsPath}?limit=500`;
  return {
    replacePolicy: (before, wanted) => send(policyPath, { method: 'PUT', json: wanted, headers: ifMatch(before) }, policyPath),
    certify: (before, wanted) => send(certificationPath, { method: 'PUT', json: wanted, headers: ifMatch(before) }, certificationPath),
    withdraw: (user, reason) => send(withdrawalsPath, { method: 'POST', json: { user_id: user, reason } }, list),
    restore: (user) => send(`${withdrawalsPath}/${encodeURIComponent(user)}`, { method: 'DELETE' }, list),
  };
}

/** A policy while somebody types: numbers as what stands in the field. */
export interface PolicyDraft {
  readonly meanings: readonly { readonly name: string; readonly title: string }[];
  readonly rules: readonly Rule[];
  readonly aged: boolean;
  readonly days: string;
  readonly minutes: string;
}

export function draftOf({ meanings, rules, password_days, series_minutes }: SigningPolicy): PolicyDraft {
  return {
    meanings: meanings.map(({ name, title }) => ({ name, title: title ?? '' })),
    rules: [...rules],
    aged: typeof password_days === 'number',
    days: String(password_days ?? 90),
    minutes: String(series_minutes),
  };
}

export function wantedOf({ meanings, rules, aged, days, minutes }: PolicyDraft): PolicyChange {
  return {
    meanings: meanings.map(({ name, title }) => ({ name: name.trim(), title: title.trim() || null })),
    rules,
    password_days: aged ? Number(days) : null,
    series_minutes: Number(minutes),
  };
}

/** How many parts of the policy a draft changes. */
export function changesOf(before: SigningPolicy, wanted: PolicyChange): number {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const was = wantedOf(draftOf(before));
  return (['meanings', 'rules', 'password_days', 'series_minutes'] as const).filter((part) => !same(was[part], wanted[part])).length;
}
