import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from './index';
import { useJob, type Followed } from './jobs';
import type { ApiProblem } from './problem';
import type { Capture, CapturedEvent, EventOutcome, Page } from './types';

export type ErrorBehaviour = 'rollback' | 'proceed';

/** What a file holds, by its first sign that is not white space; undefined where it is neither JSON nor XML. */
export async function mediaTypeOf(file: Blob): Promise<'application/json' | 'application/xml' | undefined> {
  const text = (await file.slice(0, 512).text()).replace(/^\uFEFF/, '').trimStart();
  if (text.startsWith('{') || text.startsWith('[')) return 'application/json';
  return text.startsWith('<') ? 'application/xml' : undefined;
}

/** Hands a document to the capture interface; answers with the id to follow. The events are taken in meanwhile. */
export async function upload(file: Blob, name: string, type: string, behaviour: ErrorBehaviour): Promise<string> {
  const response = await api.send('/capture', {
    method: 'POST',
    query: { file_name: name },
    body: file,
    headers: { 'content-type': type, 'gs1-capture-error-behaviour': behaviour },
  });
  const body = (await response.json()) as { capture_id?: string };
  return body.capture_id ?? response.headers.get('location')?.split('/').at(-1) ?? '';
}

/** One capture, asked again every 700 ms while it runs. */
export function useCapture(id: string): UseQueryResult<Capture, ApiProblem> {
  return useQuery<Capture, ApiProblem>({
    queryKey: ['capture', id],
    queryFn: ({ signal }) => api.get<Capture>(`/capture/${encodeURIComponent(id)}`, undefined, signal),
    refetchInterval: (query) => (query.state.data?.running ? 700 : false),
  });
}

/**
 * The job of a running capture, live where the platform streams it. Each of its changes asks for the capture again, whose
 * counts the job does not have.
 */
export function useCaptureJob(capture: Capture | undefined, may: boolean): Followed {
  const queries = useQueryClient();
  const id = capture?.capture_id;
  const followed = useJob(may && capture?.running ? (capture.job_id ?? null) : null);
  useEffect(() => {
    if (id && followed.job) void queries.invalidateQueries({ queryKey: ['capture', id] });
  }, [id, followed.job, queries]);
  return followed;
}

const exportPage = 500;

/** What became of every event, or of those with one outcome, from first to last. */
export async function allEvents(id: string, outcome: EventOutcome | null): Promise<readonly CapturedEvent[]> {
  const events: CapturedEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<CapturedEvent> = await api.get<Page<CapturedEvent>>(`/capture/${encodeURIComponent(id)}/events`, { outcome, limit: exportPage, cursor });
    events.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return events;
}

/** An event exactly as it was received, JSON or XML. */
export function useRawEvent(id: string): UseQueryResult<string, ApiProblem> {
  return useQuery<string, ApiProblem>({
    queryKey: ['event', id],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await api.send(`/events/${encodeURIComponent(id)}`, { headers: { accept: '*/*' }, signal })).text(),
  });
}
