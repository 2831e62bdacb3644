import { describe, expect, it } from 'vitest';
import { draftOf, type Provider } from './api';

const provider: Provider = {
  id: 'p1',
  name: 'Entra ID',
  enabled: true,
  issuer: 'https://login.example/v2.0',
  client_id: 'foodflow',
  client_secret_set: true,
  scopes: ['openid'],
  claims: { email: 'email', first_name: 'given_name', last_name: 'family_name', groups: null },
  trusts_email: true,
  creates_users: false,
  default_roles: [],
  role_rules: [{ value: 'qa', roles: ['planner', 'viewer'] }],
  follows_roles: true,
  password_allowed: false,
  second_factor_values: ['mfa'],
  domains: [{ domain: 'alpenhof.example', txt_record: 'foodflow-verify=x' }],
  version: 3,
};

describe('a draft of a provider', () => {
  it('sends only what the platform takes, and keeps the secret by leaving it out', () => {
    const draft = draftOf({ ...provider, created_by: 'somebody' } as Provider);
    expect(Object.keys(draft).sort()).toEqual([
      'claims', 'client_id', 'creates_users', 'default_roles', 'domains', 'enabled', 'follows_roles', 'issuer', 'name',
      'password_allowed', 'role_rules', 'scopes', 'second_factor_values', 'trusts_email',
    ]);
    expect(draft.domains).toEqual(['alpenhof.example']);
    expect(draft.role_rules).toEqual([{ value: 'qa', roles: ['planner'] }, { value: 'qa', roles: ['viewer'] }]);
  });
});
