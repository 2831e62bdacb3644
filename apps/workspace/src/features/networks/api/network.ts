/** What the browser itself reads of a FoodChain-Lab file, to say what it is about to send and where a trace may begin. */
export interface NetworkPreview {
  readonly stations: readonly Station[];
  readonly deliveries: number;
  readonly relations: number;
}

export interface Station {
  readonly id: string;
  readonly name: string;
  /** Deliveries that it sends and gets. */
  readonly out: number;
  readonly in: number;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Stations, deliveries and relations of a document in any of FoodChain-Lab's forms: under `data` or `elements` or at the
 * top, each a list of rows or `{data: rows}`, a row an object or a list of `{id, value}`. Null for anything else. Judges
 * nothing: whether the network is sound the platform says.
 */
export function previewOf(document: unknown): NetworkPreview | null {
  const frame = frameOf(document);
  if (!frame) return null;
  const deliveries = rowsOf(frame['deliveries']);
  const out = countBy(deliveries, ['from', 'source']);
  const into = countBy(deliveries, ['to', 'target']);
  const stations = rowsOf(frame['stations']).flatMap((row): Station[] => {
    const id = textOf(row, ['id']);
    return id === null ? [] : [{ id, name: textOf(row, ['name', 'stationname']) ?? id, out: out.get(id) ?? 0, in: into.get(id) ?? 0 }];
  });
  return { stations, deliveries: deliveries.length, relations: rowsOf(frame['deliveryRelations'] ?? frame['deliveriesRelations']).length };
}

function frameOf(document: unknown): Row | null {
  if (!isRow(document)) return null;
  return [document, document['data'], document['elements']].find((frame): frame is Row => isRow(frame) && 'stations' in frame && 'deliveries' in frame) ?? null;
}

function rowsOf(table: unknown): readonly Row[] {
  const rows = isRow(table) ? table['data'] : table;
  return Array.isArray(rows) ? (rows as unknown[]).map(rowOf) : [];
}

function rowOf(row: unknown): Row {
  const cells = Array.isArray(row) ? (row as unknown[]) : isRow(row) && Array.isArray(row['properties']) ? (row['properties'] as unknown[]) : [];
  const named = cells.filter(isRow).map((cell) => [String(cell['id'] ?? cell['name']), cell['value']] as const);
  return { ...(isRow(row) && row), ...Object.fromEntries(named) };
}

/** Columns are the same whatever their case, blanks and signs. */
function textOf(row: Row, columns: readonly string[]): string | null {
  for (const column of columns) {
    for (const [name, value] of Object.entries(row)) {
      if (plain(name) === column && (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== '') return String(value);
    }
  }
  return null;
}

function plain(column: string): string {
  return column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function countBy(rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const id = textOf(row, columns);
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Stations where a trace tells most: those that most deliveries pass. */
export function busiest(stations: readonly Station[], count: number): readonly Station[] {
  return [...stations].sort((a, b) => b.out + b.in - (a.out + a.in)).slice(0, count);
}

/** The identifier that a station has in the graph. */
export function stationKey(network: string, id: string): string {
  const encoded = encodeURIComponent(id).replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `urn:foodflow:fcl:${network}:station:${encoded}`;
}

/** What a file is called without its ending: the name that is offered for the network. */
export function nameOfFile(file: string): string {
  return file.replace(/\.[^.]+$/, '').replace(/[_]+/g, ' ').trim() || file;
}
