import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';

/** What is kept for how long. */
export interface RetentionGroup {
  readonly name: string;
  /** Null where it is kept for good. */
  readonly days?: number | null;
  readonly least_days: number;
  readonly most_days: number;
  /** The rule that it cannot be kept for less. */
  readonly basis: string;
}

export interface RetentionPolicy {
  readonly groups: readonly RetentionGroup[];
  readonly version: number;
  readonly updated_at: string;
}

/** What would go now, and what would not. */
export interface DueGroup {
  readonly name: string;
  readonly days?: number | null;
  /** What is older is due. */
  readonly before?: string | null;
  /** What would go. */
  readonly due: number;
  /** What is as old, and stays for a legal hold. */
  readonly held: number;
}

/** A run that dropped something, as the audit trail has it. */
export interface Run {
  readonly id: string;
  readonly time: string;
  readonly new?: { readonly group?: string; readonly before?: string; readonly dropped?: number; readonly held?: number } | null;
}

const path = '/audit/retention';

export function useRetention(): UseQueryResult<RetentionPolicy, ApiProblem> {
  return useQuery<RetentionPolicy, ApiProblem>({ queryKey: [path], queryFn: ({ signal }) => api.get<RetentionPolicy>(path, undefined, signal) });
}

/** What would go if a group were kept for so many days. */
export function useDue(group: string, days: number | null, enabled: boolean): UseQueryResult<DueGroup | null, ApiProblem> {
  return useQuery<DueGroup | null, ApiProblem>({
    queryKey: [path, 'due', group, days],
    enabled: enabled && days !== null,
    queryFn: async ({ signal }) => (await api.get<{ groups: readonly DueGroup[] }>(`${path}/preview`, { group, days }, signal)).groups[0] ?? null,
  });
}

export function useRuns(enabled: boolean): UseQueryResult<Page<Run>, ApiProblem> {
  return useQuery<Page<Run>, ApiProblem>({
    queryKey: [path, 'runs'],
    enabled,
    queryFn: ({ signal }) => api.get<Page<Run>>('/audit/entries', { action: 'RetentionApplied', limit: 10 }, signal),
  });
}

/** Days by group; null for good. */
export type Days = Readonly<Record<string, string | null>>;

export function useReplaceRetention(): (before: RetentionPolicy, days: Days) => Promise<void> {
  const queries = useQueryClient();
  return async (before, days) => {
    // All, in their order: so a fault of groups[1] is one of the second on the page.
    const groups = before.groups.map(({ name }) => ({ name, days: days[name] ? Number(days[name]) : null }));
    await api.json(path, { method: 'PUT', json: { groups }, headers: { 'if-match': `"${before.version}"` } });
    await queries.invalidateQueries({ queryKey: [path] });
  };
}

export function daysOf({ groups }: RetentionPolicy): Days {
  return Object.fromEntries(groups.map(({ name, days }) => [name, typeof days === 'number' ? String(days) : null]));
}

/** The groups that a draft changes. */
export function changedIn(before: RetentionPolicy, days: Days): readonly RetentionGroup[] {
  const was = daysOf(before);
  return before.groups.filter(({ name }) => was[name] !== days[name]);
}

/** Whether a number of days is one that a group may be kept for. */
export function isAllowed({ least_days, most_days }: RetentionGroup, days: string | null): boolean {
  return days === null || (/^\d+$/.test(days) && Number(days) >= least_days && Number(days) <= most_days);
}
