import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { Query } from '@/api/client';
import type { ApiProblem } from '@/api/problem';
import { LotGraph, outsideKind, type GraphEdge, type GraphNode } from '@/graph/model';
import type { TraceView } from './view';

interface Answer {
  readonly direction: 'forward' | 'backward';
  readonly start: GraphNode;
  readonly summary: Summary;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Where it goes on outside the sites of whoever asks; absent where they see everything. */
  readonly outside?: readonly { readonly node: string; readonly relationships: number }[] | null;
}

interface Summary {
  readonly nodes: number;
  readonly edges: number;
  readonly returned_nodes: number;
  readonly truncated: boolean;
  readonly max_depth: number;
  readonly elapsed_ms: number;
}

/** A trace in one or both directions as one graph. */
export interface Trace {
  readonly graph: LotGraph;
  readonly start: GraphNode;
  /** Nodes there are, of which the graph holds `graph.size`. */
  readonly total: number;
  readonly truncated: boolean;
  /** Relationships that lead on to what is not seen. */
  readonly outside: number;
  readonly steps: number;
  readonly elapsedMs: number;
}

/** The most that the platform returns of one direction; more is drawn as "shown of". */
const limit = 5000;

/** Asks anew when the question changes, not when only the view does. */
export function useTrace(view: TraceView): UseQueryResult<Trace, ApiProblem> {
  const { node, lot, epc, direction, depth, mode, follow } = view;
  return useQuery<Trace, ApiProblem>({
    queryKey: ['trace', { node, lot, epc, direction, depth, mode, follow }],
    enabled: Boolean(node ?? lot ?? epc),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query: Query = {
        node_id: node, lot, epc, depth, limit,
        mode: mode === 'all' ? 'all' : null,
        kinds: follow.length > 0 ? follow.join(',') : null,
      };
      const ways = direction === 'both' ? (['backward', 'forward'] as const) : [direction];
      return joined(await Promise.all(ways.map((way) => api.get<Answer>(`/graph/traceability/${way}`, query, signal))));
    },
  });
}

export function joined(answers: readonly Answer[]): Trace {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  for (const answer of answers) {
    for (const node of answer.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
    for (const edge of answer.edges) edges.set(edge.id, edge);
  }
  const start = answers[0]!.start;
  const seen = nodes.size;
  const beyond = answers.map((answer) => boundary(answer, nodes));
  for (const { nodes: standing, edges: leading } of beyond) {
    for (const node of standing) nodes.set(node.id, node);
    for (const edge of leading) edges.set(edge.id, edge);
  }
  return {
    graph: new LotGraph([...nodes.values()], [...edges.values()], start.id),
    start,
    // The start is in both directions.
    total: Math.max(seen, answers.reduce((sum, answer) => sum + answer.summary.nodes, 1 - answers.length)),
    outside: answers.reduce((sum, { outside }) => sum + (outside ?? []).reduce((more, { relationships }) => more + relationships, 0), 0),
    truncated: answers.some((answer) => answer.summary.truncated),
    steps: Math.max(...answers.map((answer) => answer.summary.max_depth)),
    elapsedMs: Math.max(...answers.map((answer) => answer.summary.elapsed_ms)),
  };
}

/**
 * What stands for all that is not seen: for each step from the start one node without a name, to which whatever leads there is
 * related, without a time or a quantity.
 */
function boundary({ direction, outside }: Answer, nodes: ReadonlyMap<string, GraphNode>): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const standing = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const { node: at, relationships } of outside ?? []) {
    const last = nodes.get(at);
    if (!last) continue;
    const id = `outside-${direction}-${last.depth}`;
    standing.set(id, { id, kind: outsideKind, key: '', depth: last.depth + 1, beyond: relationships + (standing.get(id)?.beyond ?? 0) });
    const [from, to] = direction === 'forward' ? [at, id] : [id, at];
    edges.push({ id: `${id}-${at}`, from, to, kind: 'OUTSIDE', beyond: relationships });
  }
  return { nodes: [...standing.values()], edges };
}
