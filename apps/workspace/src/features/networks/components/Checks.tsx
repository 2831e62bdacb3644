import { CircleCheck, CircleDashed, LoaderCircle, OctagonAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type CheckState = 'open' | 'running' | 'ok' | 'watch' | 'act';

export interface Check {
  readonly key: string;
  readonly state: CheckState;
  readonly words: string;
  readonly more?: ReactNode;
}

const icons: Readonly<Record<CheckState, LucideIcon>> = {
  open: CircleDashed, running: LoaderCircle, ok: CircleCheck, watch: TriangleAlert, act: OctagonAlert,
};

/** What was looked at, and what came of it, in the order in which it happens. */
export function Checks({ label, checks }: { label: string; checks: readonly Check[] }) {
  return (
    <ol className="checks" aria-label={label} aria-live="polite">
      {checks.map(({ key, state, words, more }) => {
        const Icon = icons[state];
        return (
          <li key={key} className={`check check-${state}`}>
            <Icon aria-hidden size="1.125rem" className={state === 'running' ? 'spin' : undefined} />
            <div>
              <span className="check-words">{words}</span>
              {more && <div className="check-more">{more}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
