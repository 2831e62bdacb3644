import { useEffect, useRef } from 'react';
import { usePreferences } from '@/theme/preferences';

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Page-wide keys: "?" or "/" alone, "g t" one after the other within a second, "mod+k" with Ctrl or Command. Letters
 * are left alone while somebody types in a field, and when single keys are switched off.
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  const { keys: allowed } = usePreferences();
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let before = '';
    let at = 0;
    const listen = (event: KeyboardEvent): void => {
      const mod = event.ctrlKey || event.metaKey;
      if (mod) {
        const handler = latest.current[`mod+${event.key.toLowerCase()}`];
        if (handler) {
          event.preventDefault();
          handler(event);
        }
        return;
      }
      if (!allowed || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const pair = Date.now() - at < 1000 ? `${before} ${event.key}` : event.key;
      const handler = latest.current[pair] ?? latest.current[event.key];
      before = event.key;
      at = Date.now();
      if (handler) {
        event.preventDefault();
        handler(event);
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [allowed]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
