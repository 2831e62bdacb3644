import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Capture, LotNode } from '@/api/types';
import { needsOf, worstOf } from './needs';

const lot = (id: string, state: string | null, updated = '2026-03-01T00:00:00Z'): LotNode => ({
  id, kind: 'batch', key: `urn:${id}`, lot_code: id, state, version: 1, created_at: updated, updated_at: updated,
});
const capture = (id: string, change: Partial<Capture>): Capture => ({
  capture_id: id, created_at: '2026-03-01T00:00:00Z', running: false, success: true, capture_error_behaviour: 'proceed', ...change,
});
const counts = (rejected: number) => ({ total: 10, accepted: 10 - rejected, duplicate: 0, rejected, warning: 0 });
const key = ((words: string) => words) as unknown as TFunction;

describe('what needs somebody', () => {
  it.each(['destroyed', 'disposed', 'inactive', 'retail_sold', 'dispensed', 'https://ref.gs1.org/cbv/Disp-destroyed', null])('is no lot that is %s', (state) =>
    expect(needsOf([], [], [lot('L', state)])).toEqual([]));

  it('is no destroyed lot that its sender once called recalled', () => {
    expect(needsOf([], [], [{ ...lot('L', 'destroyed'), properties: { state: 'recalled' } }])).toEqual([]);
  });

  it('is the worst lot first, and the latest of the same', () => {
    const lots = [lot('held', 'on_hold'), lot('old', 'recalled'), lot('new', 'recalled', '2026-03-02T00:00:00Z'), lot('gone', 'destroyed')];
    expect(needsOf([], [], lots).map((need) => need.id)).toEqual(['new', 'old', 'held']);
  });

  it('is a delivery that was refused, not one that somebody cancelled', () => {
    const captures = [
      capture('partly', { counts: counts(2), success: false }),
      capture('none', { counts: counts(3), success: false, capture_error_behaviour: 'rollback' }),
      capture('broken', { success: false, errors: [{ detail: 'line 7: ends too early' }] }),
      capture('cancelled', { success: false, errors: [{ type: 'https://foodflow.io/problems/capture-cancelled' }] }),
      capture('fine', { counts: counts(0) }),
    ];
    expect(needsOf(captures, [], []).map((need) => [need.id, need.words(key)])).toEqual([
      ['partly', 'today.rejected'], ['none', 'today.rolledBack'], ['broken', 'line 7: ends too early'],
    ]);
  });

  it('is as urgent as the worst of it', () => {
    expect(worstOf([])).toBe('info');
    expect(worstOf(needsOf([], [], [lot('held', 'damaged')]))).toBe('watch');
    expect(worstOf(needsOf([capture('none', { counts: counts(3), success: false, capture_error_behaviour: 'rollback' })], [], [lot('held', 'damaged')]))).toBe('act');
  });

  it('is an import that leads to its own page', () => {
    const job = { id: 'j', kind: 'import-foodchain-lab', state: 'failed', created_at: '2026-03-01T00:00:00Z' } as const;
    expect(needsOf([], [job], [])[0]!.to).toBe('/networks?job=j');
  });
});
