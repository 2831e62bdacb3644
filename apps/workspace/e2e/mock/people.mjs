// Users, roles and permissions of the mock: a dairy's staff, and the answers that the platform would give.
const operations = {
  'event:capture': [['POST', '/capture', 'Take in an EPCIS document']],
  'event:read': [['GET', '/capture', 'List captures, newest first'], ['GET', '/events/{id}', 'Get an event as it was received']],
  'graph:import': [['POST', '/graph/import/foodchain-lab', 'Import a FoodChain-Lab network']],
  'job:cancel': [['POST', '/jobs/{id}/cancel', 'Ask a job to end']],
  'job:read': [['GET', '/jobs', 'List jobs, newest first'], ['GET', '/jobs/{id}', 'Get a job']],
  'key:rotate': [['POST', '/auth/keys/rotate', 'Sign with a new key from now on']],
  'node:read': [['GET', '/graph/nodes', 'List nodes'], ['GET', '/graph/nodes/{id}', 'Get a node'], ['GET', '/graph/nodes/counts', 'Count nodes by kind']],
  'node:write': [['POST', '/graph/nodes', 'Create a node'], ['PUT', '/graph/nodes/{id}', 'Replace a node'], ['DELETE', '/graph/nodes/{id}', 'Delete a node']],
  'policy:read': [['GET', '/tenant/policy', 'Get what this tenant asks of its accounts']],
  'policy:write': [['PUT', '/tenant/policy', 'Replace what this tenant asks of its accounts']],
  'relationship:read': [['GET', '/graph/relationships/{id}', 'Get a relationship']],
  'relationship:write': [['POST', '/graph/relationships', 'Create a relationship']],
  'role:read': [['GET', '/permissions', 'List permissions by name, each with the operations that ask for it'], ['GET', '/roles', 'List roles by name'], ['GET', '/roles/{id}', 'Get a role']],
  'role:write': [['POST', '/roles', 'Create a role with permissions that the caller holds'], ['DELETE', '/roles/{id}', 'Delete a role'], ['PUT', '/roles/{id}', 'Replace a role']],
  'session:read': [['GET', '/users/{id}/sessions', 'List a user’s sessions, the last used first']],
  'session:revoke': [['DELETE', '/users/{id}/sessions', 'End all sessions of a user']],
  'tenant:read': [],
  'trace:read': [['GET', '/graph/traceability/backward', 'Trace a lot to its origins'], ['GET', '/graph/traceability/forward', 'Trace a lot to its customers']],
  'user:read': [['GET', '/users', 'List users by e-mail address'], ['GET', '/users/{id}', 'Get a user'], ['GET', '/users/{id}/permissions', 'Say what a user may do and why']],
  'user:write': [['POST', '/users', 'Create a user'], ['PUT', '/users/{id}', 'Replace a user'], ['DELETE', '/users/{id}', 'Delete a user']],
};
const everything = Object.keys(operations);
const ofTheTenant = everything.filter((one) => !one.startsWith('key:'));
const looks = ['node:read', 'relationship:read', 'trace:read', 'event:read', 'job:read', 'tenant:read'];
const works = [...looks, 'node:write', 'relationship:write', 'event:capture', 'job:cancel', 'user:read'];
const builtIn = [
  ['auditor', 'Auditor', 'Reads everything and writes nothing', ofTheTenant.filter((one) => one.endsWith(':read')), '*:read'],
  ['operator', 'Operator', 'Works at the line: captures events, looks lots up', [...looks, 'event:capture']],
  ['planner', 'Planner', 'Plans demand, supply and production; reads the graph', looks],
  ['plant_manager', 'Plant manager', 'Leads a plant: traces, captures and corrects its events', works],
  ['platform_admin', 'Platform administrator', 'Runs the platform: everything, and the platform’s signing keys', everything, '*:*'],
  ['quality_manager', 'Quality manager', 'Traces, captures and corrects; imports data; decides on lots', [...works, 'graph:import', 'role:read']],
  ['supplier_manager', 'Supplier manager', 'Looks after suppliers and what they deliver', [...works, 'graph:import']],
  ['tenant_admin', 'Administrator', 'Administers this company: everything in it, its users too', ofTheTenant, '*:*'],
  ['viewer', 'Viewer', 'Looks lots up and traces them', looks],
];
const own = [
  ['goods_in', 'Goods in', 'Receives deliveries at the ramp and looks up what came before', ['event:capture', 'event:read', 'job:read', 'node:read', 'trace:read']],
  ['recall_team', 'Recall team', 'Works on a recall: traces everything, corrects the graph, sees who is who', [...looks, 'node:write', 'relationship:write', 'user:read']],
];
const staff = [
  ['Andrea', 'Huber', ['tenant_admin']], ['Marta', 'Keller', ['quality_manager', 'recall_team']], ['Beat', 'Ammann', ['operator']], ['Chiara', 'Bianchi', ['planner']],
  ['Daniel', 'Frei', ['plant_manager', 'recall_team']], ['Elif', 'Demir', ['goods_in']], ['Fabian', 'Gerber', ['operator'], 'disabled'], ['Gaëlle', 'Rochat', ['auditor', 'goods_in']],
  ['Hans', 'Zürcher', ['goods_in', 'operator']], ['Ivana', 'Petrović', ['supplier_manager']], ['Jonas', 'Weber', []], ['Katharina', 'von Allmen-Stettler', ['viewer']], ['Luca', 'Costa', ['viewer'], 'disabled'],
];

/** The site of the plant manager. */
const plantSite = 'https://id.gs1.org/414/4012345000016';

function idOf(kind, n) {
  return `0198${kind}-7c11-7aaa-8000-${String(n).padStart(12, '0')}`;
}

/** The company as it is before anybody changes it. */
export function people() {
  return {
    count: 100,
    roles: [...builtIn, ...own].map(([name, title, description, permissions, grant], i) => ({
      id: idOf('0a0a', i), name, title, description, built_in: i < builtIn.length, permissions: [...permissions].sort(), version: 1, grant, ...times(i),
    })),
    users: staff.map(([first_name, last_name, roles, status = 'active'], i) => ({
      id: i === 0 ? 'user-admin' : i === 1 ? 'user-quality' : idOf('0b0b', i),
      email: i === 0 ? 'admin@alpenhof.example' : i === 1 ? 'quality@alpenhof.example' : `${plain(first_name)}.${plain(last_name)}@alpenhof.example`,
      first_name, last_name, roles: [...roles].sort(), role_sites: first_name === 'Daniel' ? { plant_manager: [plantSite] } : {}, status, version: 1, ...times(i),
    })),
  };
}

function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z]+/g, '');
}

function times(i) {
  return { created_at: new Date(Date.now() - (40 - i) * 86_400_000).toISOString(), updated_at: new Date(Date.now() - i * 7_300_000 - 90_000).toISOString() };
}

/** The permission that an operation on users, roles or permissions asks for; undefined for any other path. */
export function neededFor(path, method) {
  const resource = path.startsWith('/users') ? 'user' : path.startsWith('/roles') || path.startsWith('/permissions') ? 'role' : null;
  return resource ? `${resource}:${method === 'GET' ? 'read' : 'write'}` : undefined;
}

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function administration(people, asked) {
  const [, kind, id, part] = asked.path.split('/');
  if (kind === 'permissions') return { status: 200, list: everything.map(permissionOf) };
  const all = kind === 'users' ? people.users : people.roles;
  if (!id) return asked.method === 'GET' ? { status: 200, list: listed(people, kind, asked) } : add(people, kind, asked.body);
  const one = all.find((each) => each.id === id);
  if (!one) return { status: 404, problem: 'Not found', detail: `there is no ${kind.slice(0, -1)} '${id}' here` };
  if (kind === 'users' && part === 'permissions') return { status: 200, body: explained(people, one) };
  if (asked.method === 'GET') return { status: 200, body: shown(one) };
  if (asked.ifMatch !== `"${one.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: 'read it again and repeat your change on it' };
  if (asked.method === 'DELETE') return kind === 'users' ? removeUser(people, one) : removeRole(people, one, asked.query.get('replace_by'));
  return change(people, kind, one, asked.body);
}

function permissionOf(permission) {
  const [resource, action] = permission.split(':');
  return { permission, resource, action, platform: resource === 'key', operations: operations[permission].map(([method, path, summary]) => ({ method, path, summary })) };
}

function without(record, dropped) {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== dropped));
}

function shown(one) {
  return without(one, 'grant');
}

function listed(people, kind, { query, empty }) {
  if (kind === 'roles') return [...people.roles].sort((a, b) => a.name.localeCompare(b.name)).map(shown);
  const q = (query.get('q') ?? '').toLowerCase();
  const role = query.get('role');
  const status = query.get('status');
  return empty ? [] : people.users
    .filter((user) => (!q || `${user.email} ${user.first_name} ${user.last_name}`.toLowerCase().includes(q)) && (!role || user.roles.includes(role)) && (!status || user.status === status))
    .sort((a, b) => a.email.localeCompare(b.email));
}

function faults(kind, body) {
  const errors = [];
  const required = (field) => !String(body[field] ?? '').trim() && errors.push({ field, rule: 'required', message: `${field} is required` });
  if (kind === 'users') {
    if (!/^\S+@\S+\.\S+$/.test(body.email ?? '')) errors.push({ field: 'email', rule: 'email', message: `email must be an address as anna@example.com, was '${body.email}'` });
    ['first_name', 'last_name'].forEach(required);
    if (body.password !== undefined && body.password.length < 12) errors.push({ field: 'password', rule: 'length', message: `password must have 12..128 characters, had ${body.password.length}` });
  } else if (body.name !== undefined && !/^[a-z][a-z0-9_]{1,60}$/.test(body.name)) {
    errors.push({ field: 'name', rule: 'name', message: `name must be 2..61 of a-z, 0-9 and _, a letter first, was '${body.name}'` });
  }
  return errors.length ? { status: 400, problem: 'The request breaks a rule', detail: `${errors.length} fields break a rule, see errors`, more: { errors } } : null;
}

function add(people, kind, body) {
  const wrong = faults(kind, body);
  if (wrong) return wrong;
  const all = kind === 'users' ? people.users : people.roles;
  const key = kind === 'users' ? 'email' : 'name';
  if (all.some((one) => one[key] === body[key])) return { status: 409, problem: kind === 'users' ? 'E-mail address taken' : 'Role name taken', detail: `another one has '${body[key]}'; change that one instead` };
  const rest = without(body, 'password');
  const made = { id: idOf('0c0c', people.count++), ...(kind === 'users' ? { status: 'active' } : { built_in: false }), ...rest, version: 1, ...times(0) };
  all.push(made);
  return { status: 201, body: made };
}

function change(people, kind, one, body) {
  if (one.built_in) return { status: 409, problem: 'Built-in role', detail: `the role '${one.name}' comes with the platform and cannot be changed` };
  const wrong = faults(kind, body);
  if (wrong) return wrong;
  const rest = without(body, 'password');
  Object.assign(one, rest, { version: one.version + 1, updated_at: new Date().toISOString() });
  if (body.permissions) one.permissions = [...body.permissions].sort();
  return { status: 200, body: shown(one) };
}

function removeUser(people, user) {
  people.users = people.users.filter((one) => one !== user);
  return { status: 204 };
}

function removeRole(people, role, replaceBy) {
  if (role.built_in) return { status: 409, problem: 'Built-in role', detail: `the role '${role.name}' comes with the platform and cannot be changed` };
  const holders = people.users.filter((user) => user.roles.includes(role.name));
  if (holders.length && !replaceBy) return { status: 409, problem: 'Role in use', detail: `${holders.length} users have the role '${role.name}'; name in replace_by the role they are to have instead` };
  for (const user of holders) user.roles = [...new Set(user.roles.map((name) => (name === role.name ? replaceBy : name)))].sort();
  people.roles = people.roles.filter((one) => one !== role);
  return { status: 204 };
}

function explained(people, user) {
  const roles = people.roles.filter((role) => user.roles.includes(role.name));
  const held = [...new Set(roles.flatMap((role) => role.permissions))].sort();
  return {
    user_id: user.id, email: user.email, status: user.status, roles: user.roles,
    permissions: held.map((permission) => ({
      permission,
      granted_by: roles.filter((role) => role.permissions.includes(permission)).map((role) => {
        const wildcard = role.grant !== undefined && !permission.startsWith('key:');
        return { role_id: role.id, role: role.name, title: role.title, grant: wildcard ? role.grant : permission, wildcard, sites: user.role_sites[role.name] ?? null };
      }),
    })),
  };
}
