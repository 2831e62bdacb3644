import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from './index';
import type { ApiProblem } from './problem';
import type { LotNode, Page } from './types';

/** One node with its properties and quantities. */
export function useNode(id: string | null): UseQueryResult<LotNode, ApiProblem> {
  return useQuery<LotNode, ApiProblem>({
    queryKey: ['node', id],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<LotNode>(`/graph/nodes/${encodeURIComponent(id!)}`, undefined, signal),
  });
}

/** Nodes whose lot code, name or key holds a text; asks 140 ms after the last key. */
export function useNodeSearch(text: string, limit = 8): UseQueryResult<Page<LotNode>, ApiProblem> {
  const q = text.trim();
  return useQuery<Page<LotNode>, ApiProblem>({
    queryKey: ['nodes', 'search', q, limit],
    enabled: q.length >= 2,
    queryFn: async ({ signal }) => {
      await new Promise((done) => setTimeout(done, 140));
      signal.throwIfAborted();
      return api.get<Page<LotNode>>('/graph/nodes', { q, limit }, signal);
    },
    placeholderData: (last) => (q.length >= 2 ? last : undefined),
  });
}
