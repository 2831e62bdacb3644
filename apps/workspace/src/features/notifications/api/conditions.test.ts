import { describe, expect, it } from 'vitest';
import { conditionsOf, typed, valueOf, whenOf } from './conditions';

describe('a condition', () => {
  it.each([[true], [false], [12], [-1.5], ['failed'], ['12'], ['true'], ['"x"'], ['']] as const)('%j is the same after it was typed', (value) => {
    expect(valueOf(typed(value))).toBe(value);
  });

  it('leaves out lines that name no part', () => {
    expect(whenOf([{ part: ' success ', value: 'false' }, { part: '', value: 'x' }])).toEqual({ success: false });
    expect(conditionsOf({ success: false, state: 'failed' })).toEqual([{ part: 'success', value: 'false' }, { part: 'state', value: 'failed' }]);
    expect(conditionsOf(undefined)).toEqual([]);
  });
});
