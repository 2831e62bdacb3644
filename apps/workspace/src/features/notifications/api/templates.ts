import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { whole } from '@/api/whole';
import type { TestResult } from './channels';
import { Budget, escapeHtml, render, TemplateFault, type Data } from './mustache';

/** What a template says in one language. */
export interface Texts {
  readonly subject: string;
  readonly text: string;
  readonly html?: string | null;
  /** For small screens; the subject where there is none. */
  readonly short_text?: string | null;
}

export const parts = ['subject', 'text', 'html', 'short_text'] as const;
export type Part = (typeof parts)[number];

export interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly default_language: string;
  readonly languages: readonly string[];
  readonly changed_by: string;
  readonly changed_at: string;
  readonly version: number;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly default_language: string;
  readonly texts: Readonly<Record<string, Texts>>;
  readonly sample: Data;
  readonly created_by: string;
  readonly changed_by: string;
  readonly changed_at: string;
  readonly version: number;
}

export interface TemplateVersion {
  readonly version: number;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** A template while it is written; the sample as text. */
export interface TemplateForm {
  readonly name: string;
  readonly default_language: string;
  readonly texts: Readonly<Record<string, Readonly<Record<Part, string>>>>;
  readonly sample: string;
}

const form = (texts: Texts): Record<Part, string> => ({ subject: texts.subject, text: texts.text, html: texts.html ?? '', short_text: texts.short_text ?? '' });

export const noTexts: Readonly<Record<Part, string>> = { subject: '', text: '', html: '', short_text: '' };

/** A template that is begun in a language, with the data that an event brings along. */
export function blankTemplate(language: string): TemplateForm {
  const event = { type: 'NodeUpdated', resource_type: 'node', resource_id: '01a20300-0000-7000-8000-000000000007', id: '01a20300-0000-7000-8000-000000000008', time: '2026-11-22T08:00:00Z' };
  return { name: '', default_language: language, texts: { [language]: noTexts }, sample: JSON.stringify({ event }, null, 2) };
}

export type Wording = Pick<Template, 'name' | 'default_language' | 'texts' | 'sample'>;

export function formOf({ name, default_language, texts, sample }: Wording): TemplateForm {
  return { name, default_language, texts: Object.fromEntries(Object.entries(texts).map(([language, one]) => [language, form(one)])), sample: JSON.stringify(sample, null, 2) };
}

/** What the data is, or why the text is none: `syntax`, no object at its top, or a number that does not keep all its digits here. */
export type Sample = { readonly data: Data } | { readonly wrong: 'syntax' | 'object' | 'number' };

export function sampleOf(text: string): Sample {
  let inexact = false;
  try {
    const data: unknown = text.trim() === ''
      ? {}
      : JSON.parse(text, (_, value: unknown) => {
          if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) inexact = true;
          return value;
        });
    if (inexact) return { wrong: 'number' };
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? { data: data as Data } : { wrong: 'object' };
  } catch {
    return { wrong: 'syntax' };
  }
}

export function draftOf({ name, default_language, texts }: TemplateForm, sample: Data) {
  return {
    name,
    default_language,
    sample,
    texts: Object.fromEntries(
      Object.entries(texts).map(([language, one]) => [language, { subject: one.subject, text: one.text, ...(one.html !== '' && { html: one.html }), ...(one.short_text !== '' && { short_text: one.short_text }) }]),
    ),
  };
}

/** How many places differ: names, languages, texts, and the data. */
export function changesBetween(before: TemplateForm, after: TemplateForm): number {
  const languages = new Set([...Object.keys(before.texts), ...Object.keys(after.texts)]);
  let changes = 0;
  for (const field of ['name', 'default_language', 'sample'] as const) if (before[field] !== after[field]) changes++;
  for (const language of languages) {
    const one = before.texts[language];
    const two = after.texts[language];
    if (!one || !two) changes++;
    else changes += parts.filter((part) => one[part] !== two[part]).length;
  }
  return changes;
}

export interface Filled {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly short_text: string;
  readonly faults: Readonly<Partial<Record<Part, TemplateFault>>>;
}

const longestLine = 300;

/** As the server has it: one line, and not too long. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  const signs = [...text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()];
  return signs.length <= longestLine ? signs.join('') : `${signs.slice(0, longestLine - 1).join('')}…`;
}

/** The texts of one language filled in, each as far as it goes. */
export function filledIn(texts: Readonly<Record<Part, string>>, data: Data): Filled {
  const faults: Partial<Record<Part, TemplateFault>> = {};
  const budget = new Budget();
  const fill = (part: Part, escape?: (value: string) => string): string => {
    try {
      return render(texts[part], data, escape, budget);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      faults[part] = error;
      return '';
    }
  };
  const subject = oneLine(fill('subject'));
  if (subject === '' && !faults.subject && texts.subject !== '') faults.subject = new TemplateFault('empty', 1, '');
  const short = texts.short_text === '' ? subject : fill('short_text');
  return { subject, text: fill('text'), html: texts.html === '' ? null : fill('html', escapeHtml), short_text: short, faults };
}

/** A place for data that can be put into a text. */
export interface Place {
  readonly name: string;
  /** What to put in for it. */
  readonly tag: string;
}

const deepestPlace = 4;

/** The places that some data has: values by their names, lists as sections around what is in them. */
export function placesOf(data: Data, before = '', depth = 0): readonly Place[] {
  return Object.entries(data).flatMap(([key, value]): readonly Place[] => {
    const name = before + key;
    if (!/^[A-Za-z0-9_-]+$/.test(key) || value === null || depth > deepestPlace) return [];
    if (Array.isArray(value)) {
      const item: unknown = value[0];
      const inner = typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.keys(item).slice(0, 3) : ['.'];
      return [{ name: `${name}[]`, tag: `{{#${name}}}${inner.map((one) => `{{${one}}}`).join(' ')} {{/${name}}}` }];
    }
    if (typeof value === 'object') return placesOf(value as Data, `${name}.`, depth + 1);
    if (typeof value === 'boolean') return [{ name: `${name}?`, tag: `{{#${name}}} {{/${name}}}` }];
    return [{ name, tag: `{{${name}}}` }];
  });
}

const path = '/notifications/templates';
const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;

export function useTemplates(enabled = true): UseQueryResult<readonly TemplateRow[], ApiProblem> {
  return useQuery<readonly TemplateRow[], ApiProblem>({ queryKey: ['templates'], enabled, queryFn: ({ signal }) => whole<TemplateRow>(path, signal) });
}

/** A template, in its newest version where none is named. */
export function useTemplate(id: string | null, version: number | null = null): UseQueryResult<Template, ApiProblem> {
  return useQuery<Template, ApiProblem>({
    queryKey: ['templates', id, version],
    enabled: id !== null,
    queryFn: ({ signal }) => api.get<Template>(at(id!), { version }, signal),
  });
}

export function useTemplateVersions(id: string): UseQueryResult<readonly TemplateVersion[], ApiProblem> {
  return useQuery<readonly TemplateVersion[], ApiProblem>({ queryKey: ['templates', id, 'versions'], queryFn: ({ signal }) => whole<TemplateVersion>(`${at(id)}/versions`, signal) });
}

export interface TestOrder {
  readonly channel_id: string;
  readonly to?: string;
  readonly language: string;
}

/** What can be done to a template; what shows it is read anew after each. */
export function useTemplateChanges() {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ queryKey: ['templates'] });
    return result;
  };
  const ifMatch = ({ version }: { readonly version: number }) => ({ 'if-match': `"${version}"` });
  return {
    save: (before: Template | null, draft: ReturnType<typeof draftOf>): Promise<Template> =>
      then(
        before
          ? api.json<Template>(at(before.id), { method: 'PUT', json: draft, headers: ifMatch(before) })
          : api.json<Template>(path, { method: 'POST', json: draft }),
      ),
    remove: (template: Template): Promise<void> => then(api.json<undefined>(at(template.id), { method: 'DELETE', headers: ifMatch(template) })),
    test: (id: string, order: TestOrder): Promise<TestResult> => api.json<TestResult>(`${at(id)}/test`, { method: 'POST', json: order }),
  };
}
