import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from './index';
import type { ApiProblem } from './problem';
import type { Capture } from './types';

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

/** An event exactly as it was received, JSON or XML. */
export function useRawEvent(id: string): UseQueryResult<string, ApiProblem> {
  return useQuery<string, ApiProblem>({
    queryKey: ['event', id],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await api.send(`/events/${encodeURIComponent(id)}`, { headers: { accept: '*/*' }, signal })).text(),
  });
}
