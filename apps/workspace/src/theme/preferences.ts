import { useSyncExternalStore } from 'react';
import type { Density } from './tokens';

/** What one person chose on one device. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: Density;
  /** Single-letter keys can be switched off (WCAG 2.1.4), for people who dictate. */
  readonly keys: boolean;
  readonly narrowNav: boolean;
}

const fallback: Preferences = { theme: 'system', density: 'comfortable', keys: true, narrowNav: false };
const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem('foodflow.preferences') ?? '{}') as Partial<Preferences>;
    return { ...fallback, ...kept };
  } catch {
    return fallback;
  }
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem('foodflow.preferences', JSON.stringify(current));
  // The script that runs before the first paint reads this one.
  localStorage.setItem('foodflow.theme', current.theme);
  listeners.forEach((listener) => listener());
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
