// Companies of the mock's platform: plans, usage, features, exports, and what is done to them.
import { setTimeout } from 'node:timers';

const day = 86_400_000;
const from = (days) => new Date(Date.now() + days * day).toISOString();
const ofPlan = {
  free: ['traceability', 'epcis', 'recall'],
  pro: ['traceability', 'epcis', 'recall', 'forecasting', 'sensors', 'production', 'optimization', 'custom_roles', 'api_access', 'audit_export'],
};
const all = ['traceability', 'epcis', 'recall', 'forecasting', 'sensors', 'production', 'vision', 'copilot', 'optimization', 'data_rooms', 'sso', 'custom_roles', 'api_access', 'audit_export', 'dedicated_database'];
const plans = [
  { name: 'free', title: 'Free', description: 'To try it out', price_month_cents: 0, currency: 'EUR', features: ofPlan.free, limits: { users: 5, events: 10_000, storage_bytes: 1_073_741_824 } },
  { name: 'pro', title: 'Pro', description: 'For a company', price_month_cents: 49_000, currency: 'EUR', features: ofPlan.pro, limits: { users: 50, events: 1_000_000, storage_bytes: 107_374_182_400 } },
  { name: 'enterprise', title: 'Enterprise', description: 'For groups', price_month_cents: null, currency: 'EUR', features: all, limits: { users: null, events: null, storage_bytes: null } },
];
const metrics = [['users', 'gauge', 43], ['events', 'count', 412_803], ['api_calls', 'count', 91_204], ['storage_bytes', 'gauge', 112_742_891_520]];
const companies = [
  ['t1', 'alpenhof', 'Alpenhof Group', 'pro'], ['t2', 'bauernbrot', 'Bauernbrot Bäckerei AG', 'free'], ['t3', 'costa_gelato', 'Costa Gelato', 'pro', 'suspended'],
  ['t4', 'dorfmolki', 'Dorfmolki Genossenschaft', 'free'], ['t5', 'fjordfisk', 'Fjordfisk AS', 'enterprise'], ['t6', 'gemuese_seeland', 'Gemüse Seeland GmbH', 'pro'],
  ['t7', 'huilerie_du_lac', 'Huilerie du Lac SA', 'free', 'deleting'], ['t8', 'nordkorn', 'Nordkorn Mühlen', 'enterprise'], ['t9', 'probier_2026', 'Probierstube (sandbox)', 'free'],
];

/** The platform's companies before anybody changes them. */
export function tenancy() {
  return {
    count: 20,
    tenants: companies.map(([id, slug, name, plan, status = 'active'], i) => ({
      id, slug, name, plan, status, branding: id === 't3' ? { primary_color: '#8a1c5b', logo_url: '/mock/logo.svg' } : { primary_color: null, logo_url: null },
      suspension: status === 'suspended' ? { reason: 'Invoices of September and October are open', since: from(-6), by: 'Petra Ott' } : null,
      deletion: status === 'deleting' ? { tenant_id: id, slug, name, state: 'waiting', requested_by: 'Petra Ott', reason: 'Company was sold', requested_at: from(-2), erase_after: from(5), attempts: 1 } : null,
      sandbox: id === 't9', version: 1, created_at: from(-30 * (i + 3)), updated_at: from(-i),
    })),
    switched: new Map([['t1', new Map([['vision', { enabled: true, source: 'platform', reason: 'Pilot of line 3 until March', changed_by: 'Petra Ott', changed_at: from(-12) }], ['optimization', { enabled: false, source: 'tenant', changed_by: 'Andrea Huber', changed_at: from(-30) }]])]]),
    limits: new Map(),
    skipped: new Set(),
    subscriptions: new Map([
      ['t2', { ...byHand('t2'), checkout_plans: ['pro'] }],
      ['t3', { ...byHand('t3'), state: 'past_due', grace_ends_at: from(9) }],
      ['t6', { ...byHand('t6'), billing: 'stripe', portal: true, state: 'past_due', grace_ends_at: from(9) }],
    ]),
    stripe: { state: 'other', account_id: 'acct_1QxBefore', live: true, key_account_id: 'acct_1QxOther', key_live: false },
    contracts: ['sub_1Qa', 'sub_1Qb'].map((id, i) => ({ id, tenant_id: 't6', customer_id: 'cus_t6', price_id: `price_support_${i}`, status: 'active', seen_at: from(-i) })),
    told: [['evt_4', 'invoice.paid', 'done', 't6'], ['evt_3', 'customer.subscription.updated', 'dead', 't3', 'Stripe has a fault of its own; repeat in a few minutes, nothing is ordered twice'], ['evt_2', 'invoice.paid', 'unmatched', null], ['evt_1', 'product.updated', 'ignored', null]].map(
      ([id, type, state, tenant_id, error = null], i) => ({ id, type, state, tenant_id, customer_id: type.startsWith('product') ? null : `cus_${tenant_id ?? 'Qx81'}`, happened_at: from(-i), received_at: from(-i), attempts: state === 'dead' ? 12 : 0, error })),
    placements: new Map([['t8', { tenant_id: 't8', enabled: true, database: 'foodflow_nordkorn', size: sizeOf('t8'), move: moved() }]]),
    sandboxes: new Map(),
    backups: new Map([['t2', [
      { id: 'b2', origin: 'asked', state: 'succeeded', progress: 1, requested_by: 'Petra Ott', requested_at: from(-1), taken_at: from(-1), size_bytes: 41_204_118, rows: 182_406, sha256: '3b1f8c0d7e6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c', expires_at: from(29) },
      { id: 'b1', origin: 'scheduled', state: 'succeeded', progress: 1, requested_by: 'tenant-tasks', requested_at: from(-2), taken_at: from(-2), size_bytes: 40_977_003, rows: 181_377, sha256: '9f2c1e6b7a5d4830c1f0b2a49e8d7c6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d', expires_at: null },
    ]]]),
    restores: new Map(),
    exports: new Map([['t1', [{ id: 'e1', tenant_id: 't1', state: 'succeeded', progress: 1, requested_by: 'Andrea Huber', requested_at: from(-9), size_bytes: 84_120_331, sha256: '9f2c1e6b7a5d4830c1f0b2a49e8d7c6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d', expires_at: from(21) }]]]),
  };
}

function byHand(tenant_id) {
  return { tenant_id, state: 'active', billing: 'manual', billing_note: 'invoiced by hand', checkout_plans: [], portal: false, trial_available: true, current_period_end: from(8), version: 1 };
}

/** The company that everybody of the mock belongs to. */
export function ownTenant(tenancy) {
  return tenancy.tenants[0];
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForTenants(path, method) {
  if (path === '/plans') return 'tenant:read';
  if (path.startsWith('/billing/')) return `platform_tenant:${method === 'GET' ? 'read' : 'write'}`;
  const [, tenants, id, part, last] = path.split('/');
  if (tenants !== 'tenants') return undefined;
  const own = id === 't1';
  if (!own || ['suspend', 'resume', 'deletion', 'limits', 'administrators', 'promotion', 'backups', 'restores'].includes(part) || (method === 'DELETE' && !part)) return `platform_tenant:${method === 'GET' ? 'read' : 'write'}`;
  if (method === 'GET') return part === 'subscription' || part === 'invoices' ? 'subscription:read' : 'tenant:read';
  return { onboarding: 'tenant:write', subscription: 'subscription:write', features: 'feature:write', exports: 'tenant:export' }[part] ?? (last ? 'platform_tenant:write' : 'tenant:write');
}

const problem = (status, title, detail, more) => ({ status, problem: title, detail, more });
const invalid = (field, message) => problem(400, 'The request breaks a rule', message, { errors: [{ field, rule: 'form', message }] });

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function tenants(tenancy, asked) {
  const { path, method, body, query } = asked;
  if (path === '/plans') return { status: 200, body: { items: plans } };
  if (path.startsWith('/billing/')) return billing(tenancy, asked);
  const [, , id, part, last] = path.split('/');
  if (!id) return method === 'GET' ? { status: 200, list: listed(tenancy, asked) } : create(tenancy, body);
  const one = tenancy.tenants.find((tenant) => tenant.id === id);
  if (!one) return problem(404, 'Not found', `there is no tenant '${id}' here`);
  if (part === 'usage') return { status: 200, body: usage(tenancy, one) };
  if (part === 'features') return features(tenancy, one, method, last, body);
  if (part === 'limits') return limit(tenancy, one, last, body);
  if (part === 'subscription') return subscription(tenancy, one, method, last, asked);
  if (part === 'onboarding') return onboarding(tenancy, one, last, path.split('/').at(-1));
  if (part === 'invoices') return invoices(tenancy, one);
  if (part === 'administrators') return { status: 201, body: { tenant: one, invitation: { id: 'i8', email: body.email, delivery: 'link', link: '/app/invitation#ffi_Nz4kV7pLc1aD', expires_at: from(7) } } };
  if (part === 'exports') return exported(tenancy, one, method, last);
  if (part === 'promotion') return placement(tenancy, one, method, last);
  if (part === 'backups') return backup(tenancy, one, method, last);
  if (part === 'restores') return restore(tenancy, one, asked);
  if (part === 'sandbox') return sandbox(tenancy, one, method);
  if (part === 'logo') return changed(one, { branding: { ...one.branding, logo_url: method === 'PUT' ? '/mock/logo.svg' : null } });
  if (part === 'suspend') return changed(one, { status: 'suspended', suspension: { reason: body.reason, since: from(0), by: 'Petra Ott' } });
  if (part === 'resume') return changed(one, { status: 'active', suspension: null });
  if (part === 'deletion') return changed(one, { status: 'active', deletion: null });
  if (method === 'GET') return { status: 200, body: one };
  if (method === 'PUT') return replace(one, asked);
  if (query.get('confirm') !== one.slug) return invalid('confirm', 'confirm must be the slug of the tenant');
  const deletion = { tenant_id: id, slug: one.slug, name: one.name, state: 'waiting', requested_by: 'Petra Ott', reason: query.get('reason'), requested_at: from(0), erase_after: from(Number(query.get('grace_days'))), attempts: 1 };
  changed(one, { status: 'deleting', deletion });
  return { status: 202, body: deletion };
}

function listed(tenancy, { query, empty }) {
  const q = (query.get('q') ?? '').toLowerCase();
  const [status, plan] = [query.get('status'), query.get('plan')];
  return empty ? [] : tenancy.tenants.filter((one) => (!q || `${one.slug} ${one.name}`.toLowerCase().includes(q)) && (!status || one.status === status) && (!plan || one.plan === plan));
}

function changed(one, change) {
  Object.assign(one, change, { version: one.version + 1, updated_at: from(0) });
  return { status: 200, body: one };
}

function replace(one, { body, ifMatch }) {
  if (ifMatch !== `"${one.version}"`) return problem(412, 'Changed meanwhile', 'read it again and repeat your change on it');
  if (!body.name) return invalid('name', 'name is required');
  if (body.primary_color && !/^#[0-9a-f]{6}$/i.test(body.primary_color)) return invalid('primary_color', `primary_color must be a colour as #17603f, was '${body.primary_color}'`);
  return changed(one, { name: body.name, branding: { ...one.branding, primary_color: body.primary_color } });
}

function create(tenancy, { slug, name, plan, sandbox, administrator }) {
  if (!/^[a-z][a-z0-9_]{1,40}$/.test(slug)) return invalid('slug', `slug must be a lower-case letter, then 1..40 letters, digits or _, was '${slug}'`);
  if (!/^\S+@\S+\.\S+$/.test(administrator.email)) return invalid('administrator.email', 'administrator.email must be an address as anna@example.com');
  if (tenancy.tenants.some((one) => one.slug === slug)) return problem(409, 'Slug taken', `another tenant has the slug '${slug}'`);
  const tenant = { id: `t${++tenancy.count}`, slug, name, plan, status: 'active', branding: {}, sandbox, version: 1, created_at: from(0), updated_at: from(0) };
  tenancy.tenants.push(tenant);
  tenancy.tenants.sort((a, b) => a.slug.localeCompare(b.slug));
  return { status: 201, body: { tenant, invitation: { id: 'i9', email: administrator.email, delivery: 'link', link: '/app/invitation#ffi_Wm8tZ2rQb5xN', expires_at: from(7) } } };
}

function usage(tenancy, one) {
  const now = new Date();
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
  return { period: next.slice(0, 7), from: next, to: next, plan: one.plan, metrics: metrics.map((metric) => metricOf(tenancy, one, metric, next)) };
}

function metricOf(tenancy, one, [metric, kind, used], next) {
  const own = tenancy.limits.get(`${one.id} ${metric}`);
  const limit = own ? own.limit : plans.find(({ name }) => name === one.plan).limits[metric];
  const share = limit ? used / limit : null;
  const state = share === null ? 'unlimited' : share >= 1 ? 'exceeded' : share >= 0.8 ? 'warning' : 'ok';
  return { metric, title: metric, unit: metric, kind, used, limit, limit_source: own ? 'platform' : 'plan', share, state, resets_at: kind === 'count' ? next : null };
}

function limit(tenancy, one, metric, { limit: wanted, unlimited, reason }) {
  if (!reason) return invalid('reason', 'reason is required');
  const key = `${one.id} ${metric}`;
  if (wanted === null && !unlimited) tenancy.limits.delete(key);
  else tenancy.limits.set(key, { limit: wanted });
  return { status: 200, body: metricOf(tenancy, one, metrics.find(([name]) => name === metric), from(9)) };
}

function features(tenancy, one, method, name, body) {
  const switched = tenancy.switched.get(one.id) ?? new Map();
  tenancy.switched.set(one.id, switched);
  const has = plans.find((plan) => plan.name === one.plan).features;
  const shown = (feature) => {
    const in_plan = has.includes(feature);
    return { feature, title: feature, in_plan, enforced: ['custom_roles', 'api_access', 'sso', 'dedicated_database'].includes(feature), explanation: '', ...(switched.get(feature) ?? { enabled: in_plan, source: 'plan' }) };
  };
  if (method === 'GET') return { status: 200, body: { items: all.map(shown) } };
  if (body.enabled === null || (body.enabled && has.includes(name))) switched.delete(name);
  else switched.set(name, { enabled: body.enabled, source: 'tenant', changed_by: 'Andrea Huber', changed_at: from(0) });
  return { status: 200, body: shown(name) };
}

function onboarding(tenancy, one, step, verb) {
  if (verb === 'skip') tenancy.skipped.add(step);
  if (verb === 'test') tenancy.mailed = true;
  const done = ['people', 'events', ...(tenancy.mailed ? ['mail'] : [])];
  const pages = { branding: '/company', people: '/users', second_step: '/policy', site: '/captures?upload=1', mail: '/', single_sign_on: '/single-sign-on', events: '/captures?upload=1', plan: '/company/plan' };
  const steps = Object.entries(pages).map(([name, page]) => ({ step: name, state: done.includes(name) ? 'done' : tenancy.skipped.has(name) ? 'skipped' : 'open', page }));
  return { status: 200, body: { dismissed: tenancy.skipped.has('all'), steps } };
}

function invoices(tenancy, one) {
  const stripe = tenancy.subscriptions.get(one.id)?.billing === 'stripe';
  return { status: 200, body: { items: stripe ? ['open', 'paid', 'paid'].map((status, i) => ({ id: `in_${i}`, number: `FF-000${3 - i}`, status, total_minor: 49_900, due_minor: i ? 0 : 49_900, currency: 'EUR', issued_at: from(-30 * i - 5), url: `https://invoice.stripe.example/${i}` })) : [] } };
}

function billing(tenancy, { path, query, method }) {
  if (path === '/billing/account') return { status: 200, body: tenancy.stripe };
  if (path === '/billing/account/confirm') return { status: 200, body: Object.assign(tenancy.stripe, { state: 'ours' }) };
  if (path === '/billing/contracts') return { status: 200, list: tenancy.contracts };
  const state = query.get('state');
  if (method === 'GET') return { status: 200, list: tenancy.told.filter((one) => !state || one.state === state) };
  const one = tenancy.told.find(({ id }) => path.includes(id));
  return { status: 200, body: Object.assign(one, { state: 'waiting', attempts: 0, error: null }) };
}

function subscription(tenancy, one, method, verb, { body, origin }) {
  const now = tenancy.subscriptions.get(one.id) ?? byHand(one.id);
  tenancy.subscriptions.set(one.id, now);
  if (method === 'PUT') {
    one.plan = body.plan;
    now.checkout_plans = body.plan === 'free' ? ['pro'] : [];
    Object.assign(now, { cancel_at: null, version: now.version + 1, ...(body.trial && { state: 'trialing', trial_available: false, trial_ends_at: from(14) }) });
  }
  if (verb === 'checkout') return { status: 200, body: { url: `${origin}/mock/pay?back=/app/company/plan?checkout=paid`, expires_at: from(1) } };
  if (verb === 'portal') return { status: 200, body: { url: `${origin}/mock/portal` } };
  if (verb === 'refresh' && tenancy.paid) one.plan = 'pro';
  if (verb === 'refresh' && tenancy.paid) Object.assign(now, { billing: 'stripe', state: 'active', portal: true, checkout_plans: [], trial_ends_at: null });
  if (verb === 'payment-failed') Object.assign(now, { state: 'past_due', grace_ends_at: from(14) });
  if (verb === 'paid') Object.assign(now, { state: 'active', grace_ends_at: null });
  if (verb === 'cancel') now.cancel_at = now.current_period_end;
  if (verb === 'reactivate') now.cancel_at = null;
  return { status: 200, body: { ...now, plan: one.plan, effective_plan: one.plan } };
}

function sandbox(tenancy, one, method) {
  if (!one.sandbox) return problem(409, 'Not a sandbox', 'only a tenant that was made as a sandbox is filled with invented data');
  const now = tenancy.sandboxes.get(one.id) ?? { state: 'filled', last_day: from(-1).slice(0, 10), progress: 1, events: 10_268, requested_by: 'the platform', requested_at: from(-9), finished_at: from(-9) };
  tenancy.sandboxes.set(one.id, now);
  if (method === 'GET') return { status: 200, body: now };
  Object.assign(now, { state: 'filling', progress: 0.35, events: 3_500, requested_by: 'Petra Ott' });
  return { status: 202, body: now };
}

const compared = [['audit_chain', 48_211, '6f1d0c5b7e21'], ['audit_entries', 48_211, '-3a90f2c41d7'], ['events', 910_334, null], ['nodes', 20_518, '1c77e0b2'], ['users', 14, '-9d2e41']];

function sizeOf(id) {
  return { bytes: 61_840_031_744, rows: 1_204_881, events_this_month: 41_200, proposed: id === 't2' };
}

function moved() {
  const tables = compared.map(([table, rows, checksum]) => ({ table, rows: checksum ? rows : -1, checksum, matches: checksum ? true : null }));
  return { state: 'dedicated', progress: 1, pause_millis: 212, settle_after: from(7), can_fall_back: true, can_settle: true, tables };
}

function placement(tenancy, one, method, wish) {
  const now = tenancy.placements.get(one.id) ?? { tenant_id: one.id, enabled: true, size: sizeOf(one.id) };
  tenancy.placements.set(one.id, now);
  if (method === 'GET') return { status: 200, body: now };
  if (!wish) {
    now.move = { state: 'copying', progress: 0.42, can_fall_back: true, can_settle: false, tables: [] };
    setTimeout(() => Object.assign(now, { database: `foodflow_${one.slug}`, move: moved() }), 1_500).unref();
  } else if (wish === 'settle') {
    Object.assign(now.move, { state: 'settled', can_fall_back: false, can_settle: false });
  } else {
    Object.assign(now, { database: null, move: { ...now.move, state: 'fallen_back', return_pause_millis: 148, can_fall_back: false, can_settle: false } });
  }
  return { status: 202, body: now };
}

function exported(tenancy, one, method, id) {
  const made = tenancy.exports.get(one.id) ?? [];
  tenancy.exports.set(one.id, made);
  if (method === 'GET') return id ? { status: 200, body: made.find((each) => each.id === id) } : { status: 200, body: { items: made } };
  const begun = { id: `e${++tenancy.count}`, tenant_id: one.id, state: 'running', progress: 0.3, message: 'Writing events', requested_by: 'Andrea Huber', requested_at: from(0) };
  made.unshift(begun);
  setTimeout(() => Object.assign(begun, { state: 'succeeded', progress: 1, message: null, size_bytes: 84_311_220, sha256: made.at(-1).sha256 ?? '0'.repeat(64), expires_at: from(30) }), 2_000).unref();
  return { status: 202, body: begun };
}

function backup(tenancy, one, method, id) {
  const made = tenancy.backups.get(one.id) ?? [];
  tenancy.backups.set(one.id, made);
  if (method === 'GET') return { status: 200, body: { items: made } };
  if (method === 'DELETE') return { status: 204, body: Object.assign(made.find((each) => each.id === id), { state: 'removed' }) };
  if (id === 'uploads') {
    made.unshift({ id: `b${++tenancy.count}`, origin: 'uploaded', state: 'succeeded', progress: 1, requested_by: 'Petra Ott', requested_at: from(0), taken_at: from(-40), size_bytes: 31_311_220, rows: 150_004, sha256: '1'.repeat(64), expires_at: from(30) });
    return { status: 201, body: made[0] };
  }
  const begun = { id: `b${++tenancy.count}`, origin: 'asked', state: 'running', progress: 0.3, message: 'table events', requested_by: 'Petra Ott', requested_at: from(0) };
  made.unshift(begun);
  setTimeout(() => Object.assign(begun, { state: 'succeeded', progress: 1, message: null, taken_at: from(0), size_bytes: 41_311_220, rows: 182_611, sha256: '0'.repeat(64), expires_at: from(30) }), 500).unref();
  return { status: 202, body: begun };
}

function restore(tenancy, one, { method, body, query, path }) {
  const done = tenancy.restores.get(one.id) ?? [];
  tenancy.restores.set(one.id, done);
  if (method === 'GET') return { status: 200, body: { items: done } };
  if (path.endsWith('/undo')) {
    if (query.get('confirm') !== one.slug) return invalid('confirm', 'confirm must be the slug of the tenant');
    return { status: 202, body: Object.assign(done.find((each) => each.id === path.split('/').at(-2)), { state: 'undone' }) };
  }
  if (body.confirm !== one.slug) return invalid('confirm', 'confirm must be the slug of the tenant');
  if (tenancy.tenants.some(({ slug }) => slug === body.into?.slug)) return problem(409, 'Slug taken', `a tenant has the slug '${body.into.slug}' already; choose another`);
  const begun = { id: `r${++tenancy.count}`, backup_id: body.backup_id, copy_slug: body.into?.slug ?? null, state: 'running', requested_by: 'Petra Ott', requested_at: from(0) };
  done.unshift(begun);
  setTimeout(() => Object.assign(begun, { state: 'succeeded', switched_at: from(0) }, body.into ? {} : { pause_millis: 38, undo_until: from(7), replaced_hash: 'c41d9a' + '0e'.repeat(29) }), 500).unref();
  return { status: 202, body: begun };
}
