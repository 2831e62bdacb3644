// What the mock says of the applications where the company's people sign in with their account here.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const day = 1_440;

/** The company's applications as they are before anybody changes them. */
export function registered() {
  return {
    count: 3,
    clients: [
      client('c3', 'Cold store dashboards', 'Grafana of the energy team', { redirect_uris: ['https://grafana.alpenhof.example/login/generic_oauth'], consent_required: false }, 3 * day),
      client('c2', 'Field app', 'On the phones of the buyers', { kind: 'public', grant_types: ['authorization_code'], secret: null, redirect_uris: ['http://127.0.0.1/callback', 'https://field.alpenhof.example/signed-in'] }, 90 * day),
      client('c1', 'Silo Portal', 'Where farmers see their silos', {
        grant_types: ['authorization_code', 'refresh_token'], scopes: ['openid', 'profile', 'email', 'foodflow', 'offline_access'],
        redirect_uris: ['https://portal.example.com/callback'], post_logout_redirect_uris: ['https://portal.example.com/'],
      }, 200 * day),
    ],
  };
}

function client(key, name, description, more, made) {
  return {
    id: `01a20109-8019-7c37-a4df-0000000000${key}`, name, description, kind: 'confidential', grant_types: ['authorization_code'], redirect_uris: [], post_logout_redirect_uris: [],
    scopes: ['openid', 'profile', 'email'], consent_required: true, enabled: true, secret: { ending: 'Qq12', created_at: ago(made) }, created_by: 'Andrea Huber', created_at: ago(made), updated_at: ago(made), version: 1, ...more,
  };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForApplications(path, method) {
  return path.startsWith('/oauth-clients') ? `oauth_client:${method === 'GET' ? 'read' : 'write'}` : undefined;
}

/** What the provider of a company says of itself, to everybody. */
export function discovery(path, origin) {
  const [, company] = /^\/oidc\/(\w+)\/\.well-known\/openid-configuration$/.exec(path) ?? [];
  if (!company) return undefined;
  const issuer = `${origin}/oidc/${company}`;
  return { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/userinfo` };
}

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function applications(state, { path, method, body, ifMatch, empty }) {
  const [, , id, verb] = path.split('/');
  if (method === 'GET') return { status: 200, list: empty ? [] : state.clients };
  const before = state.clients.find((one) => one.id === id);
  const replace = (made) => (state.clients = [...state.clients.filter((one) => one.id !== made.id), made].sort((a, b) => a.name.localeCompare(b.name)));
  const keyed = (made) => ({ ...made, client_id: made.id, ...(made.kind === 'confidential' && { client_secret: 'ffo_pW3vX0sQh7mZ2bT9rWcL5nYdJ8gF4aEuR6iVoB1xMkS' }) });
  if (method === 'DELETE') {
    state.clients = state.clients.filter((one) => one.id !== id);
    return { status: 204 };
  }
  if (verb === 'enable' || verb === 'disable') {
    const made = { ...before, enabled: verb === 'enable', version: before.version + 1, updated_at: ago(0) };
    replace(made);
    return { status: 200, body: made };
  }
  if (verb) {
    const previous_secret = body.overlap_hours > 0 ? { ending: before.secret.ending, expires_at: ago(-60 * body.overlap_hours) } : null;
    const made = { ...before, previous_secret, secret: { ending: 'xMkS', created_at: ago(0) }, version: before.version + 1, updated_at: ago(0) };
    replace(made);
    return { status: 200, body: keyed(made) };
  }
  const wrong = body.redirect_uris.findIndex((address) => !/^https:|^http:\/\/(localhost|127\.0\.0\.1)/.test(address));
  const errors = [];
  if (!body.name) errors.push({ field: 'name', rule: 'required', message: 'name is required' });
  if (wrong >= 0) errors.push({ field: `redirect_uris[${wrong}]`, rule: 'redirect-uri', message: `redirect_uris[${wrong}] must be https:// or, on the loopback, http://, without fragment, user or wildcard, was '${body.redirect_uris[wrong]}'` });
  if (errors.length > 0) return { status: 400, problem: 'The request breaks a rule', detail: `${errors.length} fields break a rule`, more: { errors } };
  if (state.clients.some((one) => one.name === body.name && one.id !== id)) return { status: 409, problem: 'Name taken', detail: `another application is called '${body.name}'` };
  if (before && ifMatch !== `"${before.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: 'read it again and repeat your change on it' };
  const made = before ? { ...before, ...body, version: before.version + 1, updated_at: ago(0) } : client(`c${++state.count}`, body.name, body.description, { ...body, ...(body.kind === 'public' && { secret: null }) }, 0);
  replace(made);
  return { status: before ? 200 : 201, body: before ? made : keyed(made) };
}
