import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { layersOf } from '@/graph/layers';
import { layoutOf, type Layout } from '@/graph/layout';
import { LotGraph } from '@/graph/model';
import { sceneOf, type Scene } from '@/graph/scene';
import type { Status } from '@/ui/status';

export type RunState = 'unknown' | 'started' | 'running' | 'completed' | 'failed' | 'aborted';
export type Direction = 'both' | 'upstream' | 'downstream';

export interface LineageNode {
  readonly id: string;
  readonly kind: 'job' | 'dataset';
  readonly namespace: string;
  readonly name: string;
  readonly own: boolean;
  readonly depth: number;
  readonly state?: RunState | null;
  readonly field_count?: number | null;
}

interface GraphAnswer {
  readonly start: string;
  readonly truncated: boolean;
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface Run {
  readonly id: string;
  readonly state: RunState;
  readonly started_at?: string | null;
  readonly last_event_at: string;
  readonly duration_millis?: number | null;
  readonly error?: string | null;
}

export interface Use {
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
}

export interface Job extends Use {
  readonly own: boolean;
  readonly documentation?: string | null;
  readonly latest_run?: Run | null;
}

export interface DataSet extends Use {
  readonly own: boolean;
  readonly documentation?: string | null;
  readonly source_uri?: string | null;
  readonly field_count: number;
}

export interface Field {
  readonly name: string;
  readonly type?: string | null;
}

export interface ColumnLink {
  readonly job_id: string;
  readonly job_name: string;
  readonly input_id: string;
  readonly input_name: string;
  readonly input_field: string;
  readonly output_id: string;
  readonly output_name: string;
  readonly output_field: string;
  readonly subtype?: string | null;
  readonly description?: string | null;
}

/** A graph of lineage with its place on the screen. */
export interface Picture {
  readonly nodes: readonly LineageNode[];
  readonly graph: LotGraph;
  readonly scene: Scene;
  readonly layout: Layout;
  readonly truncated: boolean;
}

/** Lays a graph out so that data flows from left to right; each node is a card of its own. */
export function pictureOf(answer: GraphAnswer): Picture {
  const graph = new LotGraph(
    answer.nodes.map(({ id, kind, name, depth }) => ({ id, kind, key: id, name, depth })),
    answer.edges.map(({ from, to }) => ({ id: `${from} ${to}`, from, to, kind: 'flow' })),
    answer.start,
  );
  const { layer } = layersOf(graph);
  const scene = sceneOf(
    graph,
    answer.nodes.map((node, i) => ({ id: node.id, level: 'node' as const, members: [i], low: layer[i]!, high: layer[i]!, kind: node.kind, theme: null, rest: false })),
  );
  return { nodes: answer.nodes, graph, scene, layout: layoutOf(scene), truncated: answer.truncated };
}

/** What a run's state means to whoever looks. */
export function statusOfRun(state: RunState | null | undefined): Status {
  switch (state) {
    case 'completed':
      return 'ok';
    case 'failed':
      return 'act';
    case 'aborted':
      return 'watch';
    case 'running':
    case 'started':
      return 'info';
    default:
      return 'none';
  }
}

/** Nodes drawn at most; more says that it is cut. */
const limit = 300;

export function useLineage(node: string | null, direction: Direction): UseQueryResult<Picture, ApiProblem> {
  return useQuery<Picture, ApiProblem>({
    queryKey: ['lineage', 'graph', node, direction],
    enabled: node !== null,
    queryFn: async ({ signal }) => pictureOf(await api.get<GraphAnswer>('/lineage/graph', { node, direction, depth: 8, limit }, signal)),
  });
}

function useAnswer<T>(path: string, query: Record<string, string | number | null> = {}, enabled = true): UseQueryResult<T, ApiProblem> {
  return useQuery<T, ApiProblem>({
    queryKey: ['lineage', path, query],
    enabled,
    queryFn: ({ signal }) => api.get<T>(path, query, signal),
  });
}

interface Items<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

export const useJobs = (text: string | null) => useAnswer<Items<Job>>('/lineage/jobs', { text, limit: 100 });
export const useDataSets = (text: string | null) => useAnswer<Items<DataSet>>('/lineage/datasets', { text, limit: 100 });
export const useJob = (id: string) => useAnswer<{ job: Job; inputs: readonly Use[]; outputs: readonly Use[] }>(`/lineage/jobs/${id}`);
export const useRuns = (job: string) => useAnswer<Items<Run>>('/lineage/runs', { job_id: job, limit: 20 });
export const useDataSet = (id: string) =>
  useAnswer<{ dataset: DataSet; fields: readonly Field[]; producers: readonly Use[]; consumers: readonly Use[] }>(`/lineage/datasets/${id}`);
export const useColumns = (id: string, field: string | null) =>
  useAnswer<{ links: readonly ColumnLink[] }>('/lineage/columns', { dataset_id: id, field, depth: 3 }, field !== null);
