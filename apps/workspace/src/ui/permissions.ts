import { useSyncExternalStore } from 'react';
import { api } from '@/api';
import type { User } from '@/api/session';

export function useUser(): User | null {
  return useSyncExternalStore(
    (listener) => api.session.subscribe(listener),
    () => api.session.user,
  );
}

/** What the platform lets somebody do who may do it at some sites only: it answers with what is of these. */
const narrowed: ReadonlySet<string> = new Set(['node:read', 'relationship:read', 'trace:read', 'event:read', 'event:capture', 'role:read', 'tenant:read']);

/** Whether a person may do something, such as "node:read": everywhere, or at some sites where that is of use. */
export function may(user: User | null, permission: string): boolean {
  if (user === null) return false;
  return user.permissions.includes(permission) || (narrowed.has(permission) && sitesOf(user, permission).length > 0);
}

/** The sites at which a person may do something that may not be done everywhere. */
function sitesOf(user: User, permission: string): readonly string[] {
  return (user.at_sites ?? []).flatMap((grant) => (grant.permissions.includes(permission) ? grant.sites : []));
}

/** All that a person may do somewhere, as far as that is of use. */
export function permissionsOf(user: User | null): readonly string[] {
  return user === null ? [] : [...user.permissions, ...[...narrowed].filter((one) => !user.permissions.includes(one) && may(user, one))];
}

/** Whether the signed-in person may do something. */
export function usePermission(permission: string): boolean {
  return may(useUser(), permission);
}

/** The sites that the signed-in person sees; none for somebody who sees everything, or nothing. */
export function useOwnSites(): readonly string[] {
  const user = useUser();
  return user === null || user.permissions.includes('node:read') ? [] : [...new Set(sitesOf(user, 'node:read'))].sort();
}
