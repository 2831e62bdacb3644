import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Status } from '@/ui/status';
import type { ChannelKind } from './channels';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];
export const severityStatus: Readonly<Record<Severity, Status>> = { critical: 'act', warning: 'watch', info: 'info' };

export interface Notification {
  readonly id: string;
  readonly topic: string;
  readonly severity: Severity;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** A page of the workspace, as `/app/trace`. */
  readonly link?: string | null;
  /** Whether it is in one's own list: whoever sent it, or may see all, gets those of others. */
  readonly mine: boolean;
  readonly created_by: string;
  readonly created_at: string;
  readonly read_at?: string | null;
  readonly acknowledged_at?: string | null;
}

export const deliveryStates = ['waiting', 'sending', 'delivered', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export const deliveryStatus: Readonly<Record<DeliveryState, Status>> = { waiting: 'watch', sending: 'info', delivered: 'ok', dead: 'act' };

export interface Delivery {
  readonly id: string;
  readonly notification_id: string;
  readonly topic: string;
  readonly subject: string;
  /** Null once the channel is removed. */
  readonly channel_id?: string | null;
  readonly channel_name: string;
  readonly kind: ChannelKind;
  readonly recipient?: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly next_attempt_at?: string | null;
  readonly reason?: string | null;
  readonly created_at: string;
  readonly ended_at?: string | null;
}

export interface Attempt {
  readonly attempt: number;
  readonly began_at: string;
  readonly ended_at?: string | null;
  readonly outcome: 'accepted' | 'refused' | 'postponed' | 'not_configured' | 'lost';
  readonly reason?: string | null;
  readonly may_have_arrived: boolean;
  readonly reference?: string | null;
  readonly status?: number | null;
  readonly answer?: string | null;
  readonly answer_bytes?: number | null;
}

/** A link of a notification as the router has it: without the base that all pages have. */
export function pageOf(link: string | null): string | null {
  return link === null ? null : link.replace(/^\/app\/?/, '/');
}

export function useNotification(id: string): UseQueryResult<Notification, ApiProblem> {
  return useQuery<Notification, ApiProblem>({
    queryKey: ['notifications', id],
    queryFn: ({ signal }) => api.get<Notification>(`/notifications/${encodeURIComponent(id)}`, undefined, signal),
  });
}

export function useDelivery(id: string): UseQueryResult<{ delivery: Delivery; attempts: readonly Attempt[] }, ApiProblem> {
  return useQuery<{ delivery: Delivery; attempts: readonly Attempt[] }, ApiProblem>({
    queryKey: ['deliveries', id],
    queryFn: ({ signal }) => api.get(`/notifications/deliveries/${encodeURIComponent(id)}`, undefined, signal),
  });
}

const replay = (id: string): Promise<unknown> => api.json(`/notifications/deliveries/${encodeURIComponent(id)}/replay`, { method: 'POST' });

/** What people do about notifications and deliveries; what shows them is read anew. */
export function useNotificationChanges() {
  const queries = useQueryClient();
  const changed = async (what: string): Promise<void> => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(what) });
  const put = async (path: string): Promise<void> => {
    await api.json(path, { method: 'PUT' });
    await changed('notifications');
  };
  return {
    read: (id: string) => put(`/notifications/${encodeURIComponent(id)}/read`),
    acknowledge: (id: string) => put(`/notifications/${encodeURIComponent(id)}/acknowledgement`),
    readAll: () => put('/notifications/read'),
    replay: async (id: string): Promise<void> => {
      await replay(id);
      await changed('deliveries');
    },
    /** One after the other; ends with the first that is refused, and says after each how many are on their way. */
    replayAll: async (ids: readonly string[], onReplayed: (many: number) => void): Promise<void> => {
      try {
        for (const [n, id] of ids.entries()) {
          await replay(id);
          onReplayed(n + 1);
        }
      } finally {
        await changed('deliveries');
      }
    },
  };
}
