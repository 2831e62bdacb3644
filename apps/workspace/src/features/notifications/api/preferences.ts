import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { without } from '@/api/without';
import { severities, type Severity } from './notifications';

/** Times of the day, as 22:00, in a zone, as Europe/Berlin. */
export interface QuietHours {
  readonly zone: string;
  readonly from: string;
  readonly to: string;
}

export const intervals = ['hourly', 'daily', 'weekly'] as const;
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** When everything that is not critical comes in one mail. */
export interface Digest {
  readonly every: (typeof intervals)[number];
  /** Of the day, as 07:30; of daily and weekly ones. */
  readonly at?: string | null;
  /** Of weekly ones. */
  readonly weekday?: (typeof weekdays)[number] | null;
  readonly zone: string;
  readonly language?: string | null;
}

/** The digest with just what one of its interval has. */
export function digestOf({ every, at, weekday, zone, language }: Digest): Digest {
  return { every, ...(every !== 'hourly' && { at: at || '07:30' }), ...(every === 'weekly' && { weekday: weekday ?? 'monday' }), zone, ...(language && { language }) };
}

/** What somebody wants to hear by mail, and when. */
export interface Preferences {
  /** The least severity that comes by mail. */
  readonly mail: Severity;
  readonly muted_topics: readonly string[];
  readonly quiet_hours?: QuietHours | null;
  readonly digest?: Digest | null;
  readonly version: number;
}

export type PreferencesForm = Omit<Preferences, 'version' | 'quiet_hours' | 'digest'> & { readonly quiet_hours: QuietHours | null; readonly digest: Digest | null };

/** All that somebody said, also what this page knows nothing of: a change replaces the whole. */
export function formOf(preferences: Preferences): PreferencesForm {
  return { ...without(preferences, 'version'), quiet_hours: preferences.quiet_hours ?? null, digest: preferences.digest ? digestOf(preferences.digest) : null };
}

export function changesBetween(before: PreferencesForm, after: PreferencesForm): number {
  return (['mail', 'muted_topics', 'quiet_hours', 'digest'] as const).filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).length;
}

/** Whether something that matters so much comes by mail at all. */
export function byMail(mail: Severity, severity: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(mail);
}

const minutes = (time: string): number => {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
};

/** The stretches of one day that are quiet, as shares of it from 0 to 1. */
export function stretches({ from, to }: Pick<QuietHours, 'from' | 'to'>): readonly (readonly [number, number])[] {
  const [begin, end] = [minutes(from) / 1440, minutes(to) / 1440];
  if (Number.isNaN(begin) || Number.isNaN(end) || begin === end) return [];
  return begin < end ? [[begin, end]] : [[0, end], [begin, 1]].filter(([start, stop]) => start! < stop!) as [number, number][];
}

/** How much of the day has passed in a zone, from 0 to 1; null for a zone that there is not. */
export function shareOfDay(zone: string, now: Date): number | null {
  try {
    const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(now).split(':').map(Number);
    return (hour * 60 + minute) / 1440;
  } catch {
    return null;
  }
}

const path = '/notifications/preferences';
const key = ['preferences'];

export function usePreferences(): UseQueryResult<Preferences, ApiProblem> {
  return useQuery<Preferences, ApiProblem>({ queryKey: key, queryFn: ({ signal }) => api.get<Preferences>(path, undefined, signal) });
}

export function useSavePreferences(): (before: Preferences, form: PreferencesForm) => Promise<void> {
  const queries = useQueryClient();
  return async (before, form) => {
    const { quiet_hours, digest, ...rest } = form;
    const saved = await api.json<Preferences>(path, { method: 'PUT', json: { ...rest, ...(quiet_hours && { quiet_hours }), ...(digest && { digest }) }, headers: { 'if-match': `"${before.version}"` } });
    queries.setQueryData(key, saved);
  };
}
