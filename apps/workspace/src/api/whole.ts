import { api } from './index';
import type { Page } from './types';

/** Every page of a list that is short by nature. */
export async function whole<T>(path: string, signal?: AbortSignal): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get<Page<T>>(path, { limit: 500, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor !== null);
  return items;
}
