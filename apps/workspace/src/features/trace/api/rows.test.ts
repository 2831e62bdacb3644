import { describe, expect, it } from 'vitest';
import { tradeGraph } from '@/graph/fixture';
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
    expect(nodesCsv(few).trimEnd().split('\r\n')).toHaveLength(few.length + 1);
    const ids = new Set(few.map((row) => row.node.id));
    const between = graph.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to)).length;
    expect(between).toBeGreaterThan(0);
    expect(edgesCsv(graph, few, (node) => node.id).trimEnd().split('\r\n')).toHaveLength(between + 1);
  });
});
