import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Data } from './mustache';
import type { TemplateRow, Texts, Wording } from './templates';

/** A template that comes with the platform. One of the company's own under the same name takes its place. */
export interface BuiltIn {
  readonly name: string;
  /** The events that it tells of where a subscription has no template. */
  readonly events: readonly string[];
  readonly default_language: string;
  readonly texts: Readonly<Record<string, Texts>>;
  readonly sample: Data;
  readonly overridden_by?: string | null;
}

/** A line of the list of templates: the company's own, the platform's, or both where one takes the other's place. */
export interface TemplateLine {
  readonly name: string;
  readonly default_language: string;
  readonly languages: readonly string[];
  readonly own: TemplateRow | null;
  readonly builtIn: BuiltIn | null;
}

export function linesOf(own: readonly TemplateRow[], builtIn: readonly BuiltIn[]): readonly TemplateLine[] {
  const lines = new Map<string, TemplateLine>();
  for (const one of builtIn) lines.set(one.name, { name: one.name, default_language: one.default_language, languages: Object.keys(one.texts), own: null, builtIn: one });
  for (const one of own) lines.set(one.name, { name: one.name, default_language: one.default_language, languages: one.languages, own: one, builtIn: lines.get(one.name)?.builtIn ?? null });
  return [...lines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the platform's template would be as one of the company's own. */
export const asTemplate = ({ name, default_language, texts, sample }: BuiltIn): Wording => ({ name, default_language, texts, sample });

export function useBuiltIn(enabled = true): UseQueryResult<readonly BuiltIn[], ApiProblem> {
  return useQuery<readonly BuiltIn[], ApiProblem>({
    queryKey: ['templates', 'built-in'],
    enabled,
    queryFn: async ({ signal }) => (await api.get<{ readonly items: readonly BuiltIn[] }>('/notifications/templates/built-in', undefined, signal)).items,
  });
}
