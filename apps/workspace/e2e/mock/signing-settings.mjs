// How the mock's company signs: what signatures mean, where a second person signs, who may not sign, what the agency was told.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

export function signingSettings() {
  return {
    policy: {
      meanings: [{ name: 'authorship', title: null }, { name: 'review', title: null }, { name: 'approval', title: null }, { name: 'release', title: 'Released for sale' }],
      rules: [{ resource_type: 'node', meaning: 'release', not_author: true, not_twice: true }], password_days: 90, series_minutes: 30, version: 3, updated_at: ago(4_000),
    },
    certification: { certified_on: null, signatory: null, sent_to: null, reference: null, version: 1, updated_at: ago(90_000) },
    withdrawals: [{ user_id: 'user-quality', reason: 'Phone with the second factor lost on the train', withdrawn_by: 'admin@alpenhof.example', withdrawn_at: ago(2_900) }],
  };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForSigning(path, method) {
  return path.startsWith('/audit/signing/') ? (method === 'GET' ? 'signing_policy:read' : 'signing_policy:write') : undefined;
}

const refused = (field, rule, message) => ({ status: 400, problem: 'Invalid request', detail: message, more: { errors: [{ field, rule, message }] } });

/** Answers as `{status, body}` or `{status, list}`; `{status, problem}` where it refuses. */
export function signing(state, { path, method, body, ifMatch, empty, who }) {
  const [, , , part, id] = path.split('/');
  if (part === 'withdrawals') {
    if (method === 'GET') return { status: 200, list: empty ? [] : state.withdrawals };
    if (method === 'DELETE') {
      state.withdrawals = state.withdrawals.filter((one) => one.user_id !== id);
      return { status: 204 };
    }
    const made = { ...body, withdrawn_by: `${who}@alpenhof.example`, withdrawn_at: ago(0) };
    state.withdrawals.unshift(made);
    return { status: 201, body: made };
  }
  const before = state[part];
  if (method === 'GET') return { status: 200, body: before };
  if (ifMatch !== `"${before.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: 'somebody changed it; read it anew' };
  if (part === 'policy') {
    const bad = body.meanings.findIndex(({ name }) => !/^[a-z][a-z0-9_]{0,39}$/.test(name));
    if (bad >= 0) return refused(`meanings[${bad}].name`, 'form', `meanings[${bad}].name must be small letters, digits and _, as release, was '${body.meanings[bad].name}'`);
    const idle = body.rules.findIndex((rule) => !rule.not_author && !rule.not_twice);
    if (idle >= 0) return refused(`rules[${idle}]`, 'empty', `rules[${idle}] must say not_author or not_twice, or it rules nothing`);
  }
  state[part] = { ...before, ...body, version: before.version + 1, updated_at: ago(0) };
  return { status: 200, body: state[part] };
}
