import { api } from '@/api';

export interface RecentTrace {
  readonly id: string;
  readonly kind: string;
  readonly words: string;
  readonly hint: string | null;
}

/** What this person traced in this tab; gone with it, as it may be another company's business tomorrow. */
function key(): string {
  return `foodflow.recent.${api.session.user?.id ?? ''}`;
}

export function recentTraces(): readonly RecentTrace[] {
  try {
    return JSON.parse(sessionStorage.getItem(key()) ?? '[]') as RecentTrace[];
  } catch {
    return [];
  }
}

export function remember(trace: RecentTrace): void {
  const others = recentTraces().filter((one) => one.id !== trace.id);
  sessionStorage.setItem(key(), JSON.stringify([trace, ...others].slice(0, 6)));
}
