import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import { isUnderWay, type Job } from '@/api/jobs';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** A network that the platform found sound and keeps; its import is ordered, or was before. */
export interface Received {
  readonly network: string;
  readonly name: string;
  readonly job_id: string;
  readonly stations: number;
  readonly deliveries: number;
  readonly relations: number;
}

/** What an import wrote into the graph. */
export interface Imported {
  readonly network: string;
  readonly stations: number;
  readonly deliveries: number;
  readonly relations: number;
  /** Relations whose dates say that goods left before they came. */
  readonly contradictions: number;
}

/** Sends a file; the platform checks all of it before it answers. */
export async function sendNetwork(file: Blob, name: string, signal: AbortSignal): Promise<Received> {
  const response = await api.send('/graph/import/foodchain-lab', {
    method: 'POST',
    query: { name },
    body: file,
    headers: { 'content-type': 'application/json' },
    signal,
  });
  return (await response.json()) as Received;
}

/** What a job that has succeeded imported; null for any other. */
export function importedBy(job: Job | undefined): Imported | null {
  return job?.state === 'succeeded' && typeof job.result === 'object' && job.result !== null ? (job.result as Imported) : null;
}

/** Imports so far, newest first. */
export function useImports(may: boolean): UseQueryResult<readonly Job[], ApiProblem> {
  return useQuery<readonly Job[], ApiProblem>({
    queryKey: ['jobs', 'import-foodchain-lab'],
    enabled: may,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? 1500 : false),
    queryFn: async ({ signal }) => (await api.get<Page<Job>>('/jobs', { kind: 'import-foodchain-lab', limit: 20 }, signal)).items,
  });
}
