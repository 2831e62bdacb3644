// What the mock says of accounts: second factor, links of letters, sessions, service accounts.
const types = 'https://foodflow.io/problems/';
const secret = { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', otpauth_uri: 'otpauth://totp/FoodFlow%20Alpenhof:enrol%40alpenhof.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=FoodFlow%20Alpenhof&algorithm=SHA1&digits=6&period=30' };
const recovery_codes = ['K7QD-2MNA-XV4T-PLS3', 'B6RW-9ZEH-JT2C-UQ5N', 'M3XP-YK7D-A4SV-6GLB', 'TC5N-H2QJ-R8WE-ZD4M', 'P9VA-3LKS-GX6Y-BN7T', 'E4JU-QW2R-M5HC-7DKZ', 'X8BT-N6PL-V3YA-SG2Q', 'L2MH-DZ9K-C7TJ-RW5E', 'Q5YS-A4GX-U6NB-3PVM', 'Z7KD-T8CE-W2LQ-HJ4R'];
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const android = 'Mozilla/5.0 (Linux; Android 15; Tab) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

const factors = new Map([['factor', true]]);
let sessions = [
  { id: 's1', created_at: ago(190), used_at: ago(2), expires_at: ago(-10_000), ip: '192.0.2.14', user_agent: firefox, current: true },
  { id: 's2', created_at: ago(4_300), used_at: ago(64), expires_at: ago(-9_000), ip: '198.51.100.7', user_agent: android, current: false },
  { id: 's3', created_at: ago(8_100), used_at: ago(2_900), expires_at: ago(-5_000), ip: '203.0.113.250', user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18 Safari/605.1.15', current: false },
];
let allowed = [
  { id: 'c1', name: 'Silo Portal', description: 'Where farmers see their silos', asks: ['email', 'openid', 'profile'], given_at: ago(9_000), active: true },
  { id: 'c3', name: 'Cold store dashboards', description: 'Grafana of the energy team', asks: [], given_at: null, active: true },
];
let machines = [
  machine('a1', 'ERP Odoo', 'Receipts and deliveries', ['operator'], 11, -250_000, ['k9Zq']),
  machine('a2', 'Label printer, line 3', 'Looks lots up', ['viewer'], 3_400, null, ['Qw1-', '_x8F']),
  machine('a3', 'Nightly quality export', 'Reads everything for the warehouse', ['auditor'], null, -30_000, ['mm3A']),
];

function machine(id, name, description, roles, used, expires, endings) {
  return {
    id, name, description, roles, created_by: 'admin@alpenhof.example', created_at: ago(60_000), last_used_at: used === null ? null : ago(used), expires_at: expires === null ? null : ago(expires),
    keys: endings.map((ending, i) => ({ id: `${id}-${i}`, ending, created_at: ago(60_000 - i * 10_000), expires_at: endings.length > 1 && i === 0 ? ago(-900) : null })),
  };
}

/** What a right password leads to for people with a second factor; undefined for all others. */
export function challengeOf(who) {
  if (who === 'factor') return { type: `${types}second-factor-due`, title: 'Second factor due', challenge: `ffc_${who}`, expires_in: 300 };
  if (who === 'enrol') return { type: `${types}second-factor-enrolment-due`, title: 'Second factor to be set up', challenge: `ffc_${who}`, expires_in: 300 };
  return undefined;
}

export function answerChallenge({ challenge, code }) {
  const who = challenge.slice(4);
  if (code.replace(/\s/g, '') !== '123456') return { refused: { type: `${types}wrong-code` } };
  return { who, more: who === 'enrol' ? { recovery_codes } : {} };
}

const refusedLink = [400, { type: `${types}link-refused`, title: 'This link does not work', detail: 'the link is not valid' }];
const withLink = (token, answer) => (token?.includes('good') ? answer : refusedLink);
const common = [400, { title: 'The request breaks a rule', detail: 'password is common', errors: [{ field: 'password', rule: 'common', message: 'password is one of those that are tried first' }] }];
const doors = {
  '/auth/login/totp/enrol': () => [200, secret],
  '/auth/forgot-password': ({ email }) => (email.startsWith('nomail') ? [503, { type: `${types}mail-not-configured`, title: 'Mail is not set up', detail: 'no mail' }] : [202, null]),
  '/auth/reset-password': ({ token, password }) => (/^password/i.test(password) ? common : withLink(token, [204, null])),
  '/auth/invitations/open': ({ token }) => withLink(token, [200, { email: 'quality@alpenhof.example', first_name: 'Marta', invited_by: 'Ada Moser', tenant: 'Alpenhof Group' }]),
  '/auth/invitations/accept': ({ password }) => (/^password/i.test(password) ? common : [201, { id: 'user-quality' }]),
  '/auth/verify-email': ({ token }) => withLink(token, [204, null]),
};

/** The operation that asks for no token at a path, if there is one. */
export function openDoor(path) {
  return doors[path];
}

/** Status and body for what concerns accounts; undefined for any other path. */
export function accounts(who, method, path, text) {
  const body = text ? JSON.parse(text) : {};
  if (path === '/auth/applications') return [200, { items: who === 'quality' ? allowed : [] }];
  if (path.startsWith('/auth/applications/')) {
    allowed = allowed.filter(({ id }) => !path.endsWith(id));
    return [204, null];
  }
  if (path === '/auth/identities') return [200, { items: who === 'quality' ? [{ provider_id: 'p1', name: 'Entra ID', linked_at: ago(60_000), used_at: ago(190) }] : [] }];
  const refused = [403, { type: `${types}proof-refused`, title: 'That is not right', detail: 'the password or the code is wrong' }];
  if (path === '/auth/verify-email/request') return [202, null];
  if (path === '/auth/sessions') {
    if (method === 'DELETE') sessions = sessions.filter((session) => session.current);
    return method === 'DELETE' ? [204, null] : [200, { items: sessions }];
  }
  if (path.startsWith('/auth/sessions/')) {
    sessions = sessions.filter((session) => session.id !== path.split('/').at(-1));
    return [204, null];
  }
  if (path === '/auth/totp' && method === 'GET') {
    const enabled = factors.get(who) === true;
    return [200, { enabled, required: false, confirmed_at: enabled ? ago(9_000) : null, recovery_codes_left: enabled ? 10 : 0 }];
  }
  if (path === '/auth/totp') return body.password === 'demo' ? [200, secret] : refused;
  if (path === '/auth/totp/confirm') {
    if (body.code !== '123456') return refused;
    factors.set(who, true);
    return [200, { recovery_codes }];
  }
  if (path === '/auth/totp/disable') {
    if (body.code !== '123456' || body.password !== 'demo') return refused;
    factors.delete(who);
    return [204, null];
  }
  return path.startsWith('/service-accounts') ? serviceAccounts(who, method, path, body) : undefined;
}

function serviceAccounts(who, method, path, body) {
  if (who === 'broken') return [500, { title: 'Later', detail: 'later' }];
  const id = path.split('/')[2];
  if (method === 'GET') return [200, { items: who === 'empty' ? [] : machines }];
  if (method === 'DELETE') {
    machines = machines.filter((one) => one.id !== id);
    return [204, null];
  }
  const keyed = (one) => ({ ...one, client_id: '01a20109-8019-7c37-a4df-1f8c2eed0372', client_secret: 'ffs_AaBXhVZqZ2KkHbN7r0tWkK5v0QeU3uS9mJ1xYc8dLwPzRgTfEoIiNnCcVvBbQq12' });
  if (path.endsWith('/rotate')) return [200, keyed(machines.find((one) => one.id === id))];
  if (machines.some((one) => one.name === body.name)) return [409, { type: `${types}name-taken`, title: 'Name taken', detail: 'taken' }];
  const made = machine('a9', body.name, body.description, body.roles, null, null, ['Qq12']);
  machines = [...machines, made].sort((a, b) => a.name.localeCompare(b.name));
  return [201, keyed(made)];
}
