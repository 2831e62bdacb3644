import { Ban, CircleDot, CirclePlus, Eye, PenLine, ShieldAlert, Signature, Trash2, type LucideIcon } from 'lucide-react';
import '@/ui/badges.css';
import { useWords } from './useWords';

const looks: readonly (readonly [RegExp, LucideIcon, string])[] = [
  [/(Refused|Locked|Failed|Denied|Died|Lost)$|ReuseDetected$|TokenReused$/, Ban, 'act'],
  [/(Withdrawn|Suspended|Revoked|Disabled)$/, ShieldAlert, 'watch'],
  [/(Deleted|Removed|Erased|Dropped)$/, Trash2, 'plain'],
  [/(Created|Added|Registered|Opened)$/, CirclePlus, 'plain'],
  [/(Updated|Changed|Replaced|Rotated|Renamed)$/, PenLine, 'plain'],
  [/Signed$/, Signature, 'plain'],
  [/(Fetched|Read|Viewed)$/, Eye, 'plain'],
];

/** What to think of an action at first sight: act, watch or plain. */
export function toneOf(action: string): string {
  return looks.find(([pattern]) => pattern.test(action))?.[2] ?? 'plain';
}

/** An action in words, with a shape for its kind. */
export function ActionWords({ action }: { action: string }) {
  const words = useWords();
  const [, Icon, tone] = looks.find(([pattern]) => pattern.test(action)) ?? [null, CircleDot, 'plain'];
  return (
    <span className={`kind audit-action audit-action-${tone}`} title={action}>
      <Icon aria-hidden size="0.9375rem" strokeWidth={1.9} />
      <span>{words.action(action)}</span>
    </span>
  );
}
