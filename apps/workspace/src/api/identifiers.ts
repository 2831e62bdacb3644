/**
 * Identifiers of EPCIS events as the graph keeps them: GS1 keys as canonical Digital Links, everything else as it is.
 * Covers the keys that lots, pieces, pallets and places have; for others the text itself is the key.
 */
export function canonicalKey(identifier: string): string {
  const text = identifier.trim();
  const link = /^https?:\/\/[^/]+\/(?:.*\/)?((?:01|00|414|417)\/\d+(?:\/(?:10|21|254)\/[^/?#]+)?)(?:[?#].*)?$/.exec(text);
  if (link) return `https://id.gs1.org/${padded(link[1]!)}`;
  const urn = /^urn:epc:(?:id|class|idpat):(\w+):(.+)$/.exec(text);
  return (urn && ofUrn(urn[1]!, urn[2]!)) ?? text;
}

/** GTINs have 14 digits in the graph, whatever the sender wrote. */
function padded(path: string): string {
  return path.replace(/^01\/(\d{8,13})(?=\/|$)/, (_, gtin: string) => `01/${gtin.padStart(14, '0')}`);
}

function ofUrn(scheme: string, rest: string): string | null {
  const [company = '', item = '', ...more] = rest.split('.');
  const last = more.join('.');
  if (!/^\d+$/.test(company) || !/^\d*$/.test(item)) return null;
  switch (scheme) {
    case 'lgtin':
      return `https://id.gs1.org/01/${gtin(company, item)}/10/${last}`;
    case 'sgtin':
      return last === '*' ? `https://id.gs1.org/01/${gtin(company, item)}` : `https://id.gs1.org/01/${gtin(company, item)}/21/${last}`;
    case 'sscc':
      return `https://id.gs1.org/00/${checked(`${item.slice(0, 1)}${company}${item.slice(1)}`)}`;
    case 'sgln':
      return `https://id.gs1.org/414/${checked(company + item)}${last === '' || last === '0' ? '' : `/254/${last}`}`;
    case 'pgln':
      return `https://id.gs1.org/417/${checked(company + item)}`;
    default:
      return null;
  }
}

function gtin(company: string, item: string): string {
  return checked(`${item.slice(0, 1)}${company}${item.slice(1)}`);
}

/** Digits with their GS1 check digit: from the right, weights 3 and 1 in turn. */
function checked(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** Something that an event speaks of. */
export interface Mention {
  readonly role: 'in' | 'out' | 'what' | 'container' | 'where';
  readonly identifier: string;
  readonly quantity: number | null;
  readonly unit: string | null;
}

type Role = Mention['role'];
type Fields = Readonly<Record<string, unknown>>;

const lists: readonly (readonly [string, Role])[] = [
  ['inputEPCList', 'in'], ['inputQuantityList', 'in'], ['outputEPCList', 'out'], ['outputQuantityList', 'out'],
  ['parentID', 'container'], ['epcList', 'what'], ['quantityList', 'what'], ['childEPCs', 'what'], ['childQuantityList', 'what'],
  ['bizLocation', 'where'], ['readPoint', 'where'],
];

/** Lots, things and places of an event as it was received, JSON or XML, each once in each role. */
export function mentionsOf(raw: string): readonly Mention[] {
  const found = raw.trimStart().startsWith('<') ? ofXml(raw) : ofJson(raw);
  const seen = new Set<string>();
  return found.filter(({ role, identifier }) => {
    const key = `${role} ${identifier}`;
    return identifier !== '' && !seen.has(key) && seen.add(key);
  });
}

function ofJson(raw: string): readonly Mention[] {
  let event: unknown;
  try {
    event = JSON.parse(raw);
  } catch {
    return [];
  }
  if (typeof event !== 'object' || event === null) return [];
  return lists.flatMap(([name, role]) => {
    const value = (event as Fields)[name];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => mention(role, one));
  });
}

function mention(role: Role, value: unknown): readonly Mention[] {
  if (typeof value === 'string') return [{ role, identifier: value, quantity: null, unit: null }];
  if (typeof value !== 'object' || value === null) return [];
  const { epcClass, id, quantity, uom } = value as Fields;
  const identifier = epcClass ?? id;
  if (typeof identifier !== 'string') return [];
  return [{ role, identifier, quantity: typeof quantity === 'number' ? quantity : null, unit: typeof uom === 'string' ? uom : null }];
}

function ofXml(raw: string): readonly Mention[] {
  const parsed = new DOMParser().parseFromString(raw, 'text/xml');
  return lists.flatMap(([name, role]) =>
    [...parsed.getElementsByTagName(name)].flatMap((list) => {
      if (name === 'parentID') return mention(role, list.textContent.trim());
      const parts = [...list.children];
      return parts.flatMap((part) => mention(role, part.tagName === 'quantityElement' ? quantityElement(part) : part.textContent.trim()));
    }),
  );
}

function quantityElement(element: Element): Fields {
  const text = (name: string): string | undefined => element.getElementsByTagName(name)[0]?.textContent.trim();
  const quantity = Number(text('quantity'));
  return { epcClass: text('epcClass'), quantity: Number.isFinite(quantity) ? quantity : undefined, uom: text('uom') };
}
