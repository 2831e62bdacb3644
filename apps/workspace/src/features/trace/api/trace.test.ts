import { describe, expect, it } from 'vitest';
import { joined } from './trace';

const summary = { nodes: 2, edges: 1, returned_nodes: 2, truncated: false, max_depth: 1, elapsed_ms: 1 };
const nodes = ['a', 'b', 'c'].map((id, depth) => ({ id, kind: 'batch', key: id, depth: Math.min(depth, 1) }));
const edges = [{ id: 'ab', from: 'a', to: 'b', kind: 'TRANSFERRED_TO', quantity: 2, unit: 'KGM' }];

describe('where a trace leaves what a person sees', () => {
  it('is one nameless node for each step, in the direction of flow', () => {
    const outside = [{ node: 'a', relationships: 1 }, { node: 'b', relationships: 2 }, { node: 'c', relationships: 4 }];
    const trace = joined([{ direction: 'forward', start: nodes[0]!, summary, nodes, edges, outside }]);
    const standing = trace.graph.nodes.filter(({ kind }) => kind === 'outside');
    expect(standing.map(({ beyond, depth }) => [beyond, depth])).toEqual([[1, 1], [6, 2]]);
    expect(standing.every(({ key, name, lot_code }) => key === '' && !name && !lot_code)).toBe(true);
    expect(trace.graph.edges.filter(({ kind }) => kind === 'OUTSIDE').map(({ from, beyond }) => [from, beyond])).toEqual([['a', 1], ['b', 2], ['c', 4]]);
    expect(trace.outside).toBe(7);
    expect(trace.total).toBe(3);
  });

  it('leads to the things it goes on from where they are traced back', () => {
    const trace = joined([{ direction: 'backward', start: nodes[0]!, summary, nodes, edges, outside: [{ node: 'a', relationships: 1 }] }]);
    expect(trace.graph.edges.filter(({ kind }) => kind === 'OUTSIDE').map(({ to }) => to)).toEqual(['a']);
  });

  it('is nowhere for a person who sees everything', () => {
    const trace = joined([{ direction: 'forward', start: nodes[0]!, summary, nodes, edges, outside: null }]);
    expect([trace.graph.size, trace.outside]).toEqual([3, 0]);
  });
});
