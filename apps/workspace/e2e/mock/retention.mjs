// How long the mock keeps what, and what has to be kept longer.
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
const id = (n) => `01a20410-0000-7000-8000-${String(n).padStart(12, '0')}`;

export function retention() {
  return {
    policy: {
      groups: [
        { name: 'audit_entries', days: null, least_days: 731, most_days: 36_500, basis: '21 CFR 1.1455: 24 months' },
        { name: 'sign_ins', days: 365, least_days: 30, most_days: 36_500, basis: 'no rule; a month to look into an attack' },
        { name: 'notifications', days: null, least_days: 30, most_days: 3_650, basis: 'no rule' },
      ],
      version: 4, updated_at: ago(12),
    },
    holds: [
      { id: id(1), name: 'Recall 2026-14', reason: 'Staphylococci in Mountain cheese: the supplier’s insurer asks for all of it', scope: { resource_type: 'node', site: 'https://id.gs1.org/414/4012345000016', from: ago(90) }, state: 'active', placed_by: 'admin@alpenhof.example', placed_at: ago(6) },
      { id: id(2), name: 'FDA inspection 2025', reason: 'Asked for at the inspection of May', scope: { everything: true }, state: 'released', placed_by: 'quality@alpenhof.example', placed_at: ago(400), released_by: 'admin@alpenhof.example', released_at: ago(210), release_reason: 'Closed without findings' },
    ],
    count: 10,
  };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForRetention(path, method) {
  if (path.startsWith('/audit/retention')) return method === 'GET' ? 'retention:read' : 'retention:write';
  return path.startsWith('/audit/holds') ? (method === 'GET' ? 'legal_hold:read' : 'legal_hold:write') : undefined;
}

const refused = (field, rule, message) => ({ status: 400, problem: 'Invalid request', detail: message, more: { errors: [{ field, rule, message }] } });

/** Answers as `{status, body}` or `{status, list}`; `{status, problem}` where it refuses. */
export function keeping(state, { path, method, query, body, ifMatch, empty, who }) {
  const [, , part, one, verb] = path.split('/');
  if (part === 'holds') return holds(state, one, verb, { method, query, body, empty, who });
  const { policy } = state;
  if (one === 'preview') {
    const wanted = query.has('group') ? [{ name: query.get('group'), days: Number(query.get('days')) }] : policy.groups;
    return { status: 200, body: { groups: wanted.map(({ name, days }) => (days === null ? { name, days, due: 0, held: 0 } : { name, days, before: ago(days), due: Math.max(0, 2_000 - days * 3), held: name === 'sign_ins' ? 3 : 0 })) } };
  }
  if (method === 'GET') return { status: 200, body: policy };
  if (ifMatch !== `"${policy.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: 'somebody changed it; read it anew' };
  state.policy = { ...policy, groups: policy.groups.map((group) => ({ ...group, days: body.groups.find(({ name }) => name === group.name)?.days ?? null })), version: policy.version + 1, updated_at: ago(0) };
  return { status: 200, body: state.policy };
}

function holds(state, one, verb, { method, query, body, empty, who }) {
  if (!one && method === 'GET') return { status: 200, list: empty ? [] : state.holds.filter((hold) => !query.has('state') || hold.state === query.get('state')) };
  if (!one) {
    if (body.scope.resource_id && !body.scope.resource_type) return refused('scope.resource_id', 'with', 'scope.resource_id needs scope.resource_type');
    const made = { id: id(++state.count), ...body, state: 'active', placed_by: `${who}@alpenhof.example`, placed_at: ago(0) };
    state.holds.unshift(made);
    return { status: 201, body: made };
  }
  const hold = state.holds.find((each) => each.id === one);
  if (!hold) return { status: 404, problem: 'Not found', detail: 'no such hold' };
  if (verb === 'release') Object.assign(hold, { state: 'released', released_by: `${who}@alpenhof.example`, released_at: ago(0), release_reason: body.reason });
  return { status: 200, body: hold };
}
