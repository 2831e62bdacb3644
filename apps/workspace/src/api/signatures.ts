import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from './index';
import type { ApiProblem } from './problem';
import type { Page } from './types';

/** A record that can be signed, as the platform names it. */
export interface RecordRef {
  readonly type: 'node' | 'trace_report';
  readonly id: string;
}

export type Component = 'email' | 'password' | 'code';

export interface Meaning {
  readonly name: string;
  readonly title: string | null;
  /** Why this person cannot sign so. */
  readonly hindrance?: 'withdrawn' | 'signed_before' | 'author' | 'signed_otherwise' | null;
}

/** A record as it would be signed, and what signing it needs. */
export interface SigningPreview {
  readonly resource_type: string;
  readonly resource_id: string;
  readonly version: string | null;
  readonly title: string;
  readonly sha256: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly meanings: readonly Meaning[];
  readonly needs: readonly Component[];
  readonly first: boolean;
  readonly password: boolean;
  /** Whether another administrator has to confirm first what proves the person. */
  readonly held: boolean;
}

export interface Signature {
  readonly id: string;
  readonly seal: 'sound' | 'broken' | 'missing';
  readonly record: 'unchanged' | 'changed' | 'gone' | 'hidden' | null;
  readonly version: string | null;
  readonly title: string | null;
  readonly sha256: string | null;
  readonly signer_name: string | null;
  readonly signer_email: string | null;
  readonly meaning: string | null;
  readonly meaning_title: string | null;
  readonly comment: string | null;
  readonly signed_at: string | null;
  readonly local_time: string | null;
  readonly time_zone: string | null;
}

const about = ({ type, id }: RecordRef) => ({ resource_type: type, resource_id: id });

/** All signatures on a record, the newest first: on paper none may be missing. */
export function useSignatures(record: RecordRef, enabled: boolean): UseQueryResult<readonly Signature[], ApiProblem> {
  return useQuery<readonly Signature[], ApiProblem>({
    queryKey: ['signatures', record.type, record.id],
    enabled,
    queryFn: async ({ signal }) => {
      const all: Signature[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<Signature> = await api.get<Page<Signature>>('/audit/signatures', { ...about(record), limit: 100, cursor }, signal);
        all.push(...page.items);
        cursor = page.next_cursor ?? null;
      } while (cursor !== null);
      return all;
    },
  });
}

/** The record as it is now; asked anew each time somebody is about to sign. */
export function useSigningPreview(record: RecordRef): UseQueryResult<SigningPreview, ApiProblem> {
  return useQuery<SigningPreview, ApiProblem>({
    queryKey: ['signing', record.type, record.id],
    gcTime: 0,
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get<SigningPreview>('/audit/signatures/preview', about(record), signal),
  });
}

export interface Signing {
  readonly sha256: string;
  readonly meaning: string;
  readonly comment?: string;
  readonly email?: string;
  readonly password: string;
  readonly code?: string;
}

/** Signs what was shown. */
export function useSign(record: RecordRef): (signing: Signing) => Promise<void> {
  const client = useQueryClient();
  return async (signing) => {
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await api.json('/audit/signatures', { method: 'POST', json: { ...about(record), time_zone, ...signing } });
    await client.invalidateQueries({ queryKey: ['signatures', record.type, record.id] });
  };
}
