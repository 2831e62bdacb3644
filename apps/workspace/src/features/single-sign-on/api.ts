import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** An e-mail domain, and what its DNS has to say for it to be proved. */
export interface EmailDomain {
  readonly domain: string;
  readonly txt_record: string;
  readonly verified_at?: string | null;
  readonly verified_by?: 'dns' | 'platform' | null;
}

export interface RoleRule {
  readonly value: string;
  readonly roles: readonly string[];
}

/** What an identity provider is set up with. */
interface Settings {
  readonly name: string;
  readonly enabled: boolean;
  readonly issuer: string;
  readonly client_id: string;
  readonly scopes: readonly string[];
  readonly claims: { readonly email: string; readonly first_name: string; readonly last_name: string; readonly groups: string | null };
  readonly trusts_email: boolean;
  readonly creates_users: boolean;
  readonly default_roles: readonly string[];
  readonly role_rules: readonly RoleRule[];
  readonly follows_roles: boolean;
  readonly password_allowed: boolean;
  readonly second_factor_values: readonly string[];
}

/** Where a company's people sign in. */
export interface Provider extends Settings {
  readonly id: string;
  readonly client_secret_set: boolean;
  readonly domains: readonly EmailDomain[];
  readonly version: number;
}

/** The same while it is being filled in; a secret left out stays what it is. */
export interface ProviderDraft extends Settings {
  readonly client_secret?: string;
  readonly domains: readonly string[];
}

export interface Check {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly advice: string | null;
}

/** What came of a sign-in that signed nobody in. */
export interface Trial {
  readonly outcome: 'waiting' | 'known' | 'linked' | 'created' | 'refused';
  readonly detail?: string | null;
  readonly claims?: Readonly<Record<string, unknown>> | null;
  readonly email?: string | null;
  readonly roles: readonly string[];
  readonly second_factor: boolean;
}

const list = ['identity-providers'];

export function useProviders(): UseQueryResult<readonly Provider[], ApiProblem> {
  return useQuery<readonly Provider[], ApiProblem>({
    queryKey: list,
    queryFn: async ({ signal }) => (await api.get<Page<Provider>>('/identity-providers', { limit: 500 }, signal)).items,
  });
}

/** What to register at a provider. */
export interface Uris {
  readonly redirect_uri: string;
  readonly post_logout_redirect_uri: string;
  readonly backchannel_logout_uri: string;
}

export function useUris(id: string): Uris | undefined {
  const { data } = useQuery<Uris, ApiProblem>({
    queryKey: ['identity-providers', id, 'redirect-uri'],
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get(`/identity-providers/${id}/redirect-uri`, undefined, signal),
  });
  return data;
}

export function useTrial(provider: string, trial: string | null): UseQueryResult<Trial, ApiProblem> {
  return useQuery<Trial, ApiProblem>({
    queryKey: ['identity-providers', provider, 'trials', trial],
    enabled: trial !== null,
    queryFn: ({ signal }) => api.get<Trial>(`/identity-providers/${provider}/trials/${trial}`, undefined, signal),
  });
}

export interface ProviderChanges {
  save(before: Provider | null, draft: ProviderDraft): Promise<Provider>;
  remove(provider: Provider): Promise<void>;
  verify(provider: Provider, domain: string): Promise<void>;
  takeBack(provider: Provider, domain: string): Promise<void>;
}

/** What can be done to a provider; the list is read anew after each. */
export function useProviderChanges(): ProviderChanges {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ queryKey: list, exact: true });
    return result;
  };
  const ifMatch = (provider: Provider): Readonly<Record<string, string>> => ({ 'if-match': `"${provider.version}"` });
  return {
    save: (before, draft) =>
      then(
        before
          ? api.json<Provider>(`/identity-providers/${before.id}`, { method: 'PUT', json: draft, headers: ifMatch(before) })
          : api.json<Provider>('/identity-providers', { method: 'POST', json: draft }),
      ),
    remove: (provider) => then(api.json(`/identity-providers/${provider.id}`, { method: 'DELETE', headers: ifMatch(provider) })),
    verify: (provider, domain) => then(api.json(`/identity-providers/${provider.id}/domains/${domain}/verify`, { method: 'POST' })),
    takeBack: (provider, domain) =>
      then(api.json(`/identity-providers/${provider.id}/domains/${domain}/verify`, { method: 'DELETE', headers: ifMatch(provider) })),
  };
}

export const test = async (provider: Provider): Promise<readonly Check[]> =>
  (await api.json<{ readonly checks: readonly Check[] }>(`/identity-providers/${provider.id}/test`, { method: 'POST' })).checks;

/** Begins a trial; the address is where the browser goes for it. */
export const beginTrial = async (provider: Provider): Promise<string> =>
  (await api.json<{ readonly url: string }>(`/identity-providers/${provider.id}/trials`, { method: 'POST' })).url;

/** What a provider is filled in with before anybody did. */
export const blank: ProviderDraft = {
  name: '',
  enabled: true,
  issuer: '',
  client_id: '',
  client_secret: '',
  scopes: ['openid', 'email', 'profile'],
  claims: { email: 'email', first_name: 'given_name', last_name: 'family_name', groups: 'groups' },
  trusts_email: false,
  creates_users: true,
  default_roles: ['viewer'],
  role_rules: [],
  follows_roles: false,
  password_allowed: true,
  second_factor_values: [],
  domains: [],
};

/** A provider as it is filled in; a rule for each role that a group has. */
export function draftOf(provider: Provider): ProviderDraft {
  const settings: Settings = provider;
  const { name, enabled, issuer, client_id, scopes, claims, trusts_email, creates_users, default_roles, role_rules, follows_roles, password_allowed, second_factor_values } = settings;
  return {
    name, enabled, issuer, client_id, scopes, claims, trusts_email, creates_users, default_roles, follows_roles, password_allowed, second_factor_values,
    role_rules: role_rules.flatMap(({ value, roles }) => roles.map((role) => ({ value, roles: [role] }))),
    domains: provider.domains.map(({ domain }) => domain),
  };
}
