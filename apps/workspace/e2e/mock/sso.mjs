// What the mock says of single sign-on: identity providers of the company, and sign-ins by one.
const verified = { verified_at: '2026-10-02T08:00:00Z', verified_by: 'dns' };

/** The company's identity providers as they are before anybody changes them. */
export function providers() {
  return [
    provider('p1', 'Entra ID', 'https://login.microsoftonline.com/8f3c2a51-77d0-4a86-9d0e-5f2f6b0c1d2e/v2.0', [domain('alpenhof.example', verified), domain('alpenhof-logistik.example')], {
      trusts_email: true, follows_roles: true, role_rules: [{ value: 'b1946ac9-qa', roles: ['quality_manager'] }, { value: 'c157a790-plant', roles: ['operator', 'plant_manager'] }],
    }),
    provider('p2', 'Costa Keycloak', 'https://sso.costa.example/realms/costa', [domain('costa.example', verified)], { enabled: false }),
  ];
}

const domain = (name, more = {}) => ({ domain: name, txt_record: 'foodflow-verify=Zk3vX0sQh7mZ2bT9rWcL5nYdJ8g', verified_at: null, verified_by: null, ...more });

function provider(id, name, issuer, domains, more) {
  return {
    id, name, enabled: true, issuer, client_id: 'foodflow', client_secret_set: true, scopes: ['openid', 'email', 'profile'],
    claims: { email: 'email', first_name: 'given_name', last_name: 'family_name', groups: 'groups' }, trusts_email: false, creates_users: true, default_roles: ['viewer'], role_rules: [],
    follows_roles: false, password_allowed: true, second_factor_values: ['mfa'], domains, created_by: 'admin@alpenhof.example', created_at: '2026-10-01T08:00:00Z', updated_at: '2026-10-02T08:00:00Z', version: 2, ...more,
  };
}

const checks = [
  ['discovery', 'ok', 'https://login.microsoftonline.com/8f3c2a51/v2.0/.well-known/openid-configuration answers'],
  ['issuer', 'ok', 'the document is of https://login.microsoftonline.com/8f3c2a51/v2.0'],
  ['keys', 'ok', 'https://login.microsoftonline.com/8f3c2a51/discovery/v2.0/keys has 6 keys to check signatures by'],
  ['pkce', 'warn', 'the provider does not say whether it knows PKCE', 'nothing, if a sign-in works: it is sent in any case'],
  ['credentials', 'fail', 'the token endpoint answers 401 invalid_client', 'compare client_id with the provider\'s, and enter the client secret anew'],
  ['domains', 'warn', 'not verified yet: alpenhof-logistik.example', 'add the TXT record of the domain at your DNS provider, then verify it'],
].map(([check, status, detail, advice = null]) => ({ check, status, detail, advice }));

const trial = {
  outcome: 'created', reason: null, detail: null, email: 'nadia.stucki@alpenhof.example', roles: ['quality_manager', 'viewer'], second_factor: true,
  claims: { sub: 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ', email: 'nadia.stucki@alpenhof.example', given_name: 'Nadia', family_name: 'Stucki', groups: ['b1946ac9-qa'], amr: ['pwd', 'mfa'] },
};

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForSso(path, method) {
  if (!path.startsWith('/identity-providers')) return undefined;
  return `identity_provider:${method === 'GET' && !path.includes('/trials') ? 'read' : 'write'}`;
}

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function sso(state, { path, method, body, empty }) {
  const [, , id, part, name] = path.split('/');
  if (!id && method === 'GET') return { status: 200, list: empty ? [] : state.providers };
  if (!id || method === 'PUT') return save(state, id, body);
  const found = state.providers.find((one) => one.id === id);
  if (!found) return { status: 404, problem: 'Not found', detail: 'there is no such identity provider' };
  if (method === 'DELETE' && !part) {
    state.providers = state.providers.filter((one) => one !== found);
    return { status: 204 };
  }
  const redirect_uri = `https://foodflow.alpenhof.example/auth/sso/alpenhof/${id}/callback`;
  if (part === 'redirect-uri') return { status: 200, body: { redirect_uri, post_logout_redirect_uri: 'https://foodflow.alpenhof.example/app/sign-in', backchannel_logout_uri: redirect_uri.replace('callback', 'backchannel-logout') } };
  if (part === 'test') return { status: 200, body: { checks, redirect_uri } };
  if (part === 'trials') return name ? { status: 200, body: trial } : { status: 201, body: { id: 't1', url: `/app/single-sign-on?provider=${id}&trial=t1` } };
  if (name.includes('logistik')) return { status: 409, problem: 'Record not found', detail: `${name} has 2 TXT records, but none that says foodflow-verify=Zk3vX0sQh7mZ2bT9rWcL5nYdJ8g; add it at your DNS provider and try again` };
  const now = method === 'DELETE' ? domain(name) : verified;
  state.providers = state.providers.map((one) => (one === found ? { ...one, version: one.version + 1, domains: one.domains.map((two) => (two.domain === name ? { ...two, ...now } : two)) } : one));
  return { status: 200, body: found };
}

function save(state, id, body) {
  if (!/^https:/.test(body.issuer)) {
    return { status: 400, problem: 'The request breaks a rule', detail: '1 field breaks a rule', more: { errors: [{ field: 'issuer', rule: 'issuer', message: 'issuer must be an https:// address' }] } };
  }
  const { client_secret, domains, ...settings } = body;
  const before = state.providers.find((one) => one.id === id);
  const made = { ...provider(id ?? `p${state.providers.length + 1}`, '', '', domains.map((one) => before?.domains.find((two) => two.domain === one) ?? domain(one)), settings), client_secret_set: Boolean(client_secret || before), version: (before?.version ?? 0) + 1 };
  state.providers = [...state.providers.filter((one) => one.id !== id), made];
  return { status: id ? 200 : 201, body: made };
}

/** Where people of that address sign in: those of works.example with the company. */
export function discover(email) {
  return { sso: /@works\.example$/.test(email) ? { name: 'Works ID', tenant: 'Alpenhof Group', start_url: '/auth/sso/alpenhof/p1/start' } : null };
}
