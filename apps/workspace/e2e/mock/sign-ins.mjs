// What the mock says of who came in and who was turned away.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const android = 'Mozilla/5.0 (Linux; Android 15; Tab) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const user = (who) => ({ kind: 'user', id: `user-${who}`, name: `${who}@alpenhof.example` });
const erp = { kind: 'service_account', id: 'a1', name: 'ERP' };
const portal = { kind: 'application', id: '01a20109-8019-7c37-a4df-0000000000c1', name: 'Silo Portal' };

const trail = [
  [3, 'signed_in', user('admin')], [9, 'token_issued', erp, { ip: '198.51.100.40', user_agent: 'erp/4.2' }],
  [14, 'locked', user('viewer'), { ip: '203.0.113.99' }],
  ...[14, 15, 16, 18, 21].map((minutes) => [minutes, 'refused', user('viewer'), { ip: '203.0.113.99', reason: 'wrong_password' }]),
  [64, 'signed_in', user('quality'), { ip: '198.51.100.7', user_agent: android, new_address: true }],
  [65, 'code_asked', user('quality'), { ip: '198.51.100.7', user_agent: android }],
  [190, 'signed_in', user('quality'), { ip: '198.51.100.31' }], [191, 'refused', user('quality'), { ip: '198.51.100.31', reason: 'wrong_code' }],
  [260, 'key_refused', portal, { ip: '203.0.113.5', user_agent: 'node' }], [1_500, 'signed_out', user('admin')],
  [1_720, 'recovery_code_used', user('factor'), { ip: '198.51.100.12' }], [2_900, 'refused', user('abroad'), { ip: '203.0.113.8', reason: 'address_not_allowed' }],
  [4_300, 'token_reused', { kind: 'user', id: 'user-gone', name: null }, { ip: '203.0.113.44' }],
].map(([minutes, outcome, subject, more], i) => ({ id: `s${i}`, minutes, outcome, subject, ip: '192.0.2.14', user_agent: firefox, new_address: false, ...more }));

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForSignIns(path) {
  return path === '/sign-ins' ? 'sign_in:read' : undefined;
}

const shown = (rows) => rows.map(({ minutes, ...row }) => ({ ...row, time: ago(minutes) }));

/** Answers as `{status, list}`. */
export function signIns({ query, empty }) {
  const wanted = (name, value) => !query.has(name) || query.get(name) === value;
  const rows = shown(trail).filter(({ subject, outcome, ip, time }) =>
    wanted('subject', subject.id) && wanted('kind', subject.kind) && wanted('outcome', outcome) && wanted('address', ip)
      && !(query.has('from') && time < query.get('from')) && !(query.has('to') && time >= query.get('to')));
  return { status: 200, list: empty ? [] : rows };
}

/** One's own. */
export function ownSignIns(who) {
  return shown(trail.filter(({ subject }) => subject.id === `user-${who}`));
}
