// What the mock says of lineage: a chain from documents to an export, with jobs of the platform and of somebody else's Spark.
const own = 'foodflow/alpenhof';
const id = (n) => `0199a000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const dataSet = (n, namespace, name, fields, documentation) => ({ id: id(n), kind: 'dataset', namespace, name, own: namespace === own, documentation, fields, field_count: fields.length });
const job = (n, namespace, name, state, reads, writes, documentation) => ({ id: id(n), kind: 'job', namespace, name, own: namespace === own, documentation, state, reads: reads.map(id), writes: writes.map(id) });
const text = (...names) => names.map((name) => ({ name, type: 'text' }));
const sets = [
  dataSet(1, own, 'epcis_documents', text('eventID', 'bizStep', 'readPoint'), 'EPCIS documents as they were sent'),
  dataSet(2, own, 'events', text('event_id', 'biz_step', 'read_point', 'raw'), 'EPCIS events that were accepted, each once'),
  dataSet(3, own, 'nodes', text('key', 'name', 'lot_code'), 'The lots, products, places and parties of the lot graph'),
  dataSet(4, 's3://lake', 'demand/orders', text('order_id', 'lot'), null),
  dataSet(5, 's3://lake', 'demand/forecast', text('lot', 'kg'), null),
  dataSet(6, own, 'audit_entries', text('id', 'event_type'), 'What changed, who did it and why'),
  dataSet(7, own, 'audit_export_files', [], 'Exports of the audit ledger'),
];
const jobs = [
  job(11, own, 'capture', 'completed', [1], [2, 3], 'Reads a captured EPCIS document, records its events and lets the lot graph follow'),
  job(12, 'spark://planning', 'join_orders', 'failed', [3, 4], [5], null),
  job(13, 'spark://planning', 'rework', 'running', [5], [4], null),
  job(14, own, 'export-audit', 'completed', [6], [7], 'Writes the audit ledger into a file that anybody can check'),
];
const all = [...sets, ...jobs];
const link = (input, inputField, output, outputField, by, description) => ({
  job_id: by.id, job_name: by.name, input_id: input.id, input_name: input.name, input_field: inputField,
  output_id: output.id, output_name: output.name, output_field: outputField, type: 'DIRECT', subtype: 'IDENTITY', description,
});
const links = [
  link(sets[0], 'eventID', sets[1], 'event_id', jobs[0]),
  link(sets[0], 'bizStep', sets[1], 'biz_step', jobs[0], 'the bare word of the vocabulary'),
];
const edges = jobs.flatMap((one) => [...one.reads.map((from) => ({ from, to: one.id })), ...one.writes.map((to) => ({ from: one.id, to }))]);
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const run = (one, n) => ({
  id: id(20 + n), job_id: one.id, job_name: one.name, job_namespace: one.namespace, state: n === 0 ? one.state : 'completed',
  started_at: ago(7 + 60 * n), last_event_at: ago(6 + 60 * n), duration_millis: 4_300 + 900 * n,
  ...(n === 0 && one.state === 'failed' && { error: 'Column kg is not in demand/orders' }),
});
const use = ({ id: one, namespace, name }) => ({ id: one, namespace, name });
const named = (ids) => ids.map((one) => use(all.find((node) => node.id === one)));

/** The permission that such an operation asks for; undefined for any other path. */
export function neededForLineage(path) {
  return path.startsWith('/lineage/') ? 'lineage:read' : undefined;
}

function around(start, direction) {
  const seen = new Map([[start, 0]]);
  const used = new Set();
  for (const way of direction === 'both' ? [-1, 1] : [direction === 'upstream' ? -1 : 1]) {
    const queue = [[start, 0]];
    const walked = new Set([start]);
    while (queue.length > 0) {
      const [at, depth] = queue.shift();
      for (const edge of edges.filter(({ from, to }) => (way === 1 ? from : to) === at)) {
        const next = way === 1 ? edge.to : edge.from;
        used.add(edge);
        if (!seen.has(next)) seen.set(next, depth + way);
        if (!walked.has(next)) {
          walked.add(next);
          queue.push([next, depth + way]);
        }
      }
    }
  }
  const nodes = [...seen].map(([one, depth]) => {
    const { kind, namespace, name, own: ours, state, field_count } = all.find((node) => node.id === one);
    return { id: one, kind, namespace, name, own: ours, depth, state, field_count };
  });
  return { start, direction, depth: 8, truncated: false, nodes, edges: [...used] };
}

/** Answers as `{status, body}`. */
export function lineage({ path, query, empty }) {
  const has = ({ name, namespace }) => `${namespace} ${name}`.toLowerCase().includes((query.get('text') ?? '').toLowerCase());
  const page = (rows) => ({ status: 200, body: { items: empty ? [] : rows, next_cursor: null } });
  const [, , what, one] = path.split('/');
  if (what === 'jobs' && !one) return page(jobs.filter(has).map((row) => ({ ...use(row), own: row.own, latest_run: run(row, 0) })));
  if (what === 'datasets' && !one) return page(sets.filter(has));
  if (what === 'runs') return page([0, 1, 2].map((n) => run(jobs.find((row) => row.id === query.get('job_id')), n)));
  const found = all.find((node) => node.id === (one ?? query.get('node') ?? query.get('dataset_id')));
  if (!found) return { status: 404, body: { status: 404, title: 'Not found', detail: 'there is no such thing here' } };
  if (what === 'jobs') return { status: 200, body: { job: found, inputs: named(found.reads), outputs: named(found.writes) } };
  if (what === 'datasets') {
    const by = (way) => jobs.filter((row) => row[way].includes(found.id)).map(use);
    return { status: 200, body: { dataset: found, fields: found.fields, producers: by('writes'), consumers: by('reads') } };
  }
  if (what === 'columns') {
    const field = query.get('field');
    return { status: 200, body: { links: links.filter((row) => (row.output_id === found.id && row.output_field === field) || (row.input_id === found.id && row.input_field === field)) } };
  }
  return { status: 200, body: around(found.id, query.get('direction')) };
}
