import { useInfiniteList, type BaseRecord, type CrudFilters, type DataProvider, type MetaQuery } from '@refinedev/core';
import { useMemo } from 'react';
import { api } from './index';
import type { Query } from './client';
import { asProblem, type ApiProblem } from './problem';
import type { Page } from './types';

/** Where each resource lives. `meta.path` overrides it for nested lists. */
const paths: Readonly<Record<string, string>> = {
  nodes: '/graph/nodes',
  captures: '/capture',
};

function pathOf(resource: string, meta: MetaQuery | undefined): string {
  return (meta?.['path'] as string | undefined) ?? paths[resource] ?? `/${resource}`;
}

function queryOf(filters: CrudFilters = []): Query {
  return Object.fromEntries(filters.flatMap((filter) => ('field' in filter ? [[filter.field, filter.value as string]] : [])));
}

/** Refine's view of the platform: keyset lists (`limit`, `cursor`), single reads and writes, problems as errors. */
export const dataProvider: DataProvider = {
  getApiUrl: () => '',
  getList: async <TData extends BaseRecord>({ resource, pagination, filters, meta }: Parameters<DataProvider['getList']>[0]) => {
    const at: unknown = pagination?.currentPage;
    const page = await api.get<Page<TData>>(
      pathOf(resource, meta),
      { ...queryOf(filters), limit: pagination?.pageSize ?? 50, cursor: typeof at === 'string' ? at : null },
      meta?.['signal'] as AbortSignal | undefined,
    );
    return {
      data: [...page.items],
      total: page.items.length,
      ...(page.next_cursor && { cursor: { next: page.next_cursor as unknown as number } }),
    };
  },
  getOne: async <TData extends BaseRecord>({ resource, id, meta }: Parameters<DataProvider['getOne']>[0]) => ({
    data: await api.get<TData>(`${pathOf(resource, meta)}/${encodeURIComponent(id)}`),
  }),
  create: async ({ resource, variables, meta }) => ({
    data: await api.json(pathOf(resource, meta), { method: 'POST', json: variables }),
  }),
  update: async ({ resource, id, variables, meta }) => ({
    data: await api.json(`${pathOf(resource, meta)}/${encodeURIComponent(id)}`, { method: 'PUT', json: variables }),
  }),
  deleteOne: async ({ resource, id, meta }) => ({
    data: await api.json(`${pathOf(resource, meta)}/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  }),
};

export interface KeysetList<T> {
  readonly rows: readonly T[];
  readonly loading: boolean;
  readonly error: ApiProblem | null;
  readonly complete: boolean;
  readonly loadingMore: boolean;
  more(): void;
  retry(): void;
}

interface KeysetOptions {
  readonly filters?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly pageSize?: number;
  readonly path?: string;
  readonly enabled?: boolean;
  /** Ask again every so many ms; off when false. */
  readonly refetch?: number | false;
}

/** A keyset list that loads the next page when asked for more. */
export function useKeysetList<T extends object>(resource: string, options: KeysetOptions = {}): KeysetList<T> {
  const { filters = {}, pageSize = 100, path, enabled = true, refetch = false } = options;
  const { query } = useInfiniteList<BaseRecord>({
    resource,
    pagination: { pageSize, mode: 'server' },
    filters: Object.entries(filters).map(([field, value]) => ({ field, operator: 'eq' as const, value })),
    ...(path !== undefined && { meta: { path } }),
    errorNotification: false,
    queryOptions: {
      enabled,
      refetchInterval: refetch,
      getNextPageParam: (last: { cursor?: { next?: unknown } }) => (last.cursor?.next as number | undefined) ?? undefined,
    } as never,
  });
  const rows = useMemo(() => (query.data?.pages.flatMap((page) => page.data) ?? []) as unknown as T[], [query.data]);
  return {
    rows,
    loading: query.isPending && enabled,
    error: query.isError ? asProblem(query.error) : null,
    complete: !query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    retry: () => void query.refetch(),
  };
}
