import { describe, expect, it } from 'vitest';
import type { User } from '@/api/session';
import { may, permissionsOf } from './permissions';

const person = (permissions: readonly string[], at: readonly string[], sites: readonly string[] = ['urn:site:a']): User => ({
  id: 'u', email: 'u@example.com', first_name: null, last_name: null, roles: [], permissions,
  at_sites: sites.length > 0 ? [{ permissions: at, sites }] : [],
  tenant: { id: 't', slug: 't', name: 'T', primary_color: null, logo_url: null },
});

describe('what somebody may do', () => {
  it('is what holds everywhere', () => {
    expect(may(person(['user:read'], []), 'user:read')).toBe(true);
    expect(may(person(['user:read'], []), 'user:write')).toBe(false);
    expect(may(null, 'node:read')).toBe(false);
  });

  it('is also what holds at a site, where the platform answers with what is of the site', () => {
    const plant = person([], ['node:read', 'trace:read', 'user:read', 'node:write', 'job:read']);
    expect(permissionsOf(plant)).toEqual(['node:read', 'trace:read']);
    expect(['user:read', 'node:write', 'job:read'].some((permission) => may(plant, permission))).toBe(false);
  });
});
