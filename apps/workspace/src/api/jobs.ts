import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from './index';
import { asProblem, type ApiProblem } from './problem';
import { serverEvents } from './sse';

/** Work that the platform does by itself. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** 0 to 1. */
  readonly progress?: number | null;
  readonly message?: string | null;
  readonly result?: unknown;
  readonly error?: string | null;
  readonly cancel_asked?: boolean;
  readonly created_at: string;
  readonly finished_at?: string | null;
}

export function isUnderWay(job: Job): boolean {
  return job.state === 'running' || job.state === 'queued';
}

/** Asks a job to end; it ends when it next looks. */
export async function cancelJob(id: string): Promise<Job> {
  return api.json<Job>(`/jobs/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
}

interface Follow {
  readonly onOpen: () => void;
  readonly onJob: (job: Job) => void;
  readonly onLost: () => void;
}

const reconnectMs = 2000;

/** Listens to a job until it ends, is refused or the signal says so; a line that breaks is opened again. */
async function followJob(id: string, signal: AbortSignal, follow: Follow): Promise<void> {
  while (!signal.aborted) {
    try {
      const response = await api.send(`/jobs/${encodeURIComponent(id)}/stream`, { headers: { accept: 'text/event-stream' }, signal });
      if (!response.body) return;
      follow.onOpen();
      for await (const { event, data } of serverEvents(response.body)) {
        follow.onJob(JSON.parse(data) as Job);
        if (event === 'end') return;
      }
    } catch (error) {
      const { status } = asProblem(error);
      if (signal.aborted || (status >= 400 && status < 500)) return;
    }
    follow.onLost();
    await new Promise((done) => setTimeout(done, reconnectMs));
  }
}

export interface Followed {
  readonly job: Job | undefined;
  readonly error: ApiProblem | null;
  /** Whether the platform tells of each change by itself; asked every second otherwise. */
  readonly live: boolean;
}

/** One job as it goes on: by its stream where there is one, else by asking. Null follows none. */
export function useJob(id: string | null): Followed {
  const queries = useQueryClient();
  const [live, setLive] = useState(false);
  const { data, error } = useQuery<Job, ApiProblem>({
    queryKey: ['job', id],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${encodeURIComponent(id!)}`, undefined, signal),
    refetchInterval: (query) => (!live && query.state.data && isUnderWay(query.state.data) ? 1000 : false),
  });
  const follows = id !== null && data !== undefined && isUnderWay(data);
  useEffect(() => {
    if (!follows) return undefined;
    const stop = new AbortController();
    void followJob(id, stop.signal, {
      onOpen: () => setLive(true),
      onLost: () => setLive(false),
      onJob: (job) => queries.setQueryData(['job', id], job),
    });
    return () => {
      stop.abort();
      setLive(false);
    };
  }, [id, follows, queries]);
  return { job: data, error: error ?? null, live };
}
