import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

export const scopes = ['openid', 'profile', 'email', 'foodflow', 'offline_access'] as const;
export type Scope = (typeof scopes)[number];
export type Kind = 'confidential' | 'public';
type Grant = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** What is set of an application. */
interface Settings {
  readonly name: string;
  readonly description: string;
  readonly kind: Kind;
  readonly grant_types: readonly Grant[];
  readonly redirect_uris: readonly string[];
  readonly post_logout_redirect_uris: readonly string[];
  readonly scopes: readonly Scope[];
  readonly consent_required: boolean;
}

/** An application of others that signs people in with their account here; its id is the `client_id`. */
export interface Application extends Settings {
  readonly id: string;
  /** One that is switched off signs nobody in, and its tokens are refused. */
  readonly enabled: boolean;
  readonly secret?: { readonly ending: string; readonly created_at: string } | null;
  /** The secret before, while it works beside the other. */
  readonly previous_secret?: { readonly ending: string; readonly expires_at: string } | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

/** The same with the secret that was just made, which comes this once; a public one has none. */
export interface WithSecret extends Application {
  readonly client_secret?: string;
}

/** What the form holds: addresses one a line, grants as what they are for. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly kind: Kind;
  readonly people: boolean;
  readonly itself: boolean;
  readonly redirects: string;
  readonly logouts: string;
  readonly scopes: readonly Scope[];
  readonly consent: boolean;
}

export const blank: Draft = {
  name: '', description: '', kind: 'confidential', people: true, itself: false, redirects: '', logouts: '',
  scopes: ['openid', 'profile', 'email'], consent: true,
};

export function draftOf(application: Application): Draft {
  return {
    name: application.name,
    description: application.description,
    kind: application.kind,
    people: application.grant_types.includes('authorization_code'),
    itself: application.grant_types.includes('client_credentials'),
    redirects: application.redirect_uris.join('\n'),
    logouts: application.post_logout_redirect_uris.join('\n'),
    scopes: application.scopes,
    consent: application.consent_required,
  };
}

const lines = (text: string): readonly string[] => [...new Set(text.split(/\s+/).filter(Boolean))];

/** A public application proves itself by PKCE: it signs people in and nothing else. */
export function wantedOf(draft: Draft): Settings {
  const open = draft.kind === 'public';
  const people = open || draft.people;
  const asked = draft.scopes.filter((scope) => !open || scope !== 'offline_access');
  const grants: Grant[] = [];
  if (people) grants.push('authorization_code');
  if (people && asked.includes('offline_access')) grants.push('refresh_token');
  if (!open && draft.itself) grants.push('client_credentials');
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    kind: draft.kind,
    grant_types: grants,
    redirect_uris: people ? lines(draft.redirects) : [],
    post_logout_redirect_uris: people ? lines(draft.logouts) : [],
    scopes: asked,
    consent_required: draft.consent,
  };
}

/** Where applications find the company as an OpenID Provider, as it says itself. */
export interface Provider {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
}

export function useApplications(): UseQueryResult<readonly Application[], ApiProblem> {
  return useQuery<readonly Application[], ApiProblem>({
    queryKey: ['applications'],
    queryFn: async ({ signal }) => (await api.get<Page<Application>>('/oauth-clients', { limit: 500 }, signal)).items,
  });
}

export function useProvider(company: string): UseQueryResult<Provider, ApiProblem> {
  return useQuery<Provider, ApiProblem>({
    queryKey: ['provider', company],
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get<Provider>(`/oidc/${encodeURIComponent(company)}/.well-known/openid-configuration`, undefined, signal),
  });
}

interface Changes {
  register(draft: Draft): Promise<WithSecret>;
  update(application: Application, draft: Draft): Promise<Application>;
  rotate(application: Application, overlapHours: number): Promise<WithSecret>;
  enable(application: Application, enabled: boolean): Promise<Application>;
  remove(application: Application): Promise<void>;
}

export function useApplicationChanges(): Changes {
  const client = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const answer = await work;
    await client.invalidateQueries({ queryKey: ['applications'] });
    return answer;
  };
  return {
    register: (draft) => then(api.json<WithSecret>('/oauth-clients', { method: 'POST', json: wantedOf(draft) })),
    update: ({ id, version }, draft) =>
      then(api.json<Application>(`/oauth-clients/${id}`, { method: 'PUT', headers: { 'If-Match': `"${version}"` }, json: wantedOf(draft) })),
    rotate: ({ id }, overlap_hours) => then(api.json<WithSecret>(`/oauth-clients/${id}/rotate-secret`, { method: 'POST', json: { overlap_hours } })),
    enable: ({ id }, enabled) => then(api.json<Application>(`/oauth-clients/${id}/${enabled ? 'enable' : 'disable'}`, { method: 'POST' })),
    remove: ({ id }) => then(api.json<undefined>(`/oauth-clients/${id}`, { method: 'DELETE' })),
  };
}
