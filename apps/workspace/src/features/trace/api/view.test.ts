import { describe, expect, it } from 'vitest';
import { parseView, reportOf, startOf, withChange } from './view';

describe('the address of a trace', () => {
  it('keeps everything that is looked at', () => {
    const address = withChange(new URLSearchParams('lot=L-1'), {
      direction: 'forward', depth: 3, kinds: ['batch', 'location'], selected: 'n9', show: 'table', from: Date.UTC(2026, 0, 2),
    });
    expect(parseView(address)).toMatchObject({
      lot: 'L-1', direction: 'forward', depth: 3, kinds: ['batch', 'location'], selected: 'n9', show: 'table', from: Date.UTC(2026, 0, 2), to: null,
    });
  });

  it('leaves out what is usual, so that links stay short', () => {
    const address = withChange(new URLSearchParams('lot=L-1&dir=forward&depth=3'), { direction: 'both', depth: null, follow: [], mode: 'time_respecting' });
    expect(address.toString()).toBe('lot=L-1');
  });

  it.each(['0', '10001', '-1', 'x', ''])('ignores the depth %j', (depth) => {
    expect(parseView(new URLSearchParams({ depth })).depth).toBeNull();
  });

  it('tells identifiers from lot codes', () => {
    expect(startOf(' urn:epc:class:lgtin:4012345.012345.998877 ')).toEqual({ epc: 'urn:epc:class:lgtin:4012345.012345.998877' });
    expect(startOf('https://id.gs1.org/01/09521234543213/10/ABC')).toHaveProperty('epc');
    expect(startOf('MP-2026-0412')).toEqual({ lot: 'MP-2026-0412' });
  });

  it('names the report of what is asked in one spelling', () => {
    const report = (address: string): string => reportOf('n1', parseView(new URLSearchParams(address)));
    expect(report('lot=L-1&show=table&kinds=batch&at=n9')).toBe('both:n1');
    expect(report('dir=forward&depth=3&mode=all&follow=USED_IN,SUPPLIES')).toBe('forward:n1;depth=3;mode=all;kinds=SUPPLIES,USED_IN');
  });
});
