import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from './index';
import type { ApiProblem } from './problem';
import { whole } from './whole';

/** The sites of those roles that do not hold everywhere, by role. */
export type RoleSites = Readonly<Record<string, readonly string[]>>;

/** A user of the company. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly roles: readonly string[];
  readonly role_sites?: RoleSites;
  readonly status: 'active' | 'disabled';
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly built_in: boolean;
  readonly permissions: readonly string[];
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A permission there is, with the operations that ask for it. */
export interface Permission {
  readonly permission: string;
  readonly resource: string;
  readonly action: string;
  /** Belongs to the platform: no role of a company's own can grant it. */
  readonly platform: boolean;
  readonly operations: readonly { readonly method: string; readonly path: string; readonly summary: string }[];
}

/** What somebody may do, each with the roles that are why. */
export interface Explanation {
  readonly user_id: string;
  readonly status: Person['status'];
  readonly roles: readonly string[];
  readonly permissions: readonly {
    readonly permission: string;
    readonly granted_by: readonly {
      readonly role_id: string;
      readonly role: string;
      readonly title: string;
      readonly grant: string;
      readonly wildcard: boolean;
      /** Absent for everywhere. */
      readonly sites?: readonly string[] | null;
    }[];
  }[];
}

export interface PersonDraft {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly password?: string;
  readonly roles: readonly string[];
  readonly role_sites?: RoleSites;
  readonly status?: Person['status'];
}

export interface RoleDraft {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly permissions?: readonly string[];
}

export function usePerson(id: string | null): UseQueryResult<Person, ApiProblem> {
  return useQuery<Person, ApiProblem>({
    queryKey: ['people', 'one', id],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<Person>(`/users/${encodeURIComponent(id!)}`, undefined, signal),
  });
}

export function useExplanation(id: string): UseQueryResult<Explanation, ApiProblem> {
  return useQuery<Explanation, ApiProblem>({
    queryKey: ['people', 'explanation', id],
    queryFn: ({ signal }) => api.get<Explanation>(`/users/${encodeURIComponent(id)}/permissions`, undefined, signal),
  });
}

export function useRoles(enabled = true): UseQueryResult<readonly Role[], ApiProblem> {
  return useQuery<readonly Role[], ApiProblem>({
    queryKey: ['people', 'roles'],
    enabled,
    queryFn: ({ signal }) => whole<Role>('/roles', signal),
  });
}

export function usePermissionRegistry(): UseQueryResult<readonly Permission[], ApiProblem> {
  return useQuery<readonly Permission[], ApiProblem>({
    queryKey: ['permissions'],
    staleTime: Infinity,
    queryFn: ({ signal }) => whole<Permission>('/permissions', signal),
  });
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

const ifMatch = ({ version }: Versioned): Readonly<Record<string, string>> => ({ 'if-match': `"${version}"` });
const at = (list: string, { id }: Versioned): string => `/${list}/${encodeURIComponent(id)}`;

export interface PeopleChanges {
  addPerson(draft: PersonDraft): Promise<Person>;
  changePerson(person: Person, draft: PersonDraft): Promise<Person>;
  removePerson(person: Person): Promise<void>;
  addRole(draft: RoleDraft): Promise<Role>;
  changeRole(role: Role, draft: RoleDraft): Promise<Role>;
  grant(role: Role, permissions: readonly string[]): Promise<Role>;
  /** Users of the role have the one named `replaceBy` from then on. */
  removeRole(role: Role, replaceBy: string | null): Promise<void>;
}

/** Changes of users and roles; whatever they came to, lists and details are read anew. */
export function usePeopleChanges(): PeopleChanges {
  const queries = useQueryClient();
  const send = async <T>(path: string, options: Parameters<typeof api.json>[1]): Promise<T> => {
    try {
      return await api.json<T>(path, options);
    } finally {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('people') || queryKey.includes('users') });
    }
  };
  return {
    addPerson: (draft) => send('/users', { method: 'POST', json: draft }),
    changePerson: (person, draft) => send(at('users', person), { method: 'PUT', json: draft, headers: ifMatch(person) }),
    removePerson: (person) => send(at('users', person), { method: 'DELETE', headers: ifMatch(person) }),
    addRole: (draft) => send('/roles', { method: 'POST', json: draft }),
    changeRole: (role, draft) => send(at('roles', role), { method: 'PUT', json: draft, headers: ifMatch(role) }),
    grant: (role, permissions) => send(`${at('roles', role)}/permissions`, { method: 'POST', json: { permissions }, headers: ifMatch(role) }),
    removeRole: (role, replaceBy) =>
      send(at('roles', role), { method: 'DELETE', headers: ifMatch(role), ...(replaceBy !== null && { query: { replace_by: replaceBy } }) }),
  };
}
