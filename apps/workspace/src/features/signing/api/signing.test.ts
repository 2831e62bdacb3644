import { describe, expect, it } from 'vitest';
import { changesOf, draftOf, wantedOf, type SigningPolicy } from './signing';

const policy: SigningPolicy = {
  meanings: [{ name: 'approval', title: null }, { name: 'release', title: 'Released for sale' }],
  rules: [{ resource_type: '*', meaning: 'approval', not_author: true, not_twice: false }],
  password_days: null, series_minutes: 30, version: 2, updated_at: '2026-11-22T10:00:00Z',
};

describe('a draft of how a company signs', () => {
  it('that nobody touched changes nothing', () => {
    expect(changesOf(policy, wantedOf(draftOf(policy)))).toBe(0);
  });

  it('changes what was typed', () => {
    const draft = { ...draftOf(policy), aged: true, days: '60', rules: [], meanings: [{ name: ' approval ', title: ' ' }] };
    expect(wantedOf(draft)).toEqual({ meanings: [{ name: 'approval', title: null }], rules: [], password_days: 60, series_minutes: 30 });
    expect(changesOf(policy, wantedOf(draft))).toBe(3);
  });
});
