import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from './index';
import { asProblem } from './problem';
import { serverEvents } from './sse';

/** What waits for the signed-in person to be read. */
export interface Unread {
  readonly unread: number;
  readonly critical: number;
  /** The newest there is, read or not. */
  readonly newest?: string | null;
}

const key = ['unread'] as const;
const reconnectMs = 5000;
/** Refusals that may pass by themselves. */
const forNow = [408, 425, 429];

/** Listens until the signal says so; a line that ends is opened again, one that is refused is not. */
async function follow(signal: AbortSignal, onUnread: (unread: Unread) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await api.send('/notifications/stream', { headers: { accept: 'text/event-stream' }, signal });
      if (!response.body) return;
      for await (const { event, data } of serverEvents(response.body)) if (event === 'unread') onUnread(JSON.parse(data) as Unread);
    } catch (error) {
      const { status } = asProblem(error);
      if (signal.aborted || (status >= 400 && status < 500 && !forNow.includes(status))) return;
    }
    if (!signal.aborted) await new Promise((done) => setTimeout(done, reconnectMs));
  }
}

/** Listens while the page is in sight: a browser has few lines to one server, and many tabs share them. */
export function useFollowUnread(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let stop: AbortController | null = null;
    const listen = (): void => {
      stop?.abort();
      stop = null;
      if (document.visibilityState !== 'visible') return;
      stop = new AbortController();
      void follow(stop.signal, (unread) => {
        const before = queries.getQueryData<Unread>(key);
        queries.setQueryData(key, unread);
        if (before && before.newest !== unread.newest) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes('notifications') });
      });
    };
    listen();
    document.addEventListener('visibilitychange', listen);
    return () => {
      document.removeEventListener('visibilitychange', listen);
      stop?.abort();
    };
  }, [queries]);
}

/** What {@link useFollowUnread} heard last. */
export function useUnread(): Unread | undefined {
  return useQuery<Unread>({ queryKey: key, queryFn: ({ signal }) => api.get<Unread>('/notifications/unread', undefined, signal), enabled: false }).data;
}
