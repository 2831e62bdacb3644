import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

export type Direction = 'backward' | 'both' | 'forward';
export type Show = 'graph' | 'split' | 'table';

/** The trace page's address: what is traced, how, and what is looked at. Every view is a link. */
export interface TraceView {
  readonly node: string | null;
  readonly lot: string | null;
  readonly epc: string | null;
  readonly direction: Direction;
  /** Steps from the start; null means all. */
  readonly depth: number | null;
  /** Edges that go back in time are left out unless this is 'all'. */
  readonly mode: 'time_respecting' | 'all';
  /** Relationship kinds to follow; empty means the usual ones. */
  readonly follow: readonly string[];
  /** Node kinds to look at; empty means all. */
  readonly kinds: readonly string[];
  readonly show: Show;
  readonly selected: string | null;
  /** Stretch of time looked at, in ms. */
  readonly from: number | null;
  readonly to: number | null;
}

export interface Start {
  readonly node?: string;
  readonly lot?: string;
  readonly epc?: string;
}

const directions: readonly Direction[] = ['backward', 'both', 'forward'];

export function parseView(search: URLSearchParams): TraceView {
  const direction = directions.find((one) => one === search.get('dir')) ?? 'both';
  const depth = Number.parseInt(search.get('depth') ?? '', 10);
  const show = search.get('show');
  return {
    node: search.get('node'),
    lot: search.get('lot'),
    epc: search.get('epc'),
    direction,
    depth: depth >= 1 && depth <= 10_000 ? depth : null,
    mode: search.get('mode') === 'all' ? 'all' : 'time_respecting',
    follow: list(search.get('follow')),
    kinds: list(search.get('kinds')),
    show: show === 'graph' || show === 'table' ? show : 'split',
    selected: search.get('at'),
    from: time(search.get('from')),
    to: time(search.get('to')),
  };
}

function list(text: string | null): string[] {
  return text ? text.split(',').filter(Boolean) : [];
}

function time(text: string | null): number | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
}

/** What a person typed or scanned: an identifier (EPC URN or Digital Link) or a lot code. */
export function startOf(text: string): Start {
  const trimmed = text.trim();
  return /^(urn:|https?:\/\/)/i.test(trimmed) ? { epc: trimmed } : { lot: trimmed };
}

const names: Partial<Record<keyof TraceView, string>> = { direction: 'dir', selected: 'at' };

function format(value: TraceView[keyof TraceView], field: keyof TraceView): string | null {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (field === 'from' || field === 'to') return new Date(value as number).toISOString();
  if ((field === 'direction' && value === 'both') || (field === 'show' && value === 'split')) return null;
  if (field === 'mode' && value === 'time_respecting') return null;
  return Array.isArray(value) ? value.join(',') : String(value);
}

export function withChange(search: URLSearchParams, change: Partial<TraceView>): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const [field, value] of Object.entries(change) as [keyof TraceView, TraceView[keyof TraceView]][]) {
    const text = format(value, field);
    const name = names[field] ?? field;
    if (text === null) next.delete(name);
    else next.set(name, text);
  }
  return next;
}

/** The name under which the platform makes a report of what is asked here, to be signed. */
export function reportOf(start: string, { direction, depth, mode, follow }: TraceView): string {
  return [
    `${direction}:${start}`,
    ...(depth === null ? [] : [`depth=${depth}`]),
    ...(mode === 'all' ? ['mode=all'] : []),
    ...(follow.length === 0 ? [] : [`kinds=${[...new Set(follow.map((kind) => kind.toUpperCase()))].sort().join(',')}`]),
  ].join(';');
}

export interface ViewControl {
  readonly view: TraceView;
  /** Changes how the same trace is looked at; the browser's Back skips it. */
  change(change: Partial<TraceView>): void;
  /** Traces something else; Back returns. */
  begin(start: Start): void;
}

export function useTraceView(): ViewControl {
  const [search, setSearch] = useSearchParams();
  const view = useMemo(() => parseView(search), [search]);
  const change = useCallback(
    (next: Partial<TraceView>) => setSearch((now) => withChange(now, next), { replace: true }),
    [setSearch],
  );
  const begin = useCallback(
    (start: Start) =>
      setSearch((now) =>
        withChange(now, { node: null, lot: null, epc: null, selected: null, from: null, to: null, kinds: [], ...start }),
      ),
    [setSearch],
  );
  return { view, change, begin };
}
