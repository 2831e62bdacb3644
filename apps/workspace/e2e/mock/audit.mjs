// What the mock's audit trail has, in a real Merkle tree with real signatures, so that what the workspace checks by itself
// holds: the same formats as the platform's (RFC 9162, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof).
import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';

const base64 = (bytes) => Buffer.from(bytes).toString('base64');
const sha256 = (...parts) => parts.reduce((hash, one) => hash.update(one), createHash('sha256')).digest();
const leafOf = (text) => sha256(Uint8Array.of(0), Buffer.from(text));

/** RFC 8785, for the values that the mock has. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** Size of the left part where a tree of that size is halved. */
const half = (size) => 2 ** Math.ceil(Math.log2(size) - 1);

function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  const middle = half(leaves.length);
  return sha256(Uint8Array.of(1), root(leaves.slice(0, middle)), root(leaves.slice(middle)));
}

function pathOf(position, leaves) {
  if (leaves.length === 1) return [];
  const middle = half(leaves.length);
  return position < middle
    ? [...pathOf(position, leaves.slice(0, middle)), root(leaves.slice(middle))]
    : [...pathOf(position - middle, leaves.slice(middle)), root(leaves.slice(0, middle))];
}

/** A key pair under a name, with its verifier key. */
function signer(name, type) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = Buffer.concat([Uint8Array.of(type), Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url')]);
  const id = sha256(`${name}\n`, key).subarray(0, 4);
  return {
    verifier: `${name}+${id.toString('hex')}+${base64(key)}`,
    line: (message, before = Buffer.alloc(0)) => `— ${name} ${base64(Buffer.concat([id, before, sign(null, Buffer.from(message), privateKey)]))}\n`,
  };
}

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
const andrea = { kind: 'user', id: '01a20109-0000-7000-8000-00000000000a', name: 'admin@alpenhof.example' };
const marta = { kind: 'user', id: '01a20109-0000-7000-8000-00000000000b', name: 'quality@alpenhof.example' };
const gone = { kind: 'user', id: '01a20109-0000-7000-8000-00000000000c', name: '' };
const erp = { kind: 'service', id: '01a20109-0000-7000-8000-00000000000d', name: 'ERP' };
const relay = { kind: 'platform', name: 'jobs' };
const nobody = { kind: 'anonymous', name: 'anonymous' };
const uuid = (n) => `01a20109-8019-7c37-a4df-${String(n).padStart(12, '0')}`;
const trace = (n) => createHash('sha256').update(`trace ${n}`).digest('hex').slice(0, 32);

const lot = (state, more = {}) => ({ kind: 'batch', lot_code: 'MZ-2291', product_name: 'Mountain cheese 45 %', quantity: 1840, unit: 'KGM', properties: { state }, ...more });
const note = 'Sample 2 of 3 shows 240 cfu/g of coagulase-positive staphylococci; the limit is 100. The lot stays on hold until the laboratory has counted the third sample and the toxin test of the first two is back, which is expected on Tuesday before noon.';

/** What happened, the newest first: seconds ago, what, who, to what, before, afterwards, and what else is known. */
const told = (lotId) => [
  [1, 'NodeUpdated', marta, 'node', lotId, lot('hold'), lot('hold', { quantity: 1836 }), { request: 1 }],
  [95, 'NodeUpdated', marta, 'node', lotId, lot('released'), lot('hold', { note }), { reason: 'Second sample over the limit', request: 2 }],
  [95, 'NotificationSent', marta, 'notification', uuid(40), null, { subject: 'Lot MZ-2291 is on hold', severity: 'critical', recipients: 4 }, { request: 2 }],
  [95, 'EventRecorded', marta, 'event', uuid(41), null, { type: 'ObjectEvent', biz_step: 'holding', disposition: 'non_sellable_other' }, { request: 2 }],
  [640, 'RoleUpdated', andrea, 'role', uuid(50), { title: 'Goods in', permissions: ['event:capture', 'node:read'] }, { title: 'Goods in', permissions: ['event:capture', 'event:read', 'node:read', 'trace:read'] }, { reason: 'Traces what comes in' }],
  [1_900, 'SignInRefused', nobody, 'user', gone.id, null, null, { ip: '203.0.113.99' }],
  [3_300, 'RecordSigned', marta, 'node', lotId, null, { meaning: 'approval', signer_name: 'Marta Keller' }],
  [5_400, 'erp.order_released', erp, 'order', 'SO-2026-10417', { state: 'open' }, { state: 'released', to: { city: 'Biel', zip: '2502' } }, { ip: '198.51.100.40', agent: 'erp/4.2' }],
  [9_000, 'AuditExportFetched', andrea, 'audit_export', uuid(60), null, null],
  [14_000, 'UserUpdated', gone, 'user', gone.id, null, null, { erased: true }],
  [26_000, 'JobFinished', relay, 'job', uuid(61), { state: 'running' }, { state: 'succeeded', result: { events: 412 } }],
  [86_000, 'UserDeleted', andrea, 'user', uuid(62), { email: 'probe@alpenhof.example', first_name: 'Test', last_name: 'Account', roles: ['viewer'] }, null, { reason: 'Test account of the audit' }],
  [90_000, 'NodeUpdated', erp, 'node', lotId, lot('released', { quantity: 1900 }), lot('released'), { tampered: true }],
  [180_000, 'NodeCreated', erp, 'node', lotId, null, lot('released', { quantity: 1900 }), { ip: '198.51.100.40', agent: 'erp/4.2' }],
];

/** Daily work before that. */
function before(n) {
  return Array.from({ length: n }, (_, i) => {
    const at = 200_000 + i * 1_370;
    const of = `MZ-${2290 - (i % 180)}`;
    switch (i % 4) {
      case 0: return [at, 'EventsCaptured', erp, 'capture', uuid(1_000 + i), null, { file_name: `receipts-${i}.jsonld`, events: 40 + (i * 7) % 90 }];
      case 1: return [at, 'NodeCreated', erp, 'node', uuid(1_000 + i), null, lot('in_progress', { lot_code: of })];
      case 2: return [at, 'NodeUpdated', marta, 'node', uuid(1_000 + i - 1), lot('in_progress', { lot_code: of }), lot('released', { lot_code: of })];
      default: return [at, 'UserSignedIn', i % 8 === 3 ? andrea : marta, 'session', uuid(1_000 + i), null, { session_id: uuid(1_000 + i) }];
    }
  });
}

const flat = (value, at = '') =>
  typeof value !== 'object' || value === null || Array.isArray(value) ? [[at, value]] : Object.entries(value).flatMap(([name, one]) => flat(one, at ? `${at}.${name}` : name));

function changes(old, now) {
  if (old === null && now === null) return [];
  const [a, b] = [new Map(old === null ? [] : flat(old)), new Map(now === null ? [] : flat(now))];
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((field) => {
    const [was, is] = [a.get(field) ?? null, b.get(field) ?? null];
    return canonical(was) === canonical(is) ? [] : [{ field, old: was, new: is }];
  });
}

const drawn = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** An entry as the ledger has it, its personal data sealed; and what opens it. */
function sealed(entry, erased) {
  const { id, time, action, actor, resource_type, resource_id, old, reason, ip, agent } = entry;
  const hidden = { ...(actor.kind === 'user' && { email: actor.name }), ...(actor.kind === 'service' && { name: actor.name }), ip, agent, reason, old, new: entry.new, ...(!drawn.test(resource_id) && { resource_id }) };
  const personal = {};
  const disclosed = {};
  for (const [field, value] of Object.entries(hidden)) {
    if (value === undefined || value === null) continue;
    const salt = createHash('sha256').update(`salt ${id} ${field}`).digest();
    const commitment = createHmac('sha256', salt).update('foodflow-commitment/1\0').update(`${id}/${field}`).update('\0').update(canonical(value)).digest('base64');
    personal[field] = { person: actor.id ?? 'anonymous', key: uuid(9), commitment, ciphertext: base64(salt) };
    if (!erased) disclosed[field] = { value, salt: base64(salt) };
  }
  const content = { id, tenant: 'alpenhof', time, action, actor: { kind: actor.kind.toUpperCase(), ...(actor.id && { id: actor.id }) }, resource: { type: resource_type, ...(drawn.test(resource_id) && { id: resource_id }) }, session: entry.session, trace: entry.trace, personal };
  return { text: canonical(JSON.parse(JSON.stringify(content))), disclosed };
}

/** The trail and its ledger, of this run. The newest entry is on its way into the ledger until it was asked for twice. */
export function audited(lotId) {
  const rows = [...told(lotId), ...before(420)].map(([seconds, action, actor, resource_type, resource_id, old, now, more = {}], n) => {
    const time = ago(seconds);
    const millis = Date.parse(time).toString(16).padStart(12, '0');
    const entry = {
      id: `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-${String(9_999 - n).padStart(12, '0')}`, time, action, actor, resource_type, resource_id,
      ...(old !== null && { old }), ...(now !== null && { new: now }), changes: changes(old, now), ...(more.reason && { reason: more.reason }),
      ...(actor.kind !== 'platform' && { ip: more.ip ?? '192.0.2.14', agent: more.agent ?? firefox }), ...(actor.kind === 'user' && { session: uuid(8) }), trace: trace(more.request ?? 100 + n),
    };
    if (!more.erased) return { entry, tampered: more.tampered ?? false, ...sealed(entry, false) };
    // What it was made of is gone from the trail, and stands sealed in the ledger for ever.
    const { ip, agent, ...kept } = entry;
    return { entry: kept, tampered: false, ...sealed({ ...entry, ip, agent, actor: { ...actor, name: 'jonas@alpenhof.example' }, old: { last_name: 'Frei' }, new: { last_name: 'Frei-Moser' } }, true) };
  });
  const state = { rows, log: signer('foodflow/alpenhof', 1), witness: signer('witness.bio-control.example', 4), size: rows.length - 1, asked: 0, exports: [], count: 0 };
  seal(state);
  return state;
}

/** Signs the ledger as it is. */
function seal(state) {
  const leaves = state.rows.slice(-state.size).reverse().map(({ text }) => leafOf(text));
  const body = `foodflow/alpenhof\n${state.size}\n${base64(root(leaves))}\n`;
  const seconds = Math.floor(Date.now() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signed = `${body}\n${state.log.line(body)}`;
  const cosigned = signed + state.witness.line(`cosignature/v1\ntime ${seconds}\n${body}`, time);
  Object.assign(state, { leaves, root: base64(root(leaves)), checkpoint: signed, cosigned, seconds });
}

function verified(state, id) {
  const at = state.rows.findIndex(({ entry }) => entry.id === id);
  if (at < 0) return null;
  const row = state.rows[at];
  const position = state.rows.length - 1 - at;
  if (position >= state.size) {
    if (++state.asked < 2) return { id, status: 'pending', waits_for: 'the ledger, which takes it in its turn' };
    state.size = state.rows.length;
    seal(state);
  }
  if (row.tampered) return { id, status: 'broken', reason: "the trail shows another 'new' than was signed" };
  const path = pathOf(position, state.leaves).map(base64);
  return {
    id, status: 'proven',
    proof: {
      position, origin: 'foodflow/alpenhof', branches: [], size: state.size, root: state.root, path, checkpoint: state.cosigned,
      tlog_proof: `c2sp.org/tlog-proof@v1\nindex ${position}\n${path.join('\n')}\n\n${state.cosigned}`, log_keys: [state.log.verifier],
      witnesses: [{ key: state.witness.verifier, time: new Date(state.seconds * 1000).toISOString().replace('.000Z', 'Z') }], entry: row.text, disclosed: row.disclosed,
    },
  };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForAudit(path) {
  return /^\/audit\/(entries|trail|verify|ledger|exports)/.test(path) ? 'audit:read' : undefined;
}

function found(state, query) {
  const wanted = (name, value) => !query.has(name) || query.get(name) === value;
  const text = query.get('text')?.toLowerCase();
  return state.rows.map(({ entry }) => entry).filter((one) =>
    wanted('user', one.actor.id) && wanted('action', one.action) && wanted('resource_type', one.resource_type) && wanted('resource_id', one.resource_id)
      && !(query.has('from') && one.time < query.get('from')) && !(query.has('to') && one.time >= query.get('to'))
      && (!text || [one.actor.name, one.resource_id, one.reason ?? '', JSON.stringify(one.old ?? null), JSON.stringify(one.new ?? null)].join(' ').toLowerCase().includes(text)));
}

const notFound = (what) => ({ status: 404, problem: 'Not found', detail: `no such ${what}` });

/** Answers as `{status, body}` or `{status, list}`; `{status, problem}` for what is not there. `start` makes a job of so many ms. */
export function audit(state, { path, method, query, body, empty, who, start }) {
  const [, , part, ...rest] = path.split('/').map(decodeURIComponent);
  const nothing = empty ? { ...state, rows: [] } : state;
  if (part === 'entries') {
    // As the platform, which ends a search that takes too long.
    if (query.get('text') === 'everything' && !(query.get('from') > ago(8 * 86_400))) {
      const message = 'the search must end within 10 seconds; narrow from and to, or name a user, an action or a resource';
      return { status: 400, problem: 'Invalid request', detail: message, more: { errors: [{ field: 'from', rule: 'range', message }] } };
    }
    return { status: 200, list: found(nothing, query) };
  }
  if (part === 'trail') {
    const [, type, id] = rest;
    const list = nothing.rows.map(({ entry }) => entry).filter((one) => one.resource_type === type && one.resource_id === id).reverse();
    return list.length > 0 ? { status: 200, list } : notFound('trail');
  }
  if (part === 'verify') {
    const answer = verified(nothing, rest[1]);
    return answer ? { status: 200, body: answer } : notFound('audit event');
  }
  if (part === 'ledger') {
    const head = { origin: 'foodflow/alpenhof', branches: [], size: 0, cosigned_size: 0, log_keys: [state.log.verifier], witness_keys: [state.witness.verifier] };
    return { status: 200, body: empty ? head : { ...head, size: state.size, checkpoint: state.checkpoint, cosigned_size: state.size, cosigned: state.cosigned } };
  }
  if (method === 'POST') {
    const job = start();
    const made = { id: uuid(70 + ++state.count), job_id: job.id, job, ready: false, disclosed: body.disclose_personal_data === true, requested_by: `${who}@alpenhof.example`, created_at: ago(0) };
    state.exports.unshift(made);
    return { status: 202, body: exported(state, made) };
  }
  if (!rest[0]) return { status: 200, list: empty ? [] : state.exports.map((one) => exported(state, one)) };
  const one = state.exports.find(({ id }) => id === rest[0]);
  if (!one) return notFound('audit export');
  return rest[1] === 'content' ? { status: 200, text: `${canonical({ checkpoint: state.checkpoint, count: state.size, first: 0, format: 'foodflow-audit-export/1', log_keys: [state.log.verifier], witness_keys: [] })}\n` } : { status: 200, body: exported(state, one) };
}

function exported(state, { job, ...one }) {
  if (job.running) return one;
  return { ...one, ready: true, entries: state.size, size_bytes: state.size * 1_380, checkpoint: state.checkpoint, finished_at: ago(0), expires_at: ago(-7 * 86_400) };
}
