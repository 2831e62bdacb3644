import { describe, expect, it } from 'vitest';
import { scopeOf } from './holds';
import { changedIn, daysOf, isAllowed, type RetentionPolicy } from './retention';

const group = (name: string, days: number | null) => ({ name, days, least_days: 30, most_days: 400, basis: '' });
const policy: RetentionPolicy = { groups: [group('sign_ins', 90), group('notifications', null)], version: 1, updated_at: '' };

describe('how long things are kept', () => {
  it('is days, or for good', () => {
    expect(daysOf(policy)).toEqual({ sign_ins: '90', notifications: null });
    expect(changedIn(policy, daysOf(policy))).toEqual([]);
    expect(changedIn(policy, { sign_ins: null, notifications: null }).map(({ name }) => name)).toEqual(['sign_ins']);
  });

  it('stays within what the group allows', () => {
    expect(['29', '30', '400', '401', '', '3x'].map((days) => isAllowed(policy.groups[0]!, days))).toEqual([false, true, true, false, false, false]);
    expect(isAllowed(policy.groups[0]!, null)).toBe(true);
  });
});

describe('the scope of a hold', () => {
  it('is everything, or what was given of it', () => {
    const draft = { name: 'a', reason: 'b', everything: false, parts: { resource_type: 'node', resource_id: ' ', from: '2026-02-01', to: '2026-02-28' } };
    expect(scopeOf({ ...draft, everything: true })).toEqual({ everything: true });
    expect(scopeOf(draft)).toEqual({ resource_type: 'node', from: new Date(2026, 1, 1).toISOString(), to: new Date(2026, 2, 1).toISOString() });
  });
});
