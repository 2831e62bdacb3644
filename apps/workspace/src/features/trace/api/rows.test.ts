import { describe, expect, it } from 'vitest';
import { tradeGraph } from '@/graph/fixture';
import { joined } from './trace';
import { edgesCsv, filtered, nodesCsv, rowsOf, sorted } from './rows';

const graph = tradeGraph(200);
const rows = rowsOf(graph, (node) => node.lot_code ?? node.id);

describe('the rows beside the graph', () => {
  it('sort with unknown values last both ways', () => {
    for (const down of [false, true]) {
      const known = sorted(rows, 'kg', down).map((row) => row.kg > 0);
      expect(known.indexOf(false)).toBeGreaterThan(0);
      expect(known.lastIndexOf(true)).toBeLessThan(known.indexOf(false));
    }
  });

  it('put what is urgent first when sorted by state downwards', () => {
    expect(sorted(rows, 'state', true)[0]!.node.state).toBe('recalled');
  });

  it('sort lot codes as people count', () => {
    const titles = sorted(rows.filter((row) => row.node.lot_code), 'title', false).map((row) => Number(row.title.slice(1)));
    expect(titles).toEqual([...titles].sort((a, b) => a - b));
  });

  it('keep a kind and a stretch of time', () => {
    const batches = filtered(rows, ['batch'], null);
    expect(batches.length).toBeGreaterThan(0);
    const middle = batches.map((row) => row.time).sort((a, b) => a - b)[Math.floor(batches.length / 2)]!;
    const early = filtered(rows, ['batch'], [0, middle]);
    expect(early.length).toBeLessThan(batches.length);
    expect(early.every((row) => row.node.kind === 'batch' && row.time <= middle)).toBe(true);
  });

  it('export one line a row and only relationships between rows', () => {
    const few = filtered(rows, ['batch', 'logistic_unit'], null);
    expect(nodesCsv(graph, few).trimEnd().split('\r\n')).toHaveLength(few.length + 1);
    const ids = new Set(few.map((row) => row.node.id));
    const between = graph.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)).length;
    expect(between).toBeGreaterThan(0);
    expect(edgesCsv(graph, few, (node) => node.id).trimEnd().split('\r\n')).toHaveLength(between + 1);
  });

  it('say in the export where the flow goes on outside', () => {
    const nodes = ['a', 'b'].map((id, depth) => ({ id, kind: 'batch', key: id, depth }));
    const edges = [{ id: 'ab', from: 'a', to: 'b', kind: 'TRANSFERRED_TO' }];
    const summary = { nodes: 2, edges: 1, returned_nodes: 2, truncated: false, max_depth: 1, elapsed_ms: 1 };
    const lines = (direction: 'forward' | 'backward', outside: { node: string; relationships: number }[] | null): string[][] => {
      const cut = joined([{ direction, start: nodes[0]!, summary, nodes, edges, outside }]).graph;
      const seen = rowsOf(cut, (node) => node.id);
      return [nodesCsv(cut, seen), edgesCsv(cut, seen, (node) => node.id)].map((csv) => csv.trimEnd().split('\r\n'));
    };
    const [things, ways] = lines('forward', [{ node: 'b', relationships: 3 }]);
    expect(things!.map((line) => line.split(',').at(-1))).toEqual(['outside', '0', '3']);
    expect(ways!.slice(1)).toEqual(['ab,TRANSFERRED_TO,a,a,b,b,,,', ',OUTSIDE,b,b,,,,,']);
    expect(lines('backward', [{ node: 'a', relationships: 1 }])[1]!.at(-1)).toBe(',OUTSIDE,,,a,a,,,');
    expect(lines('forward', null)[0]![0]).not.toContain('outside');
  });
});
