/**
 * The logic-less language of templates as the server reads it, for a preview while somebody writes. The server has the
 * last word: what it refuses is refused. Of Mustache there are `{{name}}`, `{{#list}}`, `{{^list}}`, `{{/list}}` and
 * `{{! comment}}`; a point goes into an object, `{{.}}` is the item of a list. A name that is nowhere is an error.
 */
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: Name }
  | { readonly kind: 'section'; readonly name: Name; readonly inverted: boolean; readonly parts: readonly Part[] };

interface Name {
  readonly text: string;
  /** Between the points; none for the item itself. */
  readonly segments: readonly string[];
  readonly line: number;
}

export type Fault = 'unended' | 'unclosed' | 'unopened' | 'tag' | 'name' | 'deep' | 'missing' | 'noText' | 'tooLong' | 'empty';

/** Why a text is no template, or cannot be filled in with that data. */
export class TemplateFault extends Error {
  readonly fault: Fault;
  readonly line: number;
  /** What is wrong, as it stands in the text. */
  readonly tag: string;

  constructor(fault: Fault, line: number, tag: string) {
    super(`line ${line}: ${fault} ${tag}`);
    this.name = 'TemplateFault';
    this.fault = fault;
    this.line = line;
    this.tag = tag;
  }
}

const longestOutput = 200_000;
const mostSteps = 100_000;
const longestName = 100;
const mostSegments = 10;
const deepest = 10;
const nameForm = /^(?:\.|[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)$/;

interface Open {
  readonly name: Name;
  readonly inverted: boolean;
  readonly parts: Part[];
}

const opening = ({ inverted, name }: Open): string => `{{${inverted ? '^' : '#'}${name.text}}}`;
const linesIn = (text: string): number => text.split('\n').length - 1;

export function parse(text: string): readonly Part[] {
  const root: Open = { name: { text: '', segments: [], line: 1 }, inverted: false, parts: [] };
  const open: Open[] = [root];
  let inner = root;
  let at = 0;
  let line = 1;
  for (let begin = text.indexOf('{{'); begin >= 0; begin = text.indexOf('{{', at)) {
    const end = text.indexOf('}}', begin + 2);
    line += linesIn(text.slice(at, begin));
    if (end < 0) throw new TemplateFault('unended', line, '{{');
    if (begin > at) inner.parts.push({ kind: 'text', text: text.slice(at, begin) });
    readTag(text.slice(begin + 2, end).trim(), line, open);
    inner = open.at(-1) ?? root;
    line += linesIn(text.slice(begin, end));
    at = end + 2;
  }
  if (open.length > 1) throw new TemplateFault('unclosed', inner.name.line, opening(inner));
  if (at < text.length) inner.parts.push({ kind: 'text', text: text.slice(at) });
  return root.parts;
}

function readTag(tag: string, line: number, open: Open[]): void {
  if (tag.startsWith('!')) return;
  const sign = tag.charAt(0);
  const ofSection = sign === '#' || sign === '^' || sign === '/';
  const name = nameOf(tag, ofSection ? tag.slice(1).trim() : tag, line);
  const inner = open.at(-1)!;
  if (sign === '/') {
    if (open.length === 1 || inner.name.text !== name.text) throw new TemplateFault('unopened', line, `{{/${name.text}}}`);
    open.pop();
    open.at(-1)!.parts.push({ kind: 'section', name: inner.name, inverted: inner.inverted, parts: inner.parts });
  } else if (ofSection) {
    const opened: Open = { name, inverted: sign === '^', parts: [] };
    if (open.length > deepest) throw new TemplateFault('deep', line, opening(opened));
    open.push(opened);
  } else {
    inner.parts.push({ kind: 'variable', name });
  }
}

function nameOf(tag: string, name: string, line: number): Name {
  const shown = `{{${tag.length > 40 ? `${tag.slice(0, 40)}…` : tag}}}`;
  if (name.length > longestName) throw new TemplateFault('name', line, shown);
  if (!nameForm.test(name)) throw new TemplateFault('tag', line, shown);
  const segments = name === '.' ? [] : name.split('.');
  if (segments.length > mostSegments) throw new TemplateFault('name', line, shown);
  return { text: name, segments, line };
}

export type Data = Readonly<Record<string, unknown>>;

/** What may still be spent on the texts of one template. */
export class Budget {
  private steps = mostSteps;

  step(line: number): void {
    if (--this.steps < 0) throw new TemplateFault('tooLong', line, '');
  }
}

/** Fills a text in; `escape` makes a value fit for where the text goes. */
export function render(text: string, data: Data, escape: (value: string) => string = (value) => value, budget = new Budget()): string {
  let out = '';
  const around: unknown[] = [data];
  const write = (more: string, line: number): void => {
    if (out.length + more.length > longestOutput) throw new TemplateFault('tooLong', line, '');
    out += more;
  };
  const within = (value: unknown, parts: readonly Part[], line: number): void => {
    budget.step(line);
    around.push(value);
    all(parts, line);
    around.pop();
  };
  const all = (parts: readonly Part[], line: number): void => {
    for (const part of parts) {
      budget.step(line);
      if (part.kind === 'text') write(part.text, line);
      else if (part.kind === 'variable') write(escape(asText(valueOf(part.name, around), part.name)), part.name.line);
      else {
        const value = valueOf(part.name, around);
        const nothing = value === false || value === '' || (Array.isArray(value) && value.length === 0);
        if (part.inverted) {
          if (nothing) all(part.parts, part.name.line);
        } else if (Array.isArray(value)) {
          for (const item of value) within(item, part.parts, part.name.line);
        } else if (!nothing) {
          within(value, part.parts, part.name.line);
        }
      }
    }
  };
  all(parse(text), 1);
  return out;
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The innermost object that has the first segment says what it is, be it nothing. */
function valueOf(name: Name, around: readonly unknown[]): unknown {
  const [head] = name.segments;
  let found: unknown = around.at(-1);
  if (head !== undefined) {
    found = around.findLast((one) => isObject(one) && Object.hasOwn(one, head));
    for (const segment of name.segments) found = isObject(found) && Object.hasOwn(found, segment) ? found[segment] : undefined;
  }
  if (found === undefined || found === null) throw new TemplateFault('missing', name.line, `{{${name.text}}}`);
  return found;
}

function asText(value: unknown, name: Name): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return inDigits(value);
  throw new TemplateFault('noText', name.line, `{{${name.text}}}`);
}

/** As 12000000, and not as 1.2e7. */
function inDigits(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', part = ''] = mantissa.replace('-', '').split('.');
  const places = Number(exponent);
  return places > 0 ? sign + whole + part.padEnd(places, '0') : `${sign}0.${'0'.repeat(-places - 1)}${whole}${part}`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (sign) => escapes[sign]!);
