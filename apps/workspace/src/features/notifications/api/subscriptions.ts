import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api';
import { without } from '@/api/without';
import type { Value } from './conditions';
import type { Severity } from './notifications';

/** Whom something is for. People are told in the workspace in any case. */
export interface Audience {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  /** Channels of kind email by which people are told, too, at their own address. */
  readonly via: readonly string[];
  readonly addresses: readonly { readonly channel_id: string; readonly to: string }[];
  /** Those that say themselves where they lead. */
  readonly channels: readonly string[];
}

interface Settings {
  readonly name: string;
  readonly enabled: boolean;
  /** Names as the audit trail has them. */
  readonly events: readonly string[];
  /** Parts of an event, by name, that must be equal; none for all events. */
  readonly when?: Readonly<Record<string, Value>>;
  readonly topic: string;
  readonly severity: Severity;
  readonly template_id?: string | null;
  readonly language?: string | null;
  readonly link?: string | null;
  readonly to: Audience;
}

/** Which events tell whom. */
export interface Subscription extends Settings {
  readonly id: string;
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export type SubscriptionDraft = Settings;

export const nobody: Audience = { users: [], roles: [], via: [], addresses: [], channels: [] };

export const blankSubscription: SubscriptionDraft = { name: '', enabled: true, events: [], topic: 'message', severity: 'warning', template_id: null, language: null, link: null, to: nobody };

/** All that it is set up with, also what this page knows nothing of: a change replaces the whole. */
export function draftOf(subscription: Subscription): SubscriptionDraft {
  return without(subscription, 'id', 'created_by', 'created_at', 'updated_at', 'version');
}

/** The same with the empty fields left out, which the server has answers for of its own. */
export function cleaned(draft: SubscriptionDraft): object {
  const { template_id, language, link, topic, ...rest } = draft;
  return { ...rest, ...(topic && { topic }), ...(template_id && { template_id }), ...(template_id && language && { language }), ...(link && { link }) };
}

const path = '/notifications/subscriptions';

/** What can be done to a subscription; the list is read anew after each. */
export function useSubscriptionChanges() {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('subscriptions') });
    return result;
  };
  const at = ({ id }: Subscription): string => `${path}/${encodeURIComponent(id)}`;
  const ifMatch = ({ version }: Subscription) => ({ 'if-match': `"${version}"` });
  return {
    save: (before: Subscription | null, draft: SubscriptionDraft): Promise<Subscription> =>
      then(
        before
          ? api.json<Subscription>(at(before), { method: 'PUT', json: cleaned(draft), headers: ifMatch(before) })
          : api.json<Subscription>(path, { method: 'POST', json: cleaned(draft) }),
      ),
    remove: (subscription: Subscription): Promise<void> => then(api.json<undefined>(at(subscription), { method: 'DELETE', headers: ifMatch(subscription) })),
  };
}
