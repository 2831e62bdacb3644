import { describe, expect, it } from 'vitest';
import { allowed, entries } from './navigation';

const paths = (...permissions: string[]): readonly string[] => allowed(permissions).map(({ path }) => path);

describe('the navigation', () => {
  it('has only what somebody may see', () => {
    expect(paths()).toEqual(['/', '/notifications']);
    expect(paths('node:read', 'user:read')).toEqual(['/', '/notifications', '/lots', '/users']);
  });

  it('shows the company to those who change it and to those who pay for it', () => {
    expect(paths('tenant:write')).toContain('/company');
    expect(paths('subscription:read')).toContain('/company');
    expect(paths('tenant:read')).not.toContain('/company');
  });

  it('gives each page a key of its own', () => {
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
  });
});
