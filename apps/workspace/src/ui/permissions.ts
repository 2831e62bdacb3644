import { useSyncExternalStore } from 'react';
import { api } from '@/api';
import type { User } from '@/api/session';

export function useUser(): User | null {
  return useSyncExternalStore(
    (listener) => api.session.subscribe(listener),
    () => api.session.user,
  );
}

/** Whether the signed-in person may do something, such as "node:read". */
export function usePermission(permission: string): boolean {
  const user = useUser();
  return user !== null && user.permissions.includes(permission);
}
