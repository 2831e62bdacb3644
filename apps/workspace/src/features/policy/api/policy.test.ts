import { describe, expect, it } from 'vitest';
import { changesOf, draftOf, entriesOf, wantedOf, type Policy } from './policy';

const policy: Policy = {
  second_factor_required: false, session_hours: null, allowed_networks: ['10.0.0.0/8'], registration_domains: [], registration_role: 'viewer',
  version: 3, updated_at: '2026-11-22T05:00:00Z',
};

describe('a draft of a policy', () => {
  it('changes nothing until somebody types', () => {
    expect(changesOf(policy, wantedOf(draftOf(policy)))).toBe(0);
  });

  it('counts each rule it changes once', () => {
    const draft = { ...draftOf(policy), secondFactor: true, limited: true, hours: '8', networks: '10.0.0.0/8\n192.0.2.0/24', domains: '@Alpenhof.example' };
    expect(wantedOf(draft)).toEqual({
      second_factor_required: true, session_hours: 8, allowed_networks: ['10.0.0.0/8', '192.0.2.0/24'], registration_domains: ['alpenhof.example'],
      registration_role: 'viewer',
    });
    expect(changesOf(policy, wantedOf(draft))).toBe(4);
  });

  it('takes entries by line, comma or blank, each once', () => {
    expect(entriesOf(' a.example, b.example\n\nA.example;c.example ')).toEqual(['a.example', 'b.example', 'c.example']);
  });
});
