// What the mock says of notifications: one's own, and the log of what was sent out.
import { channelId } from './notifying.mjs';

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const id = (n) => `01a20300-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Everybody's list, of this run. */
export function told() {
  const rows = [
    [4, 'critical', 'Cold store 3 is at 9.2 °C', 'Cold store 3 has been above 7 °C for 12 minutes.\nLots in it: MZ-2291, MZ-2292.\nClose the door, or move the lots.', 'subscription cold chain', '/app/lots'],
    [38, 'warning', 'Certificate of Molkerei Lang runs out', 'The organic certificate of Molkerei Lang runs out on 30 November.', 'subscription certificates', null],
    [190, 'info', 'Export is ready', 'The export of October is ready.', 'admin@alpenhof.example', '/app/company'],
    [1_500, 'critical', 'Recall RX-7 opened', 'Lot KA-118 is recalled.', 'quality@alpenhof.example', '/app/trace'],
    [2_900, 'info', 'New role: Packing', 'Somebody made the role Packing.', 'subscription roles', null],
  ];
  return rows.map(([minutes, severity, subject, text, by, link], n) => ({
    id: id(n), topic: ['cold_chain.excursion', 'certificate.expiring', 'export.ready', 'recall.opened', 'message'][n], severity, language: 'en', subject, text, link, mine: true, created_by: by, created_at: ago(minutes), read_at: n > 2 ? ago(minutes - 3) : null, acknowledged_at: n === 3 ? ago(minutes - 2) : null,
  }));
}

/** Of others: whoever may see the log may open it. */
const ofOthers = { id: id(90), topic: 'recall.opened', severity: 'critical', language: 'en', subject: 'Recall RX-6 closed', text: 'All lots of recall RX-6 are accounted for.', link: null, mine: false, created_by: 'quality@alpenhof.example', created_at: ago(40_000), read_at: null, acknowledged_at: null };

/** The log, of this run. */
export function sentOut() {
  return [
    ['dead', 0, 'Cold store 3 is at 9.2 °C', 1, 'Duty phone', 'sms', '+4915112345678', 12, 4],
    ['dead', 0, 'Cold store 3 is at 9.2 °C', 1, 'Duty phone', 'sms', '+4915187654321', 12, 4],
    ['dead', 0, 'Cold store 3 is at 9.2 °C', 2, 'ERP', 'webhook', null, 12, 4],
    ['waiting', 1, 'Certificate of Molkerei Lang runs out', 4, 'Mail to suppliers', 'email', 'lang@supplier.example', 2, 38],
    ['delivered', 2, 'Export is ready', 3, 'Mail', 'email', 'admin@alpenhof.example', 1, 190],
    ['delivered', 3, 'Recall RX-7 opened', 6, 'Quality channel', 'slack', null, 1, 1_500],
    ['delivered', 90, 'Recall RX-6 closed', 6, 'Quality channel', 'slack', null, 1, 40_000],
  ].map(([state, told, subject, channel, channel_name, kind, recipient, attempts, minutes], n) => ({
    id: id(100 + n), notification_id: id(told), topic: 'message', subject, channel_id: channelId(channel), channel_name, kind, recipient, user_id: null, state, attempts,
    next_attempt_at: state === 'waiting' ? ago(-6) : null, reason: state === 'delivered' ? null : 'the service answered 503', created_at: ago(minutes), ended_at: state === 'waiting' ? null : ago(minutes - 1),
  }));
}

function attemptsOf({ attempts, state, created_at }) {
  return Array.from({ length: Math.min(attempts, 3) }, (_, n) => {
    const last = n === Math.min(attempts, 3) - 1;
    const good = state === 'delivered' && last;
    return {
      attempt: n + 1, began_at: created_at, ended_at: new Date(Date.parse(created_at) + 231).toISOString(), outcome: good ? 'accepted' : n === 1 ? 'lost' : 'postponed', reason: good ? null : n === 1 ? 'the process that sent it was gone before it said how that ended' : 'the service answered 503',
      may_have_arrived: n === 1, reference: good ? '1763827200.000100' : null, status: n === 1 ? null : good ? 200 : 503, answer: n === 1 ? null : good ? 'ok' : 'upstream is busy', answer_bytes: n === 1 ? null : good ? 2 : 16,
    };
  });
}

export function unreadOf(rows) {
  const waiting = rows.filter(({ read_at }) => read_at === null);
  return { unread: waiting.length, critical: waiting.filter(({ severity }) => severity === 'critical').length, newest: rows[0]?.id ?? null };
}

/** The permission that such an operation asks for; undefined where it is one's own affair. */
export function neededForNotifications(path, method) {
  return path.startsWith('/notifications/deliveries') ? (method === 'POST' ? 'notification_delivery:write' : 'notification_delivery:read') : undefined;
}

/** Answers as `{status, body}` or `{status, list}`; `{status, problem}` for what is not there. */
export function notifications(state, { path, method, query, empty }) {
  const [, , part, verb] = path.split('/');
  if (part === 'deliveries') return deliveries(state, path.split('/')[3], path.split('/')[4], query, empty);
  const rows = empty ? [] : state.told;
  if (part === undefined) {
    return { status: 200, list: rows.filter((row) => (!query.has('unread') || (row.read_at === null) === (query.get('unread') === 'true')) && (!query.has('severity') || row.severity === query.get('severity'))) };
  }
  if (part === 'unread') return { status: 200, body: unreadOf(rows) };
  if (part === 'read') {
    for (const row of rows) row.read_at ??= ago(0);
    return { status: 200, body: unreadOf(rows) };
  }
  const row = [...rows, ...(method === 'GET' ? [ofOthers] : [])].find((one) => one.id === part);
  if (!row) return { status: 404, problem: 'Not found', detail: 'no such notification' };
  if (method === 'PUT') {
    row.read_at ??= ago(0);
    if (verb === 'acknowledgement') row.acknowledged_at ??= ago(0);
  }
  return { status: 200, body: row };
}

function deliveries(state, one, verb, query, empty) {
  const rows = empty ? [] : state.sentOut;
  if (!one) return { status: 200, list: rows.filter((row) => (!query.has('state') || row.state === query.get('state')) && (!query.has('channel_id') || row.channel_id === query.get('channel_id'))) };
  const delivery = rows.find((row) => row.id === one);
  if (!delivery) return { status: 404, problem: 'Not found', detail: 'no such delivery' };
  if (verb === 'replay') Object.assign(delivery, { state: 'waiting', next_attempt_at: ago(0) });
  return { status: 200, body: verb === 'replay' ? delivery : { delivery, attempts: attemptsOf(delivery) } };
}
