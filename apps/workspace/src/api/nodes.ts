import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { canonicalKey } from './identifiers';
import { api } from './index';
import { ApiProblem } from './problem';
import type { LotNode, Page } from './types';

/** A node by its id, or by an identifier in any form that events have. */
export type NodeRef = { readonly id: string } | { readonly identifier: string };

/** One node with its properties and quantities. */
export function useNode(id: string | null): UseQueryResult<LotNode, ApiProblem> {
  return useNodeRef(id === null ? null : { id });
}

/** The same by id or identifier; a call that nobody waits for any more is cancelled. */
export function useNodeRef(ref: NodeRef | null): UseQueryResult<LotNode, ApiProblem> {
  return useQuery<LotNode, ApiProblem>({
    queryKey: ref !== null && 'identifier' in ref ? ['node', 'key', canonicalKey(ref.identifier)] : ['node', ref?.id ?? null],
    enabled: ref !== null,
    queryFn: ({ signal }) => ('id' in ref! ? nodeById(ref.id, signal) : nodeByKey(canonicalKey(ref!.identifier), signal)),
  });
}

async function nodeById(id: string, signal: AbortSignal): Promise<LotNode> {
  return api.get<LotNode>(`/graph/nodes/${encodeURIComponent(id)}`, undefined, signal);
}

async function nodeByKey(key: string, signal: AbortSignal): Promise<LotNode> {
  const { items } = await api.get<Page<LotNode>>('/graph/nodes', { q: key, limit: 5 }, signal);
  const node = items.find((one) => one.key === key);
  if (!node) throw new ApiProblem(404, { title: 'Not found', detail: `no node has the key ${key}` });
  return node;
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

/** Places whose name or identifier holds a text, the oldest first where there is none. */
export function usePlaces(text: string, enabled: boolean): UseQueryResult<Page<LotNode>, ApiProblem> {
  const q = text.trim();
  return useQuery<Page<LotNode>, ApiProblem>({
    queryKey: ['nodes', 'places', q],
    enabled,
    queryFn: async ({ signal }) => {
      await new Promise((done) => setTimeout(done, 140));
      signal.throwIfAborted();
      return api.get<Page<LotNode>>('/graph/nodes', { kind: 'location', limit: 20, ...(q && { q }) }, signal);
    },
    placeholderData: (last) => last,
  });
}

/** What places are called, by their identifiers; one that nobody named yet by the end of its identifier. */
export function usePlaceNames(keys: readonly string[], enabled = true): (key: string) => string {
  const found = useQueries({
    queries: keys.map((key) => ({
      queryKey: ['node', 'key', key],
      queryFn: ({ signal }: { signal: AbortSignal }) => nodeByKey(key, signal),
      enabled,
      staleTime: 300_000,
      retry: false,
    })),
  });
  return (key) => found[keys.indexOf(key)]?.data?.name || key.replace(/^.*\/414\//, '');
}
