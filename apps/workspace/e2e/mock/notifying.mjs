// What the mock says of how others are told: channels, templates, subscriptions, and what somebody wants to hear.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
export const channelId = (n) => `01a20301-0000-7000-8000-${String(n).padStart(12, '0')}`;
const templateId = (n) => `01a20302-0000-7000-8000-${String(n).padStart(12, '0')}`;
const subscriptionId = (n) => `01a20303-0000-7000-8000-${String(n).padStart(12, '0')}`;
const suppressionId = (n) => `01a20304-0000-7000-8000-${String(n).padStart(12, '0')}`;
const by = 'admin@alpenhof.example';

const secretOf = (kind, settings) => ({ email: settings.user ? 'password' : null, sms: 'auth_token', slack: settings.channel ? 'bot_token' : 'webhook_url', teams: 'webhook_url', webhook: 'signing' })[kind];

function channel(n, name, kind, settings, more = {}) {
  const secret = secretOf(kind, settings);
  return {
    id: channelId(n), name, kind, enabled: true, settings, secrets_set: secret ? [secret] : [], previous_secret_until: null, ready: true, not_ready: null, created_by: by, created_at: ago(60_000), updated_at: ago(3_000 + n), version: 1, ...more,
  };
}

/** The company's channels as they are before anybody changes them. */
function channels() {
  return [
    channel(1, 'Duty phone', 'sms', { account_sid: 'AC0123456789abcdef0123456789abcdef', from: '+4915799912345' }),
    channel(2, 'ERP', 'webhook', { url: 'https://erp.alpenhof.example/hooks/foodflow', per_minute: 120 }, { previous_secret_until: ago(-1_300) }),
    channel(3, 'Mail', 'email', { server: 'platform' }),
    channel(4, 'Mail to suppliers', 'email', { server: 'own', host: 'mail.alpenhof.example', port: 587, tls: 'starttls', user: 'foodflow', from: 'quality@alpenhof.example' }),
    channel(5, 'Plant managers', 'teams', {}, { ready: false, enabled: false, secrets_set: [], not_ready: "its secret 'webhook_url' is missing; give it anew" }),
    channel(6, 'Quality channel', 'slack', { channel: 'C04QUALITY1' }),
  ];
}

const recall = {
  en: {
    subject: 'Recall {{recall.number}}: {{product}}',
    text: 'Recall {{recall.number}} was opened for {{product}}.\n\nReason: {{recall.reason}}\n\nLots concerned:\n{{#lots}}- {{code}}, {{kg}} kg\n{{/lots}}\n{{^held}}None of them is on hold yet. Put them on hold now.{{/held}}{{#held}}All of them are on hold.{{/held}}',
    html: '<div style="font:16px/1.5 Arial,sans-serif;color:#1c2733">\n  <h1 style="font-size:20px;color:#b3151f">Recall {{recall.number}}</h1>\n  <p><b>{{product}}</b>: {{recall.reason}}</p>\n  <ul>{{#lots}}<li>{{code}}, {{kg}} kg</li>{{/lots}}</ul>\n</div>',
    short_text: 'RECALL {{recall.number}} {{product}}: hold {{#lots}}{{code}} {{/lots}}',
  },
  de: {
    subject: 'Rückruf {{recall.number}}: {{product}}',
    text: 'Rückruf {{recall.number}} für {{product}} ist eröffnet.\n\nGrund: {{recall.reason}}\n\nBetroffene Chargen:\n{{#lots}}- {{code}}, {{kg}} kg\n{{/lots}}',
    short_text: 'RÜCKRUF {{recall.number}} {{product}}',
  },
};
const recallSample = { recall: { number: 'RX-7', reason: 'Listeria in a retained sample' }, product: 'Alpenhof mountain cheese', lots: [{ code: 'KA-118', kg: 840 }, { code: 'KA-119', kg: 1220.5 }], held: false };

function template(n, name, texts, sample, versions, at) {
  const list = versions.map(([changed_by, minutes, older], i) => ({ version: versions.length - i, changed_by, changed_at: ago(minutes), texts: { ...texts, ...older } }));
  return { id: templateId(n), name, default_language: 'en', sample, created_by: by, created_at: ago(at), versions: list };
}

function templates() {
  const both = { en: { subject: 'Certificate of {{supplier}} runs out', text: 'It runs out on {{until}}.' }, de: { subject: 'Zertifikat von {{supplier}} läuft aus', text: 'Es läuft am {{until}} aus.' } };
  const all = { ...both, fr: { subject: 'Le certificat de {{supplier}} expire', text: 'Il expire le {{until}}.' }, es: { subject: 'El certificado de {{supplier}} vence', text: 'Vence el {{until}}.' } };
  return [
    template(1, 'certificate.expiring', all, { supplier: 'Molkerei Lang', until: '30 November' }, [[by, 9_000, {}]], 9_000),
    template(2, 'cold_chain.excursion', { en: { subject: '{{sensor}} is at {{celsius}} °C', text: 'Close the door, or move the lots.' } }, { sensor: 'Cold store 3', celsius: 9.2 }, [[by, 500, {}]], 500),
    template(3, 'recall.opened', recall, recallSample, [
      ['quality@alpenhof.example', 190, {}],
      [by, 4_000, { en: { ...recall.en, subject: 'Recall {{recall.number}}', text: 'Recall {{recall.number}} was opened.\n\nLots concerned:\n{{#lots}}- {{code}}\n{{/lots}}', short_text: null } }],
      [by, 30_000, { de: undefined }],
    ], 30_000),
  ];
}

function subscriptions() {
  const to = (part) => ({ users: [], roles: [], via: [], addresses: [], channels: [], ...part });
  const one = (n, name, events, severity, part, more = {}) => ({
    id: subscriptionId(n), name, enabled: true, events, when: {}, topic: 'message', severity, template_id: null, language: null, link: null, to: to(part), created_by: by, created_at: ago(20_000), updated_at: ago(2_000), version: 1, ...more,
  });
  return [
    one(1, 'Accounts', ['SignInLocked', 'SecondFactorRemoved'], 'warning', { roles: ['tenant_admin'], via: [channelId(3)] }, { topic: 'account.safety' }),
    one(2, 'Backups', ['BackupFailed', 'ExportFailed', 'RestoreFailed'], 'critical', { roles: ['tenant_admin'], via: [channelId(3)], addresses: [{ channel_id: channelId(1), to: '+4915112345678' }], channels: [channelId(6)] }, { topic: 'backup.failed', link: '/app/company' }),
    one(3, 'New lots to the ERP', ['NodeCreated'], 'info', { channels: [channelId(2)] }, { topic: 'lot.created', enabled: false }),
  ];
}

/** Those that come with the platform, as far as the mock has them. */
const builtIn = [
  {
    name: 'quota.warned', events: ['QuotaWarned'], default_language: 'en', sample: { metric: 'events', period: '2026-11', used: 80_000, most: 100_000 },
    texts: {
      de: { subject: 'Grenze fast erreicht: {{metric}}', text: '{{used}} von {{most}} ({{metric}}) sind verbraucht{{#period}}, Zeitraum {{period}}{{/period}}.', html: null, short_text: null },
      en: { subject: 'Limit nearly reached: {{metric}}', text: '{{used}} of {{most}} ({{metric}}) are used{{#period}} in {{period}}{{/period}}.', html: null, short_text: null },
      es: { subject: 'Límite casi alcanzado: {{metric}}', text: 'Se han usado {{used}} de {{most}} ({{metric}}).', html: null, short_text: null },
      fr: { subject: 'Limite presque atteinte : {{metric}}', text: '{{used}} sur {{most}} ({{metric}}) sont utilisés.', html: null, short_text: null },
    },
  },
];

function suppressions() {
  return [
    ['sms', '+4915112340000', 'bounce', '30005: Unknown destination handset', 'twilio', 90],
    ['email', 'goods-in@lang.example', 'bounce', '5.1.1 The email account that you tried to reach does not exist', 'inbound mail', 1_400],
    ['email', 'buyer@markt.example', 'unsubscribed', null, 'unsubscribe', 9_000],
    ['email', 'office@alt.example', 'manual', 'Company was sold', by, 40_000],
  ].map(([kind, address, reason, detail, created_by, minutes], n) => ({ id: suppressionId(n + 1), kind, address, reason, detail, created_by, created_at: ago(minutes) }));
}

export function notifying() {
  return { suppressions: suppressions(), inbound: { configured: false, mail_url: 'https://foodflow.alpenhof.example/notifications/inbound/mail/alpenhof', rotated_at: null }, channels: channels(), templates: templates(), subscriptions: subscriptions(), preferences: { mail: 'warning', muted_topics: ['export.ready'], quiet_hours: { zone: 'Europe/Berlin', from: '22:00', to: '06:00' }, digest: { every: 'daily', at: '07:30', weekday: null, zone: 'Europe/Berlin', language: 'en' }, version: 3 }, count: 50 };
}

/** The permission that such an operation asks for; null where it is one's own affair, undefined for any other path. */
export function neededForNotifying(path, method) {
  const [, first, part, id, verb] = path.split('/');
  if (first !== 'notifications') return undefined;
  if (part === 'preferences') return null;
  if (part === 'templates' && verb === 'test') return 'notification_channel:write';
  const resource = { channels: 'notification_channel', templates: 'notification_template', subscriptions: 'notification_subscription', suppressions: 'notification_suppression', inbound: 'notification_channel' }[part];
  return resource && `${resource}:${method === 'GET' || (id && verb === 'preview') ? 'read' : 'write'}`;
}

const found = (list, id) => list.find((one) => one.id === id);
const absent = (kind, id) => ({ status: 404, problem: 'Not found', detail: `there is no ${kind} '${id}' here` });
const invalid = (errors) => ({
  status: 400, problem: 'The request breaks a rule', detail: errors.length === 1 ? errors[0].message : `${errors.length} fields break a rule, see errors`, more: { type: 'https://foodflow.io/problems/invalid-request', errors },
});
const taken = (what, name) => ({ status: 409, problem: 'Name taken', detail: `another ${what} is called '${name}'` });
const stale = (ifMatch, version) =>
  !ifMatch
    ? { status: 428, problem: 'Version required', detail: "send the header If-Match with the ETag you read, or '*' to overwrite whatever is there" }
    : ifMatch !== `"${version}"` && { status: 412, problem: 'Changed meanwhile', detail: `If-Match was ${ifMatch} but the resource is at "${version}"; read it again and repeat your change on it` };
const byName = (a, b) => (a.name < b.name ? -1 : 1);
const required = (field) => ({ field, rule: 'required', message: `${field} is required` });

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function answerNotifying(state, asked) {
  const [, , part, id, verb] = asked.path.split('/');
  if (part === 'preferences') return preferences(state, asked);
  return { channels: channelAnswer, templates: templateAnswer, subscriptions: subscriptionAnswer, suppressions: suppressionAnswer, inbound: inboundAnswer }[part](state, { ...asked, id, verb });
}

function preferences(state, { method, body, ifMatch }) {
  if (method === 'GET') return { status: 200, body: state.preferences };
  const refused = stale(ifMatch, state.preferences.version);
  if (refused) return refused;
  const errors = (body.muted_topics ?? []).flatMap((topic, n) =>
    /^[a-z][a-z0-9_.-]{0,79}$/.test(topic) ? [] : [{ field: `muted_topics[${n}]`, rule: 'form', message: `muted_topics[${n}] must be a topic as recall.opened, was '${topic}'` }]);
  if (body.quiet_hours && body.quiet_hours.from === body.quiet_hours.to) errors.push({ field: 'quiet_hours.to', rule: 'differs', message: 'quiet_hours.to must be another time than quiet_hours.from' });
  if (errors.length > 0) return invalid(errors);
  state.preferences = { mail: body.mail ?? 'info', muted_topics: body.muted_topics ?? [], quiet_hours: body.quiet_hours ?? null, digest: body.digest ?? null, version: state.preferences.version + 1 };
  return { status: 200, body: state.preferences };
}

function channelAnswer(state, { method, id, verb, body, ifMatch, empty, who }) {
  if (!id && method === 'GET') return { status: 200, list: empty ? [] : state.channels };
  const before = id ? found(state.channels, id) : null;
  if (id && !before) return absent('channel', id);
  if (verb === 'test') return test(before, body.to, who);
  if (verb === 'rotate-secret') {
    if (before.kind !== 'webhook') return { status: 409, problem: 'Not signed', detail: `only a webhook is signed, this channel is of kind ${before.kind}; give its secret with PUT` };
    const hours = body.overlap_hours ?? 24;
    return replaced(state, before, { previous_secret_until: hours === 0 ? null : ago(-60 * hours) }, 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD');
  }
  if (method === 'GET') return { status: 200, body: before };
  const refused = before && stale(ifMatch, before.version);
  if (refused) return refused;
  if (method === 'DELETE') {
    state.channels = state.channels.filter((one) => one !== before);
    return { status: 204 };
  }
  const errors = channelErrors(body);
  if (errors.length > 0) return invalid(errors);
  if (state.channels.some((one) => one.name === body.name && one !== before)) return taken('channel', body.name);
  const secret = secretOf(body.kind, body.settings);
  const elsewhere = before && ['host', 'port', 'tls', 'user', 'account_sid'].some((field) => before.settings[field] !== body.settings[field]);
  if (secret && secret !== 'signing' && !body.secrets?.[secret] && (elsewhere || !before?.secrets_set.includes(secret))) {
    return invalid([{ field: `secrets.${secret}`, rule: 'required', message: `secrets.${secret} is required: there is none yet, or it was entered for another server or account` }]);
  }
  const made = { name: body.name, kind: body.kind, enabled: body.enabled ?? true, settings: body.settings, secrets_set: secret ? [secret] : [], ready: true, not_ready: null };
  if (before) return replaced(state, before, made);
  const added = { ...channel(++state.count, '', made.kind, {}), ...made, updated_at: ago(0) };
  state.channels = [...state.channels, added].sort(byName);
  return { status: 201, body: { ...added, ...(added.kind === 'webhook' && { signing_secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }) } };
}

function replaced(state, before, part, signing_secret) {
  const after = { ...before, ...part, version: before.version + 1, updated_at: ago(0) };
  state.channels = state.channels.map((one) => (one === before ? after : one)).sort(byName);
  return { status: 200, body: { ...after, ...(signing_secret && { signing_secret }) } };
}

function channelErrors({ name, kind, settings }) {
  const errors = name?.trim() ? [] : [required('name')];
  const address = (field) => {
    if (!settings[field]) errors.push(required(`settings.${field}`));
    else if (!/^[^@\s]+@[^@\s]+$/.test(settings[field])) errors.push({ field: `settings.${field}`, rule: 'email', message: `settings.${field} must be an address as anna@example.com, was '${settings[field]}'` });
  };
  if (kind === 'email' && settings.server === 'own') {
    if (!settings.host) errors.push(required('settings.host'));
    if (settings.tls === 'none') errors.push({ field: 'settings.tls', rule: 'known-tls', message: "settings.tls must be one of [starttls, implicit], was 'none'" });
    address('from');
  }
  if (kind === 'sms' && !/^AC[0-9a-f]{32}$/i.test(settings.account_sid)) errors.push({ field: 'settings.account_sid', rule: 'form', message: `settings.account_sid must be AC and 32 hexadecimal digits, was '${settings.account_sid}'` });
  if (kind === 'webhook' && !/^https:/.test(settings.url)) errors.push({ field: 'settings.url', rule: 'address', message: 'settings.url: it must begin with https://' });
  return errors;
}

function test({ kind, settings, ready, not_ready }, to, who) {
  const own = kind === 'email' && settings.server === 'platform';
  if (own && to && to !== `${who}@alpenhof.example`) return invalid([{ field: 'to', rule: 'own-address', message: "to must be your own address: a test by this installation's mail server goes to nobody else" }]);
  if (kind === 'sms' && !/^\+[1-9][0-9]{6,14}$/.test(to ?? '')) return invalid([to ? { field: 'to', rule: 'form', message: `to must be a number as +4915112345678, was '${to}'` } : required('to')]);
  if (kind === 'email' && !own && !/^[^@\s]+@[^@\s]+$/.test(to ?? '')) return invalid([to ? { field: 'to', rule: 'email', message: `to must be an address as anna@example.com, was '${to}'` } : required('to')]);
  const result = (outcome, more) => ({ status: 200, body: { outcome, reason: null, may_have_arrived: false, reference: null, status: null, answer: null, answer_bytes: null, retry_after_seconds: null, duration_millis: 0, ...more } });
  if (!ready) return result('not_configured', { reason: not_ready });
  if (kind === 'email') return result('accepted', { reference: '<01a20301-0000-7000-8000-0000000000ff@foodflow>', duration_millis: 312 });
  if (kind === 'sms') return result('accepted', { status: 201, reference: 'SM5ef8732a3c49700934481addd5ce1659', answer: '{"sid": "SM5ef8732a3c49700934481addd5ce1659", "status": "queued", "num_segments": "1"}', answer_bytes: 742, duration_millis: 418 });
  if (kind === 'webhook') return result('postponed', { status: 503, reason: 'erp.alpenhof.example answered 503', answer: '{"error":"maintenance","until":"2026-11-22T20:00:00Z"}', answer_bytes: 53, retry_after_seconds: 120, may_have_arrived: true, duration_millis: 87 });
  return result('accepted', { status: 200, reference: '1763827200.000100', answer: '{"ok":true,"ts":"1763827200.000100"}', answer_bytes: 36, duration_millis: 164 });
}

/** A template in one of its versions, as it is read. */
function templateView({ versions, ...rest }, version = versions[0].version) {
  const one = versions.find((each) => each.version === Number(version));
  if (!one) return null;
  const { texts, ...about } = one;
  return { ...rest, ...about, texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) };
}

const listed = ({ id, name, default_language, texts, created_by, created_at, changed_by, changed_at, version }) => ({ id, name, default_language, languages: Object.keys(texts).sort(), created_by, created_at, changed_by, changed_at, version });

function templateAnswer(state, { method, id, verb, body, ifMatch, query, empty, who }) {
  if (!id && method === 'GET') {
    return { status: 200, list: empty ? [] : state.templates.map((one) => listed(templateView(one))) };
  }
  if (id === 'built-in') return { status: 200, body: { items: builtIn.map((one) => ({ ...one, overridden_by: state.templates.find(({ name }) => name === one.name)?.id ?? null })) } };
  const before = id ? found(state.templates, id) : null;
  if (id && !before) return absent('template', id);
  if (verb === 'versions') return { status: 200, list: before.versions.map(({ version, changed_by, changed_at }) => ({ version, changed_by, changed_at })) };
  if (verb === 'test') {
    const channel = found(state.channels, body.channel_id);
    return channel ? test(channel, body.to, who) : absent('channel', body.channel_id);
  }
  if (method === 'GET') {
    const view = templateView(before, query.get('version') ?? undefined);
    return view ? { status: 200, body: view } : absent('template', id);
  }
  const refused = before && stale(ifMatch, before.versions[0].version);
  if (refused) return refused;
  if (method === 'DELETE') {
    state.templates = state.templates.filter((one) => one !== before);
    return { status: 204 };
  }
  const errors = templateErrors(body);
  if (errors.length > 0) return invalid(errors);
  if (state.templates.some((one) => one.name === body.name && one !== before)) return taken('template', body.name);
  const versions = [{ version: (before?.versions[0].version ?? 0) + 1, changed_by: `${who}@alpenhof.example`, changed_at: ago(0), texts: body.texts }, ...(before?.versions ?? [])];
  const after = { ...(before ?? { id: templateId(++state.count), created_by: `${who}@alpenhof.example`, created_at: ago(0) }), name: body.name, default_language: body.default_language, sample: body.sample, versions };
  state.templates = [...state.templates.filter((one) => one !== before), after].sort(byName);
  return { status: before ? 200 : 201, body: templateView(after) };
}

function templateErrors({ name, texts }) {
  const errors = !name ? [required('name')] : /^[a-z0-9][a-z0-9_.-]{0,79}$/.test(name) ? [] : [{ field: 'name', rule: 'form', message: `name must be small letters, digits and _.-, as recall.opened, was '${name}'` }];
  for (const [language, { subject, text }] of Object.entries(texts)) {
    if (!subject?.trim()) errors.push(required(`texts.${language}.subject`));
    if (!text?.trim()) errors.push(required(`texts.${language}.text`));
  }
  return errors;
}

function subscriptionAnswer(state, { method, id, body, ifMatch, empty, who }) {
  if (!id && method === 'GET') return { status: 200, list: empty ? [] : state.subscriptions };
  const before = id ? found(state.subscriptions, id) : null;
  if (id && !before) return absent('subscription', id);
  if (method === 'GET') return { status: 200, body: before };
  const refused = before && stale(ifMatch, before.version);
  if (refused) return refused;
  if (method === 'DELETE') {
    state.subscriptions = state.subscriptions.filter((one) => one !== before);
    return { status: 204 };
  }
  const errors = body.name?.trim() ? [] : [required('name')];
  if (!body.events?.length) errors.push({ field: 'events', rule: 'length', message: 'events must have 1..50 names, had 0' });
  body.events?.forEach((event, n) => {
    if (!/^[A-Z][A-Za-z0-9]{1,79}$/.test(event)) errors.push({ field: `events[${n}]`, rule: 'form', message: `events[${n}] must be the name of an event as NodeUpdated, was '${event}'` });
  });
  for (const part of Object.keys(body.when ?? {})) {
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(part)) errors.push({ field: `when.${part}`, rule: 'form', message: `when.${part} must be a part of an event as success or record_type` });
  }
  const { users = [], roles = [], addresses = [], channels: told = [] } = body.to;
  if (errors.length === 0 && users.length + roles.length + addresses.length + told.length === 0) errors.push({ field: 'to', rule: 'somebody', message: 'to must reach somebody: name users, roles, addresses or channels' });
  addresses.forEach(({ channel_id, to }, n) => {
    if (found(state.channels, channel_id)?.kind === 'sms' && !/^\+[1-9][0-9]{6,14}$/.test(to)) {
      errors.push({ field: `to.addresses[${n}].to`, rule: 'address', message: `to.addresses[${n}].to must be a number as +4915112345678, was '${to}'` });
    }
  });
  if (errors.length > 0) return invalid(errors);
  if (state.subscriptions.some((one) => one.name === body.name && one !== before)) return taken('subscription', body.name);
  const after = {
    ...(before ?? { id: subscriptionId(++state.count), created_by: `${who}@alpenhof.example`, created_at: ago(0) }), template_id: null, language: null, link: null, topic: 'message', severity: 'info', when: {}, ...body, version: (before?.version ?? 0) + 1, updated_at: ago(0),
  };
  state.subscriptions = [...state.subscriptions.filter((one) => one !== before), after].sort(byName);
  return { status: before ? 200 : 201, body: after };
}

function suppressionAnswer(state, { method, id, body, query, empty, who }) {
  if (method === 'GET') {
    const list = state.suppressions.filter((one) => ['kind', 'reason'].every((field) => !query.has(field) || one[field] === query.get(field)));
    return id ? { status: 200, body: found(state.suppressions, id) } : { status: 200, list: empty ? [] : list };
  }
  if (method === 'DELETE') {
    if (!found(state.suppressions, id)) return absent('suppression', id);
    state.suppressions = state.suppressions.filter((one) => one.id !== id);
    return { status: 204 };
  }
  const mail = body.kind === 'email';
  const good = mail ? /^[^@\s]+@[^@\s]+$/ : /^\+[1-9][0-9]{6,14}$/;
  if (!body.address) return invalid([required('address')]);
  if (!good.test(body.address)) return invalid([{ field: 'address', rule: 'address', message: `address must be ${mail ? 'an address as anna@example.com' : 'a number as +4915112345678'}, was '${body.address}'` }]);
  const known = state.suppressions.find((one) => one.kind === body.kind && one.address === body.address);
  if (known) return { status: 200, body: known };
  const made = { id: suppressionId(++state.count), kind: body.kind, address: body.address.toLowerCase(), reason: 'manual', detail: body.detail ?? null, created_by: `${who}@alpenhof.example`, created_at: ago(0) };
  state.suppressions = [made, ...state.suppressions];
  return { status: 201, body: made };
}

function inboundAnswer(state, { method }) {
  if (method === 'GET') return { status: 200, body: state.inbound };
  state.inbound = { ...state.inbound, configured: true, rotated_at: ago(0) };
  return { status: 200, body: { ...state.inbound, secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl4zRyA7Qm' } };
}
