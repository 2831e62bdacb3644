// A mock of the platform's API over seeded data, for development and for pictures of every state. Who signs in decides
// what the server is like:
//   quality@   everything              empty@    a company without data
//   slow@      answers never come      broken@   every read fails with a problem document
//   guest@     no permission at all    viewer@   may read lots, nothing else
//   admin@     administers the company: users and roles too      platform@  runs the platform and its companies
//   brand@     a tenant with its own colour and logo      two@  an account in two companies
//   plant@     one plant: may look and capture there only, and sees where traces leave it
//   admin@     service accounts too      factor@  a second factor (code 123456)      enrol@  has to set one up
// Passwords: "demo". Run alone: node e2e/mock/server.mjs (FOODFLOW_MOCK_PORT, default 4380). Serves dist/ at /app/.
import { createServer } from 'node:http';
import { clearInterval, setInterval } from 'node:timers';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from './connect.mjs';
import { dairy, seeded } from './dairy.mjs';
import { accounts, answerChallenge, challengeOf, openDoor } from './accounts.mjs';
import { access, neededForAccess, waysIn } from './access.mjs';
import { audit, audited, neededForAudit } from './audit.mjs';
import { applications, discovery, neededForApplications, registered } from './applications.mjs';
import { Graph } from './graph.mjs';
import { lineage, neededForLineage } from './lineage.mjs';
import { neededForNotifications, notifications, sentOut, told, unreadOf } from './notifications.mjs';
import { answerNotifying, neededForNotifying, notifying } from './notifying.mjs';
import { answerOnCall, neededForOnCall, onCall } from './oncall.mjs';
import { administration, neededFor, people as company } from './people.mjs';
import { neededForSignIns, ownSignIns, signIns } from './sign-ins.mjs';
import { neededForSignatures, signatures, signed } from './signatures.mjs';
import { keeping, neededForRetention, retention } from './retention.mjs';
import { neededForSigning, signing, signingSettings } from './signing-settings.mjs';
import { discover, neededForSso, providers, sso } from './sso.mjs';
import { neededForTenants, ownTenant, tenancy, tenants } from './tenants.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.json': 'application/json' };
const all = ['node:read', 'node:write', 'relationship:read', 'trace:read', 'event:read', 'event:capture', 'graph:import', 'job:read', 'job:cancel', 'user:read', 'role:read'];
const ownCompany = ['tenant:read', 'tenant:write', 'tenant:export', 'subscription:read', 'subscription:write', 'feature:write'];
const telling = ['notification_channel', 'notification_template', 'notification_subscription', 'notification_suppression', 'notification_oncall'].flatMap((one) => [`${one}:read`, `${one}:write`]);
/** The mock's own plant, which plant@ sees. */
const plantSite = 'https://id.gs1.org/414/4012345000016';
const people = {
  platform: { first_name: 'Petra', last_name: 'Ott', roles: ['platform_admin'], permissions: [...ownCompany, 'platform_tenant:read', 'platform_tenant:write'] },
  admin: { first_name: 'Andrea', last_name: 'Huber', roles: ['tenant_admin'], permissions: [...all, 'relationship:write', 'user:write', 'role:write', 'tenant:read', 'service_account:read', 'service_account:write', 'session:read', 'session:revoke', 'policy:read', 'policy:write', 'identity_provider:read', 'identity_provider:write', 'sign_in:read', 'oauth_client:read', 'oauth_client:write', 'notification_delivery:read', 'notification_delivery:write', 'audit:read', 'signing_policy:read', 'signing_policy:write', ...ownCompany, ...telling, 'lineage:read', 'retention:read', 'retention:write', 'legal_hold:read', 'legal_hold:write'] },
  quality: { first_name: 'Marta', last_name: 'Keller', roles: ['quality_manager'], permissions: [...all, 'signature:read', 'signature:sign'] },
  empty: { first_name: 'Nils', last_name: 'Berg', roles: ['tenant_admin'], permissions: [...all, 'user:write', 'policy:read', 'platform_tenant:read', 'identity_provider:read', 'identity_provider:write', 'sign_in:read', 'oauth_client:read', 'oauth_client:write', 'notification_delivery:read', 'audit:read', 'signing_policy:read', 'signing_policy:write', ...telling, 'legal_hold:read', 'legal_hold:write'] },
  slow: { first_name: 'Sven', last_name: 'Lang', roles: ['quality_manager'], permissions: [...all, 'policy:read', 'tenant:read', 'platform_tenant:read', 'sign_in:read', 'oauth_client:read', 'audit:read', 'signing_policy:read'] },
  broken: { first_name: 'Bea', last_name: 'Roth', roles: ['quality_manager'], permissions: [...all, 'policy:read', 'sign_in:read', 'oauth_client:read', 'tenant:read', 'platform_tenant:read', 'audit:read', 'retention:read', 'signing_policy:read'] },
  plant: { first_name: 'Petra', last_name: 'Steiner', roles: ['plant_manager'], permissions: [], at_sites: [{ permissions: ['node:read', 'relationship:read', 'trace:read', 'event:read', 'event:capture', 'user:read', 'job:read', 'tenant:read'], sites: [plantSite] }] },
  guest: { first_name: 'Gil', last_name: 'Amann', roles: ['viewer'], permissions: [] },
  viewer: { first_name: 'Vera', last_name: 'Lux', roles: ['viewer'], permissions: ['node:read'] },
  two: { first_name: 'Tom', last_name: 'Zwei', roles: ['auditor'], permissions: all },
  factor: { first_name: 'Fritz', last_name: 'Halm', roles: ['quality_manager'], permissions: all },
  enrol: { first_name: 'Enno', last_name: 'Rast', roles: ['operator'], permissions: all },
  brand: { first_name: 'Bruno', last_name: 'Costa', roles: ['operator'], permissions: [...all, 'sign_in:read', 'oauth_client:read'] },
};

/** People whose password is right and who may not come in all the same. */
const refusals = { suspended: ['tenant-suspended', 'Tenant suspended'], abroad: ['address-not-allowed', 'Not from this address'] };

export async function startMock({ port = 0, tokenSeconds = 900 } = {}) {
  const state = new MockState(tokenSeconds);
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error) => {
      response.writeHead(500).end(String(error?.stack ?? error));
    });
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    graph: state.graph,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

class MockState {
  constructor(tokenSeconds) {
    this.tokenSeconds = tokenSeconds;
    this.small = dairy();
    this.large = dairy({ seed: 5, scale: 39, code: 'MP-2026-0999', prefix: 'l' });
    const twin = this.small.nodes.find((node) => node.lot_code === 'LEC-88213');
    const other = { ...twin, id: `${twin.id.slice(0, -2)}ff`, product_name: 'Sunflower lecithin', name: 'Sunflower lecithin', gtin: '04099999000014', key: 'https://id.gs1.org/01/04099999000014/10/LEC-88213' };
    this.graph = new Graph([this.small, this.large, { nodes: [other], edges: [] }]);
    // Lists show the small company; the large lot is found by its code.
    this.listed = [...this.small.nodes, other, this.large.start].sort((a, b) => b.at - a.at);
    this.captures = captures();
    this.company = company();
    this.ways = waysIn();
    this.applications = registered();
    this.sso = { providers: providers() };
    /** Refresh tokens of sessions that came from an identity provider. */
    this.atProvider = new Set();
    this.tenancy = tenancy();
    this.signatures = signed(this.small.start.id);
    this.jobs = [new MockJob('import-foodchain-lab', 4000, { network: 'tea-outbreak', stations: 23, deliveries: 46, relations: 41, contradictions: 2 }, Date.now() - 93_600_000)];
    this.told = told();
    this.sentOut = sentOut();
    this.retention = retention();
    this.signing = signingSettings();
    this.audit = audited(this.small.start.id);
    this.notifying = notifying();
    this.onCall = onCall(this.company.users);
    this.listeners = new Set();
    this.tokens = new Map();
    this.refreshes = new Map();
    this.count = 0;
  }

  grant(who) {
    const access = `access-${who}-${++this.count}`;
    const refresh = `refresh-${who}-${this.count}`;
    this.tokens.set(access, { who, until: Date.now() + this.tokenSeconds * 1000 });
    this.refreshes.set(refresh, who);
    return { access_token: access, token_type: 'Bearer', expires_in: this.tokenSeconds, refresh_token: refresh, user: userOf(who, ownTenant(this.tenancy)) };
  }
}

/** Work that takes its time, and may be told to end. */
class MockJob {
  constructor(kind, takes, result, began = Date.now()) {
    this.id = `018fffff-0b00-7aaa-8000-${String(++MockJob.count).padStart(12, '0')}`;
    Object.assign(this, { kind, takes, result, began, cancelled: null });
  }

  get progress() {
    return Math.min(1, ((this.cancelled ?? Date.now()) - this.began) / this.takes);
  }

  get running() {
    return this.cancelled === null && this.progress < 1;
  }

  view() {
    const state = this.cancelled !== null ? 'cancelled' : this.progress < 1 ? 'running' : 'succeeded';
    return {
      id: this.id, kind: this.kind, key: this.kind, state, progress: this.progress, message: this.running ? `${Math.round(this.progress * 1000)} events` : null, attempts: 1, cancel_asked: this.cancelled !== null,
      result: state === 'succeeded' ? this.result : null, requested_by: 'quality@alpenhof.example', created_at: new Date(this.began).toISOString(),
    };
  }
}
MockJob.count = 0;

function userOf(who, own) {
  const branded = who === 'brand';
  return {
    id: `user-${who}`, email: `${who}@alpenhof.example`, ...people[who],
    tenant: {
      id: 't1', slug: 'alpenhof', name: branded ? 'Costa Gelato' : who === 'empty' ? 'Nordkorn' : own.name,
      primary_color: branded ? '#8a1c5b' : own.branding.primary_color, logo_url: branded ? '/mock/logo.svg' : own.branding.logo_url,
    },
  };
}

function captures() {
  const random = seeded(99);
  return Array.from({ length: 23 }, (_, i) => {
    const total = 40 + random.int(460);
    const bad = i % 6 === 2;
    const rollback = i % 12 === 2;
    const rejected = bad ? 3 + random.int(9) : 0;
    const created = Date.now() - i * 5_400_000 - random.int(3_000_000) - (i === 0 ? 0 : 200_000);
    return {
      job_id: `018f${String(i).padStart(4, '0')}-7c11-7aaa-8000-0000000000b0`, capture_id: `018f${String(i).padStart(4, '0')}-7c11-7aaa-8000-00000000c0de`, created_at: new Date(created).toISOString(), finished_at: i === 0 ? null : new Date(created + 4000).toISOString(),
      file_name: ['receipts', 'production', 'shipping'][i % 3] + `-${String(30 - i).padStart(2, '0')}.jsonld`, document_bytes: total * 842, captured_by: 'quality@alpenhof.example',
      running: i === 0, success: !bad, capture_error_behaviour: rollback ? 'rollback' : 'proceed', progress: i === 0 ? 0.62 : 1,
      counts: rollback
        ? { total, accepted: 0, duplicate: 0, rejected, warning: 0 }
        : { total, accepted: Math.round((i === 0 ? 0.62 : 1) * (total - rejected - (i % 4 === 1 ? 3 : 0) - (i % 5 === 3 ? 1 : 0))), duplicate: i % 4 === 1 ? 3 : 0, rejected, warning: i % 5 === 3 ? 1 : 0 },
      errors: rollback ? [{ title: 'Document refused', detail: `${rejected} of ${total} events are not valid; nothing was kept` }] : [],
    };
  });
}

const reasons = [
  ['epcList[0]', 'gs1.check_digit', 'check digit of GTIN 04012345000119 must be 7, was 9'],
  ['eventTime', 'time.plausible', 'eventTime must be a date that exists, was 2026-02-30T10:00:00Z'],
  ['quantityList[1].uom', 'unit.known', 'unit must be a UN/CEFACT Rec 20 code, was KILO'],
  ['bizLocation.id', 'gs1.sgln', 'GLN 4012345000009 has a wrong check digit; 4012345000001 was expected'],
];

function outcomes(capture) {
  const every = Math.max(2, Math.floor(capture.counts.total / Math.max(1, capture.counts.rejected)));
  return Array.from({ length: capture.counts.total }, (_, index) => {
    const rejected = capture.counts.rejected > 0 && index % every === every - 1 && Math.floor(index / every) < capture.counts.rejected;
    const [field, rule, message] = reasons[Math.floor(index / every) % reasons.length];
    return {
      index, outcome: rejected ? 'rejected' : index === 7 && capture.counts.warning ? 'warning' : capture.counts.duplicate && index % 61 === 60 ? 'duplicate' : 'accepted',
      event_id: rejected ? undefined : `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`, sender_event_id: `ni:///sha-256;${(index * 2654435761 >>> 0).toString(16).padStart(8, '0')}e4b1c9?ver=CBV2.0`,
      ...(rejected ? {} : { type: 'ObjectEvent', event_time: new Date(Date.parse('2026-03-02T05:00:00Z') + index * 420_000).toISOString(), biz_step: ['receiving', 'storing', 'shipping'][index % 3] }),
      errors: rejected ? [{ field, rule, message }] : index === 7 && capture.counts.warning ? [{ field: 'bizStep', rule: 'cbv.known', message: 'bizStep is not in the CBV; it was kept as given' }] : [],
    };
  });
}

async function handle(state, request, response) {
  const url = new URL(request.url, 'http://mock');
  const path = url.pathname;
  if (path === '/') return response.writeHead(302, { location: '/app/' }).end();
  if (path.startsWith('/app')) return serve(path, response);
  if (path === '/mock/logo.svg') {
    return response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#8a1c5b"/><path d="M9 13a7 7 0 0 1 14 0zM10 15h12l-6 12z" fill="#fff"/></svg>');
  }
  const provider = discovery(path, `http://${request.headers.host}`);
  if (provider) return json(response, 200, provider);
  if (path === '/auth/login') {
    const { email, password, tenant } = JSON.parse(await bodyOf(request));
    const who = String(email).split('@')[0];
    if (refusals[who] && password === 'demo') return problem(response, 403, refusals[who][1], 'refused', { type: `https://foodflow.io/problems/${refusals[who][0]}` });
    if (!people[who] || password !== 'demo') return problem(response, 401, 'Not signed in', 'email or password is not right');
    if (who === 'two' && !tenant) {
      const tenants = [{ slug: 'alpenhof', name: 'Alpenhof Group' }, { slug: 'costa', name: 'Costa Gelato' }];
      return problem(response, 409, 'Which tenant?', 'this e-mail and password fit several tenants', { tenants });
    }
    const challenge = challengeOf(who);
    if (challenge) return problem(response, 401, challenge.title, 'a code is due', challenge);
    return json(response, 200, state.grant(who));
  }
  if (path === '/auth/login/totp') {
    const { who, more, refused } = answerChallenge(JSON.parse(await bodyOf(request)));
    return refused ? problem(response, 401, 'Wrong code', 'the code is wrong', refused) : json(response, 200, { ...state.grant(who), ...more });
  }
  if (request.method === 'POST' && openDoor(path)) {
    const [status, body] = openDoor(path)(JSON.parse(await bodyOf(request)));
    return status < 400 ? (body ? json(response, status, body) : response.writeHead(status).end()) : problem(response, status, body.title, body.detail, body);
  }
  if (path === '/auth/sso/discover') return json(response, 200, discover(JSON.parse(await bodyOf(request)).email));
  if (path === '/auth/sso/alpenhof/p1/start') {
    return response.writeHead(303, { location: `/app/sign-in?to=${encodeURIComponent((url.searchParams.get('to') ?? '/app').slice(4) || '/')}#sso=ffx_good` }).end();
  }
  if (path === '/auth/sso/complete') {
    const good = JSON.parse(await bodyOf(request)).ticket === 'ffx_good';
    const granted = good && state.grant('quality');
    if (granted) state.atProvider.add(granted.refresh_token);
    return granted
      ? json(response, 200, granted)
      : problem(response, 401, 'Sign in again', 'this sign-in was finished before, has run out, or began in another browser', { type: 'https://foodflow.io/problems/ticket-refused' });
  }
  if (path === '/auth/refresh') {
    const { refresh_token } = JSON.parse(await bodyOf(request));
    const who = state.refreshes.get(refresh_token);
    if (!who) return problem(response, 401, 'Not signed in', 'refresh token is unknown or was used before');
    state.refreshes.delete(refresh_token);
    return json(response, 200, state.grant(who));
  }
  if (path === '/auth/logout') {
    const { refresh_token } = JSON.parse(await bodyOf(request));
    return state.atProvider.has(refresh_token)
      ? json(response, 200, { provider: 'Works ID', end_session_url: `http://${request.headers.host}/mock/application` })
      : response.writeHead(204).end();
  }

  const token = state.tokens.get(request.headers.authorization?.replace('Bearer ', ''));
  if (path === '/mock/application') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Silo Portal</title><h1>Silo Portal</h1>');
  // Stripe's page: whoever comes to it has paid, and is sent back.
  if (path === '/mock/pay') {
    state.tenancy.paid = true;
    return response.writeHead(302, { location: url.search.slice('?back='.length) }).end();
  }
  if (path === '/mock/portal') return response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Portal</title><h1>Cards and invoices</h1>');
  if (path.startsWith('/oidc/')) {
    const number = token ? Number(request.headers.authorization.split('-').at(-1)) : 0;
    const [status, body] = connect(path, request.method, number, request.method === 'POST' ? await bodyOf(request) : '');
    return status < 400 ? json(response, status, body) : problem(response, status, body.title, body.detail);
  }
  if (!token || token.until < Date.now()) return problem(response, 401, 'Not signed in', 'access token has run out');
  const { who } = token;
  if (path === '/auth/me') return json(response, 200, userOf(who, ownTenant(state.tenancy)));
  if (who === 'slow') return undefined;
  if (path === '/auth/sign-ins') return json(response, 200, page(ownSignIns(who), url));
  const own = /^\/(auth|service-accounts)(\/|$)/.test(path) ? accounts(who, request.method, path, request.method === 'POST' ? await bodyOf(request) : '') : undefined;
  if (own) return own[0] >= 400 ? problem(response, own[0], own[1].title, own[1].detail, own[1]) : own[1] ? json(response, own[0], own[1]) : response.writeHead(own[0]).end();
  if (who === 'broken') return problem(response, 500, 'The graph is being rebuilt', 'node store answered late three times; reads are refused until it has caught up');
  if (path === '/notifications/stream') return streamUnread(state, who === 'empty', response);
  const watches = neededForOnCall(path, request.method);
  const toTell = watches ?? neededForNotifying(path, request.method);
  const neededHere = toTell ?? neededForNotifications(path, request.method);
  if (path.startsWith('/notifications') && (!neededHere || people[who].permissions.includes(neededHere))) {
    const body = /json/.test(request.headers['content-type']) ? JSON.parse(await bodyOf(request)) : null;
    const asked = { path, method: request.method, query: url.searchParams, body, ifMatch: request.headers['if-match'], empty: who === 'empty', who };
    const answer = watches ? answerOnCall(state.onCall, asked) : toTell === undefined ? notifications(state, asked) : answerNotifying(state.notifying, asked);
    if (answer.problem) return problem(response, answer.status, answer.problem, answer.detail, answer.more);
    if (answer.status === 204) return response.writeHead(204).end();
    if (request.method === 'PUT') state.listeners.forEach((tell) => tell());
    return json(response, answer.status, answer.list ? page(answer.list, url) : answer.body);
  }
  const administered = neededHere ?? neededForAudit(path) ?? neededForRetention(path, request.method) ?? neededForSigning(path, request.method) ?? neededForSignatures(path, request.method) ?? neededForSso(path, request.method) ?? neededForSignIns(path) ?? neededForLineage(path) ?? neededForApplications(path, request.method) ?? neededForTenants(path, request.method) ?? neededForAccess(path, request.method) ?? neededFor(path, request.method);
  const needs = administered ?? (path.startsWith('/graph/traceability') ? 'trace:read' : path.startsWith('/graph/import') ? 'graph:import' : path.endsWith('/cancel') ? 'job:cancel' : path.startsWith('/graph') ? 'node:read' : path.startsWith('/jobs') ? 'job:read' : request.method === 'POST' ? 'event:capture' : 'event:read');
  if (!people[who].permissions.includes(needs) && !(!administered && people[who].at_sites?.[0].permissions.includes(needs) && needs !== 'job:read')) return problem(response, 403, 'Not permitted', `needs ${needs}`);
  if (administered) {
    const body = /json/.test(request.headers['content-type']) ? JSON.parse(await bodyOf(request)) : null;
    const asked = { path, method: request.method, query: url.searchParams, body, ifMatch: request.headers['if-match'], origin: `http://${request.headers.host}`, empty: who === 'empty', who, start: () => started(state) };
    const answer = neededForAudit(path) ? audit(state.audit, asked) : neededForRetention(path, request.method) ? keeping(state.retention, asked) : neededForSigning(path, request.method) ? signing(state.signing, asked) : neededForSignatures(path, request.method) ? signatures(state.signatures, who, people[who], state.graph, asked) : neededForSso(path, request.method) ? sso(state.sso, asked) : neededForSignIns(path) ? signIns(asked) : neededForLineage(path) ? lineage(asked) : neededForApplications(path, request.method) ? applications(state.applications, asked) : neededForTenants(path, request.method) ? tenants(state.tenancy, asked) : (access(state.ways, state.company, asked) ?? administration(state.company, asked));
    if (answer.problem) return problem(response, answer.status, answer.problem, answer.detail, answer.more);
    if (answer.status === 204) return response.writeHead(204).end();
    if (answer.text) return response.writeHead(200, { 'content-type': 'application/jsonl' }).end(answer.text);
    return json(response, answer.status, answer.list ? page(answer.list, url) : answer.body);
  }
  return data(state, who, request, response, url);
}

/** A job that makes an audit export. */
function started(state) {
  const job = new MockJob('export-audit', 1200, {});
  state.jobs.push(job);
  return job;
}

async function data(state, who, request, response, url) {
  const path = url.pathname;
  const empty = who === 'empty';
  if (path === '/graph/nodes') {
    if (url.searchParams.get('q') === plantSite) return json(response, 200, page([nodeOf({ ...state.listed[0], id: 'plant', kind: 'location', key: plantSite, name: 'Plant Rosenheim', lot_code: null })], url));
    const kinds = url.searchParams.getAll('kind').flatMap((kind) => kind.split(','));
    const states = url.searchParams.getAll('state');
    const q = (url.searchParams.get('q') ?? '').toLowerCase();
    const found = empty ? [] : state.listed.filter((node) =>
      (kinds.length === 0 || kinds.includes(node.kind)) && (states.length === 0 || states.includes(node.state)) && (!q || [node.lot_code, node.name, node.key, node.product_name].some((text) => text?.toLowerCase().includes(q))));
    if (url.searchParams.get('order') === 'newest') found.reverse();
    return json(response, 200, page(found.map(nodeOf), url));
  }
  if (path === '/graph/nodes/counts') {
    const counts = {};
    if (!empty) for (const node of state.listed) counts[node.kind] = (counts[node.kind] ?? 0) + 1;
    return json(response, 200, Object.entries(counts).map(([kind, nodes]) => ({ kind, nodes })));
  }
  if (path.startsWith('/graph/nodes/')) {
    const node = state.graph.nodes.get(path.split('/').at(-1));
    return node && !empty ? json(response, 200, nodeOf(node)) : problem(response, 404, 'Not found', 'no such node');
  }
  if (path.startsWith('/graph/traceability/')) return trace(state, empty, response, url, who === 'plant');
  if (path === '/graph/import/foodchain-lab') return network(state, request, response, url);
  if (path.startsWith('/jobs')) return jobs(state, empty, request, response, url);
  if (path === '/capture' && request.method === 'POST') return capture(state, request, response);
  const list = empty ? state.captures.filter((one) => one.own) : state.captures;
  if (path === '/capture') return json(response, 200, page(list.map(live), url));
  if (path.startsWith('/events/')) return json(response, 200, received(state));
  const one = state.captures.find((each) => each.capture_id === path.split('/')[2]);
  if (!one) return problem(response, 404, 'Not found', 'no such capture');
  return json(response, 200, path.endsWith('/events') ? page(chosen(one.outcomes ?? outcomes(one), url), url) : live(one));
}

function trace(state, empty, response, url, atSites) {
  const direction = url.pathname.split('/').at(-1);
  const query = Object.fromEntries(url.searchParams);
  const found = empty ? [] : state.graph.find(query);
  if (found.length === 0) return problem(response, 404, 'Not found', `no lot ${query.lot ?? query.epc ?? query.node_id}`);
  if (found.length > 1) {
    return problem(response, 409, 'Ambiguous', `${found.length} lots have the code ${query.lot}`, { candidates: found.map(({ id, key, name }) => ({ id, key, name })) });
  }
  return json(response, 200, state.graph.trace(direction, found[0], {
    depth: query.depth ? Number(query.depth) : Infinity, limit: Math.min(5000, Number(query.limit ?? 500)), kinds: query.kinds?.split(',') ?? null, respectTime: query.mode !== 'all', atSites,
  }));
}

/** An event as its sender wrote it: a packing of the contaminated lot, in the forms that senders use. */
function received(state) {
  const { start, nodes } = state.small;
  const pallet = nodes.find((node) => node.kind === 'logistic_unit');
  return {
    type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', disposition: 'in_progress', eventTime: '2026-03-02T10:00:00Z', eventTimeZoneOffset: '+01:00', parentID: pallet.key,
    childQuantityList: [{ epcClass: start.key, quantity: 480, uom: 'KGM' }, { epcClass: 'urn:epc:class:lgtin:4012345.000099.GONE-1', quantity: 20, uom: 'KGM' }], readPoint: { id: 'urn:epc:id:sgln:4012345.00000.0' },
  };
}

function jobs(state, empty, request, response, url) {
  const [, , id, verb] = url.pathname.split('/');
  if (!id) {
    const kind = url.searchParams.get('kind');
    const standing = { id: 'j1', kind: 'import-foodchain-lab', state: 'running', progress: 0.43, message: 'Importing FoodChain-Lab network', created_at: new Date().toISOString() };
    const all = empty ? [] : kind ? state.jobs.map((job) => job.view()).reverse() : [standing];
    return json(response, 200, { items: all.filter((job) => !kind || job.kind === kind), next_cursor: null });
  }
  const job = state.jobs.find((one) => one.id === id);
  if (!job) return problem(response, 404, 'Not found', 'no such job');
  if (verb === 'cancel') job.cancelled ??= Date.now();
  return verb === 'stream' ? stream(job, response) : json(response, 200, job.view());
}

function streamUnread(state, empty, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const tell = () => response.write(`event: unread\ndata: ${JSON.stringify(unreadOf(empty ? [] : state.told))}\n\n`);
  state.listeners.add(tell);
  response.on('close', () => state.listeners.delete(tell));
  tell();
}

function stream(job, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const tell = () => {
    response.write(`event: ${job.running ? 'progress' : 'end'}\ndata: ${JSON.stringify(job.view())}\n\n`);
    if (job.running) return;
    clearInterval(timer);
    response.end();
  };
  const timer = setInterval(tell, 200);
  response.on('close', () => clearInterval(timer));
  tell();
}

/** Networks in the simplest of FoodChain-Lab's forms; a delivery to nowhere is refused as the platform refuses it. */
async function network(state, request, response, url) {
  const { stations, deliveries, deliveriesRelations = [] } = JSON.parse(await bodyOf(request));
  const known = new Set(stations.map(({ id }) => id));
  const errors = deliveries.flatMap(({ target }, i) =>
    known.has(target) ? [] : [{ field: `deliveries[${i}].to`, rule: 'exists', message: `deliveries[${i}].to must be the id of a station, there is no '${target}'` }]);
  if (errors.length > 0) {
    return problem(response, 400, 'Invalid network', `the network breaks ${errors.length} rules and nothing of it was imported: ${errors[0].message}`, { errors });
  }
  const name = url.searchParams.get('name');
  const slug = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  const counts = { stations: stations.length, deliveries: deliveries.length, relations: deliveriesRelations.length };
  const job = new MockJob('import-foodchain-lab', 1200, { network: slug, ...counts, contradictions: 1 });
  state.jobs.push(job);
  return json(response, 202, { network: slug, name, job_id: job.id, ...counts }, { location: `/jobs/${job.id}` });
}

async function capture(state, request, response) {
  const text = await bodyOf(request);
  let events;
  try {
    events = request.headers['content-type'].includes('json') ? (JSON.parse(text).epcisBody?.eventList ?? [JSON.parse(text)]) : [...text.matchAll(/<(\w+)Event>/g)].map(() => ({ eventTime: 'x' }));
  } catch (error) {
    return problem(response, 400, 'Document cannot be read', `JSON ends too early or has a wrong sign: ${error.message}`);
  }
  const proceed = request.headers['gs1-capture-error-behaviour'] === 'proceed';
  const found = events.map((event, index) => event.eventTime
    ? { index, outcome: 'accepted', event_id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`, errors: [] }
    : { index, outcome: 'rejected', errors: [{ field: 'eventTime', rule: 'required', message: 'eventTime must be given, was absent' }] });
  const rejected = found.filter((one) => one.outcome === 'rejected').length;
  const rolledBack = rejected > 0 && !proceed;
  const name = new URL(request.url, 'http://mock').searchParams.get('file_name');
  const job = new MockJob('capture', name?.startsWith('slow') ? 30_000 : 1500, null);
  state.jobs.push(job);
  const one = {
    capture_id: `018fffff-7c11-7aaa-8000-${String(state.captures.length).padStart(12, '0')}`, created_at: new Date().toISOString(), own: true, job, job_id: job.id, file_name: name, outcomes: found,
    capture_error_behaviour: proceed ? 'proceed' : 'rollback', success: rejected === 0,
    counts: { total: events.length, accepted: rolledBack ? 0 : events.length - rejected, duplicate: 0, rejected, warning: 0 }, errors: [],
  };
  state.captures.unshift(one);
  return json(response, 202, { capture_id: one.capture_id, job_id: job.id }, { location: `/capture/${one.capture_id}` });
}

function chosen(events, url) {
  const outcome = url.searchParams.get('outcome');
  return outcome ? events.filter((event) => event.outcome === outcome) : events;
}

/** A capture as it stands now: own ones go on as their job does. */
function live(one) {
  const { job } = one;
  const shown = without(one, 'job', 'outcomes', 'own');
  if (!job) return shown;
  const { running, progress, cancelled } = job;
  const errors = cancelled === null ? one.errors : [{ type: 'https://foodflow.io/problems/capture-cancelled', title: 'Capture cancelled', detail: 'the capture was cancelled before its end' }];
  return { ...shown, running, progress, finished_at: running ? null : new Date().toISOString(), success: running || cancelled !== null ? false : one.success, errors };
}

function nodeOf(node) {
  return without(node, 'at', 'load', 'arrived');
}

function without(record, ...names) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function page(items, url) {
  const limit = Math.min(500, Number(url.searchParams.get('limit') ?? 50));
  const from = Number(url.searchParams.get('cursor') ?? 0);
  return { items: items.slice(from, from + limit), next_cursor: from + limit < items.length ? String(from + limit) : null };
}

async function serve(path, response) {
  const wanted = normalize(path.replace(/^\/app\/?/, ''));
  const file = wanted.startsWith('..') || !extname(wanted) ? 'index.html' : wanted;
  try {
    const body = await readFile(join(dist, file));
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
      'cache-control': file === 'index.html' ? 'no-cache' : 'max-age=31536000, immutable',
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** A request's body, also when it is asked for again. */
async function bodyOf(request) {
  request.received ??= (async () => {
    const parts = [];
    for await (const part of request) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  })();
  return request.received;
}

/** As the platform does: what is not known is left out. */
function json(response, status, body, headers = {}) {
  const known = JSON.stringify(body, (_, value) => (value === null ? undefined : value));
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(known);
}

function problem(response, status, title, detail, more = {}) {
  const body = { type: 'https://foodflow.io/problems/mock', title, status, detail, trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', ...more };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startMock({ port: Number(process.env.FOODFLOW_MOCK_PORT ?? 4380) });
  console.log(`mock platform at ${url}/app/ (quality@alpenhof.example, demo)`);
}
