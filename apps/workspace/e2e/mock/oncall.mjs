// What the mock says of who is on call: schedules, those who stand in, and the calendar that comes of it, hour by hour.
const hour = 3_600_000;
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const scheduleId = (n) => `01a20305-0000-7000-8000-${String(n).padStart(12, '0')}`;
const overrideId = (n) => `01a20306-0000-7000-8000-${String(n).padStart(12, '0')}`;
const by = 'admin@alpenhof.example';
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** `users`: the company's people, who take the turns. */
export function onCall(users) {
  const id = (name) => users.find(({ first_name }) => first_name === name).id;
  const [marta, daniel, elif, hans, beat] = ['Marta', 'Daniel', 'Elif', 'Hans', 'Beat'].map(id);
  const layer = (name, people, rotation, more) => ({ name, people, rotation, shift_hours: null, starts_on: '2026-01-05', handover: '08:00', ends_on: null, hours: [], ...more });
  const midnight = new Date(new Date().setHours(0, 0, 0, 0)).getTime();
  return {
    schedules: [
      schedule(1, 'Cold chain', [layer('Every week', [marta, daniel, elif], 'weekly'), layer('Weekends', [hans, beat], 'custom', { shift_hours: 24, hours: [{ weekdays: ['saturday', 'sunday'], from: '00:00', to: '00:00' }] })]),
      schedule(2, 'Line 2', [layer('Working hours', [beat, hans], 'daily', { hours: [{ weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '06:00', to: '22:00' }] })]),
    ],
    overrides: [{ id: overrideId(1), schedule: scheduleId(1), user_id: elif, from: new Date(midnight + 26 * hour).toISOString(), to: new Date(midnight + 44 * hour).toISOString(), created_by: by, created_at: ago(600) }],
    users: new Set(users.map((one) => one.id)),
    count: 10,
  };
}

function schedule(n, name, layers) {
  return { id: scheduleId(n), name, zone: 'UTC', layers, created_by: by, created_at: ago(90_000), updated_at: ago(4_000), version: 1 };
}

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForOnCall(path, method) {
  return path.startsWith('/notifications/oncall') ? `notification_oncall:${method === 'GET' ? 'read' : 'write'}` : undefined;
}

const absent = (kind, id) => ({ status: 404, problem: 'Not found', detail: `there is no ${kind} '${id}' here` });
const invalid = (errors) => ({ status: 400, problem: 'The request breaks a rule', detail: errors[0].message, more: { type: 'https://foodflow.io/problems/invalid-request', errors } });
const required = (field) => ({ field, rule: 'required', message: `${field} is required` });

/** Answers as `{status, body}`, `{status, list}` or `{status, problem, detail}`. */
export function answerOnCall(state, { path, method, query, body, ifMatch, empty }) {
  const [, , , part, id, what, one] = path.split('/');
  if (part === 'now') return { status: 200, list: empty ? [] : state.schedules.map((each) => now(state, each)) };
  if (!id && method === 'GET') return { status: 200, list: empty ? [] : state.schedules };
  const found = id ? state.schedules.find((each) => each.id === id) : null;
  if (id && !found) return absent('schedule', id);
  if (what === 'calendar') return { status: 200, body: calendar(state, found, Date.parse(query.get('from')), Date.parse(query.get('to'))) };
  if (what === 'overrides') return overrides(state, found, method, one, body);
  if (method === 'GET') return { status: 200, body: found };
  if (found && ifMatch !== `"${found.version}"`) return { status: 412, problem: 'Changed meanwhile', detail: `If-Match was ${ifMatch} but the resource is at "${found.version}"; read it again and repeat your change on it` };
  if (method === 'DELETE') {
    state.schedules = state.schedules.filter((each) => each !== found);
    return { status: 204 };
  }
  const errors = [...(body.name?.trim() ? [] : [required('name')]), ...body.layers.flatMap(layerErrors)];
  if (errors.length > 0) return invalid(errors);
  if (state.schedules.some((each) => each.name === body.name && each !== found)) return { status: 409, problem: 'Name taken', detail: `another schedule is called '${body.name}'` };
  const layers = body.layers.map((layer) => ({ shift_hours: null, ends_on: null, hours: [], ...layer }));
  const after = { ...(found ?? schedule(++state.count, '', [])), name: body.name, zone: body.zone, layers, version: (found?.version ?? 0) + 1, updated_at: ago(0) };
  state.schedules = [...state.schedules.filter((each) => each !== found), after].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { status: found ? 200 : 201, body: after };
}

function layerErrors({ name, people }, n) {
  return [...(name?.trim() ? [] : [required(`layers[${n}].name`)]), ...(people?.length ? [] : [{ field: `layers[${n}].people`, rule: 'length', message: `layers[${n}].people must have 1..50 people, had 0` }])];
}

function overrides(state, found, method, one, body) {
  if (method === 'DELETE') {
    if (!state.overrides.some(({ id }) => id === one)) return absent('override', one);
    state.overrides = state.overrides.filter(({ id }) => id !== one);
    return { status: 204 };
  }
  if (method === 'GET') return { status: 200, body: { items: state.overrides.filter((each) => each.schedule === found.id) } };
  if (!state.users.has(body.user_id)) return invalid([{ field: 'user_id', rule: 'known-user', message: `user_id must be the id of an active user, was '${body.user_id}'` }]);
  if (!(Date.parse(body.from) < Date.parse(body.to))) return invalid([{ field: 'to', rule: 'order', message: 'to must be after from, by 366 days at most' }]);
  const made = { id: overrideId(++state.count), schedule: found.id, user_id: body.user_id, from: body.from, to: body.to, created_by: by, created_at: ago(0) };
  state.overrides = [...state.overrides, made];
  return { status: 201, body: made };
}

/** Whose turn it is in a layer at some hour; null where it has nobody. */
function turn({ people, rotation, shift_hours, starts_on, handover, hours }, at) {
  const moment = new Date(at);
  const time = moment.toISOString().slice(11, 16);
  const day = days[moment.getUTCDay()];
  if (hours.length > 0 && !hours.some(({ weekdays, from, to }) => weekdays.includes(day) && time >= from && (to === '00:00' || time < to))) return null;
  const begin = Date.parse(`${starts_on}T${handover}:00Z`);
  if (at < begin) return null;
  const length = { daily: 24, weekly: 168, custom: shift_hours }[rotation] * hour;
  return people[Math.floor((at - begin) / length) % people.length];
}

function whose(state, found, at) {
  const standsIn = state.overrides.findLast((one) => one.schedule === found.id && Date.parse(one.from) <= at && at < Date.parse(one.to));
  if (standsIn) return { user_id: standsIn.user_id, layer: null, override_id: standsIn.id };
  for (const layer of [...found.layers].reverse()) {
    const user_id = turn(layer, at);
    if (user_id) return { user_id, layer: layer.name, override_id: null };
  }
  return null;
}

function calendar(state, found, from, to) {
  const times = [];
  for (let at = from; at < to; at += hour) {
    const who = whose(state, found, at);
    const last = times.at(-1);
    if (last && JSON.stringify(last.who) === JSON.stringify(who)) last.to = at + hour;
    else times.push({ who, from: at, to: at + hour });
  }
  const iso = (time) => new Date(time).toISOString();
  return {
    from: iso(from), to: iso(to),
    shifts: times.filter(({ who }) => who).map((one) => ({ from: iso(one.from), to: iso(one.to), ...one.who })),
    gaps: times.filter(({ who }) => !who).map((one) => ({ from: iso(one.from), to: iso(one.to) })),
  };
}

function now(state, found) {
  const at = Math.floor(Date.now() / hour) * hour;
  const first = calendar(state, found, at, at + 14 * 24 * hour).shifts[0];
  const is = first && Date.parse(first.from) === at;
  return { schedule_id: found.id, name: found.name, user_id: is ? first.user_id : null, until: is ? first.to : null };
}
