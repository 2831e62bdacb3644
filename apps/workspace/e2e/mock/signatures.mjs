// What the mock signs: anything, with the password "demo"; the first signature of somebody needs the user id too.
const needed = { POST: 'signature:sign' };

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForSignatures(path, method) {
  if (!path.startsWith('/audit/signatures')) return undefined;
  return needed[method] ?? (path.endsWith('/preview') ? 'signature:sign' : 'signature:read');
}

const at = (minutes) => new Date(Date.now() - minutes * 60_000);
const local = (time) => `${time.toISOString().slice(0, 19).replace('T', ' ')} +00:00`;
const hash = (text) => Array.from({ length: 8 }, (_, i) => [...`${text}${i}`].reduce((sum, one) => (Math.imul(sum, 31) + one.codePointAt(0)) >>> 0, 7).toString(16).padStart(8, '0')).join('');

function signature(n, type, id, more) {
  const time = at(n);
  return {
    id: `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`, resource_type: type, resource_id: id, seal: 'sound', record: 'unchanged', version: null, title: id, sha256: hash(id),
    signer_id: 'user-admin', signer_name: 'Andrea Huber', signer_email: 'admin@alpenhof.example', meaning: 'review', meaning_title: null, comment: null,
    signed_at: time.toISOString(), local_time: local(time), time_zone: 'UTC', components: ['email', 'password'], ...more,
  };
}

/** What was signed before: a lot, by two people, of whom one signed what it was. */
export function signed(lot) {
  return [
    signature(190, 'node', lot, { meaning: 'approval', comment: 'Released after the second sample', record: 'changed', version: '3' }),
    signature(20, 'node', lot, { signer_name: 'Petra Steiner', signer_email: 'plant@alpenhof.example', version: '4' }),
  ];
}

/** Answers as `{status, body, list}`, or `{status, problem, detail, more}`. */
export function signatures(kept, who, person, graph, { path, method, query, body }) {
  const [type, id] = method === 'POST' ? [body.resource_type, body.resource_id] : [query.get('resource_type'), query.get('resource_id')];
  const first = !kept.some((one) => one.signer_id === `user-${who}`);
  if (path.endsWith('/preview')) {
    const node = graph.nodes.get(type === 'node' ? id : id.split(/[:;]/)[1]);
    const title = `${node.lot_code} · ${node.product_name}`;
    const facts = type === 'node'
      ? { kind: node.kind, lot_code: node.lot_code, product: node.product_name, state: node.state, quantity: node.quantity, unit: node.unit, changed_at: at(600).toISOString() }
      : { backward_things: 148, backward_relationships: 203, forward_things: 71, forward_relationships: 96, first_time: '2026-01-12T05:20:00Z', last_time: '2026-03-09T15:45:00Z' };
    return { status: 200, body: {
      resource_type: type, resource_id: id, version: type === 'node' ? '4' : null, title, sha256: hash(id), facts, needs: first ? ['email', 'password'] : ['password'], first, password: true, held: false,
      meanings: ['authorship', 'review', 'approval', 'responsibility'].map((name) => ({ name, title: null, hindrance: name === 'authorship' ? 'author' : kept.some((one) => one.resource_id === id && one.signer_id === `user-${who}` && one.meaning === name) ? 'signed_before' : null })),
    } };
  }
  if (method !== 'POST') return { status: 200, list: kept.filter((one) => one.resource_type === type && one.resource_id === id).toReversed() };
  const right = body.password === 'demo' && (!first || body.email === `${who}@alpenhof.example`);
  if (!right) return { status: 403, problem: 'That is not right', detail: 'something of what you gave to prove who you are is wrong; a code is good once', more: { type: 'https://foodflow.io/problems/proof-refused' } };
  const made = signature(0, type, id, { id: `01980000-0000-7000-8000-9${String(kept.length).padStart(11, '0')}`, signer_id: `user-${who}`, signer_name: `${person.first_name} ${person.last_name}`, signer_email: `${who}@alpenhof.example`, meaning: body.meaning, comment: body.comment ?? null, time_zone: body.time_zone, version: type === 'node' ? '4' : null });
  kept.push(made);
  return { status: 201, body: made };
}
