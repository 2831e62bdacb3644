// What the mock says of ways into the company: invitations, somebody's sessions and second factor, the account policy.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const day = 1_440;
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const android = 'Mozilla/5.0 (Linux; Android 15; Tab) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const ownAddress = '192.0.2.14';

/** The company's ways in as they are before anybody changes them. */
export function waysIn() {
  return {
    count: 10,
    invitations: [
      invited('i4', 'nadia.stucki@alpenhof.example', ['Nadia', 'Stucki'], ['operator'], { made: 12 }),
      invited('i3', 'qa-extern@labor-zug.example', [], ['auditor', 'viewer'], { made: 2 * day, delivery: 'link' }),
      invited('i2', 'reto.buchs@alpenhof.example', ['Reto', 'Buchs'], ['viewer'], { made: 3 * day, by: null, language: 'fr' }),
      invited('i1', 'paolo.ferrari@costa.example', ['Paolo', 'Ferrari'], ['supplier_manager', 'recall_team'], { made: 11 * day }),
    ],
    sessions: new Map([['user-quality', [
      { id: 'q1', created_at: ago(190), used_at: ago(2), expires_at: ago(-9_000), ip: '198.51.100.31', user_agent: firefox, current: false },
      { id: 'q2', created_at: ago(4_300), used_at: ago(64), expires_at: ago(-9_000), ip: '198.51.100.7', user_agent: android, current: false },
    ]]]),
    factors: new Set(['user-quality']),
    policy: {
      second_factor_required: false, session_hours: null, allowed_networks: [], registration_domains: [], registration_role: 'viewer', version: 4, updated_at: ago(9 * day),
    },
  };
}

function invited(id, email, [first_name = null, last_name = null], roles, { made = 0, by = 'Andrea Huber', delivery = 'mail', language = 'de' } = {}) {
  const left = 7 * day - made;
  return {
    id, email, first_name, last_name, roles: [...roles].sort(), language, invited_by: by, delivery,
    state: left > 0 ? 'open' : 'expired', created_at: ago(made), expires_at: ago(-left),
  };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForAccess(path, method) {
  if (path === '/tenant/policy') return `policy:${method === 'GET' ? 'read' : 'write'}`;
  return /^\/users\/[^/]+\/sessions/.test(path) ? `session:${method === 'GET' ? 'read' : 'revoke'}` : undefined;
}

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`; undefined for any other path. */
export function access(ways, people, asked) {
  if (asked.path === '/tenant/policy') return policy(ways, asked);
  const [, users, id, part, session] = asked.path.split('/');
  if (users !== 'users') return undefined;
  if (id === 'invitations') return invitations(ways, people, asked, part);
  if (part === 'totp') return factor(ways, asked, id);
  if (part !== 'sessions') return undefined;
  const open = ways.sessions.get(id) ?? [];
  if (asked.method === 'GET') return { status: 200, body: { items: open } };
  ways.sessions.set(id, session ? open.filter((one) => one.id !== session) : []);
  return { status: 204 };
}

function factor(ways, asked, id) {
  if (asked.method === 'GET') {
    const enabled = ways.factors.has(id);
    return { status: 200, body: { enabled, required: ways.policy.second_factor_required, confirmed_at: enabled ? ago(40 * day) : null, recovery_codes_left: enabled ? 8 : 0 } };
  }
  return ways.factors.delete(id) ? { status: 204 } : { status: 404, problem: 'Not found', detail: 'no such second factor' };
}

function invitations(ways, people, { method, body, empty }, id) {
  if (method === 'GET') return { status: 200, list: empty ? [] : ways.invitations };
  if (method === 'DELETE') {
    ways.invitations = ways.invitations.filter((one) => one.id !== id);
    return { status: 204 };
  }
  if (!/^\S+@\S+\.\S+$/.test(body.email)) {
    return { status: 400, problem: 'The request breaks a rule', detail: '1 field breaks a rule', more: { errors: [{ field: 'email', rule: 'email', message: `email must be an address as anna@example.com, was '${body.email}'` }] } };
  }
  if (people.users.some((user) => user.email === body.email)) {
    return { status: 409, problem: 'E-mail address taken', detail: `a user has the address '${body.email}' already` };
  }
  const delivery = /extern|link/.test(body.email) ? 'link' : 'mail';
  const made = invited(`i${++ways.count}`, body.email, [body.first_name || null, body.last_name || null], body.roles, { delivery, language: body.language });
  ways.invitations = [made, ...ways.invitations.filter((one) => one.email !== body.email)];
  return { status: 201, body: { ...made, ...(delivery === 'link' && { link: '/app/invitation#ffi_Kp3vX0sQh7mZ2bT9rWcL5nYdJ8gF4aEuR6iVoB1xMkS' }) } };
}

function policy(ways, { method, body, ifMatch }) {
  if (method === 'GET') return { status: 200, body: ways.policy };
  if (ifMatch !== `"${ways.policy.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: 'read it again and repeat your change on it' };
  const invalid = (field, rule, message) => ({ status: 400, problem: 'The request breaks a rule', detail: message, more: { errors: [{ field, rule, message }] } });
  if (body.session_hours !== null && !(body.session_hours >= 1 && body.session_hours <= 2160)) return invalid('session_hours', 'range', `session_hours must be 1..2160 or null, was ${body.session_hours}`);
  if (body.allowed_networks.length > 0 && !body.allowed_networks.some((one) => ['192.0.2.0/24', `${ownAddress}/32`].includes(one))) {
    return invalid('allowed_networks', 'own-address', `allowed_networks must hold the address you call from, ${ownAddress}, or you could not sign in again`);
  }
  ways.policy = { ...body, version: ways.policy.version + 1, updated_at: ago(0) };
  return { status: 200, body: ways.policy };
}
