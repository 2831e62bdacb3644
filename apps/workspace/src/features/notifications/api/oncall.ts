import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { whole } from '@/api/whole';
import { without } from '@/api/without';
import { here } from './zone';

export const rotations = ['daily', 'weekly', 'custom'] as const;

/** Hours of some days of the week. */
export interface LayerHours {
  readonly weekdays: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** People who take turns. */
export interface Layer {
  readonly name: string;
  /** In the order of their turns. */
  readonly people: readonly string[];
  readonly rotation: (typeof rotations)[number];
  /** How long a turn of a custom rotation lasts. */
  readonly shift_hours?: number | null;
  /** As 2026-11-23. */
  readonly starts_on: string;
  /** As 08:00. */
  readonly handover: string;
  readonly ends_on?: string | null;
  /** When it counts; none for always. */
  readonly hours?: readonly LayerHours[] | null;
}

/** Who takes turns at being on call. A later layer counts above an earlier one where it has somebody. */
export interface Schedule {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly layers: readonly Layer[];
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export type ScheduleDraft = Pick<Schedule, 'name' | 'zone' | 'layers'>;

export interface Shift {
  readonly from: string;
  readonly to: string;
  readonly user_id: string;
  /** Whose turn it is; null for somebody who stands in. */
  readonly layer?: string | null;
  readonly override_id?: string | null;
}

export interface Calendar {
  readonly from: string;
  readonly to: string;
  readonly shifts: readonly Shift[];
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
}

export interface OnCallNow {
  readonly schedule_id: string;
  readonly name: string;
  readonly user_id?: string | null;
  readonly until?: string | null;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const dayOf = (date: Date): string => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

export function blankLayer(now = new Date()): Layer {
  return { name: '', people: [], rotation: 'weekly', starts_on: dayOf(now), handover: '08:00', hours: [] };
}

export const blankSchedule = (): ScheduleDraft => ({ name: '', zone: here(), layers: [blankLayer()] });

export const draftOf = (schedule: Schedule): ScheduleDraft => without(schedule, 'id', 'created_by', 'created_at', 'updated_at', 'version');

/** Just what such a layer has. */
export function cleaned({ shift_hours, ends_on, hours, ...layer }: Layer): Layer {
  return { ...layer, ...(layer.rotation === 'custom' && { shift_hours: shift_hours ?? 12 }), ...(ends_on && { ends_on }), ...(hours && hours.length > 0 && { hours }) };
}

/** Monday, 00:00 where one is, of the week that a moment is in. */
export function mondayOf(moment: Date): Date {
  const day = new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day;
}

export function daysLater(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** A stretch of a week, as shares of it. */
export interface Stretch<T> {
  readonly of: T;
  readonly start: number;
  readonly share: number;
}

/** What of some times is in a week, and where: weeks with a change of clocks are longer or shorter than others. */
export function within<T extends { readonly from: string; readonly to: string }>(times: readonly T[], monday: Date): readonly Stretch<T>[] {
  const [begin, end] = [monday.getTime(), daysLater(monday, 7).getTime()];
  return times.flatMap((of) => {
    const [from, to] = [Math.max(begin, Date.parse(of.from)), Math.min(end, Date.parse(of.to))];
    return from < to ? [{ of, start: (from - begin) / (end - begin), share: (to - from) / (end - begin) }] : [];
  });
}

/** The full hour that a share of a week is in, rounded to the next one. */
export function hourAt(monday: Date, share: number): Date {
  const [begin, end] = [monday.getTime(), daysLater(monday, 7).getTime()];
  const hour = 3_600_000;
  return new Date(begin + Math.round((Math.min(1, Math.max(0, share)) * (end - begin)) / hour) * hour);
}

/** As inputs for a date and a time have it, where one is. */
export function asInput(moment: Date): string {
  return `${dayOf(moment)}T${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
}

/** Everybody of a schedule, each with a colour that stays: in the order of layers and turns, then those who stand in. */
export function coloursOf(schedule: Schedule, shifts: readonly Shift[]): ReadonlyMap<string, number> {
  const people = new Set([...schedule.layers.flatMap((layer) => layer.people), ...shifts.map(({ user_id }) => user_id)]);
  return new Map([...people].map((id, n) => [id, n % 8]));
}

const path = '/notifications/oncall';
const at = (id: string): string => `${path}/schedules/${encodeURIComponent(id)}`;

export function useSchedules(): UseQueryResult<readonly Schedule[], ApiProblem> {
  return useQuery<readonly Schedule[], ApiProblem>({ queryKey: ['oncall', 'schedules'], queryFn: ({ signal }) => whole<Schedule>(`${path}/schedules`, signal) });
}

export function useNow(): UseQueryResult<readonly OnCallNow[], ApiProblem> {
  return useQuery<readonly OnCallNow[], ApiProblem>({ queryKey: ['oncall', 'now'], refetchInterval: 60_000, queryFn: ({ signal }) => whole<OnCallNow>(`${path}/now`, signal) });
}

/** Who is on call in some weeks from a Monday on. */
export function useCalendar(id: string, monday: Date, weeks: number): UseQueryResult<Calendar, ApiProblem> {
  const [from, to] = [monday.toISOString(), daysLater(monday, weeks * 7).toISOString()];
  return useQuery<Calendar, ApiProblem>({ queryKey: ['oncall', 'calendar', id, from, to], queryFn: ({ signal }) => api.get<Calendar>(`${at(id)}/calendar`, { from, to }, signal) });
}

export interface OverrideDraft {
  readonly user_id: string;
  readonly from: string;
  readonly to: string;
}

/** What can be done about who is on call; what shows it is read anew after each. */
export function useOnCallChanges() {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ queryKey: ['oncall'] });
    return result;
  };
  const ifMatch = ({ version }: Schedule) => ({ 'if-match': `"${version}"` });
  return {
    save: (before: Schedule | null, draft: ScheduleDraft): Promise<Schedule> => {
      const json = { ...draft, layers: draft.layers.map(cleaned) };
      return then(before ? api.json<Schedule>(at(before.id), { method: 'PUT', json, headers: ifMatch(before) }) : api.json<Schedule>(`${path}/schedules`, { method: 'POST', json }));
    },
    remove: (schedule: Schedule): Promise<void> => then(api.json<undefined>(at(schedule.id), { method: 'DELETE', headers: ifMatch(schedule) })),
    standIn: (schedule: Schedule, draft: OverrideDraft): Promise<unknown> => then(api.json(`${at(schedule.id)}/overrides`, { method: 'POST', json: draft })),
    endStandIn: (schedule: Schedule, override: string): Promise<void> => then(api.json<undefined>(`${at(schedule.id)}/overrides/${encodeURIComponent(override)}`, { method: 'DELETE' })),
  };
}
