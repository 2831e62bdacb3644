import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api';
import type { RoleSites } from '@/api/people';

/** An account that waits for its owner. */
export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly first_name?: string | null;
  readonly last_name?: string | null;
  readonly roles: readonly string[];
  readonly role_sites?: RoleSites;
  readonly language: string;
  /** Absent where the person asked to register. */
  readonly invited_by?: string | null;
  readonly delivery: 'mail' | 'link';
  readonly state: 'open' | 'expired';
  readonly created_at: string;
  readonly expires_at: string;
}

/** One that was just made; the link comes this once, and only where nobody mails it. */
export interface FreshInvitation extends Invitation {
  readonly link?: string | null;
}

export interface Guest {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly roles: readonly string[];
  readonly role_sites?: RoleSites;
  readonly language: string;
}

export interface InvitationChanges {
  /** An open invitation of the same address gives way, and its link with it. */
  invite(guest: Guest): Promise<FreshInvitation>;
  revoke(invitation: Invitation): Promise<void>;
}

/** Changes of invitations; whatever they came to, the list is read anew. */
export function useInvitationChanges(): InvitationChanges {
  const queries = useQueryClient();
  const send = async <T>(path: string, options: Parameters<typeof api.json>[1]): Promise<T> => {
    try {
      return await api.json<T>(path, options);
    } finally {
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('invitations') });
    }
  };
  return {
    invite: (guest) => send('/users/invitations', { method: 'POST', json: guest }),
    revoke: ({ id }) => send(`/users/invitations/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  };
}

/** Who is invited once more: the same person with the same roles. */
export function guestOf({ email, first_name, last_name, roles, role_sites, language }: Invitation): Guest {
  return { email, first_name: first_name ?? '', last_name: last_name ?? '', roles, role_sites: role_sites ?? {}, language };
}
