import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What follows from a rule as it stands, calm or not. */
export function Hint({ tone = 'calm', children }: { tone?: 'calm' | 'watch' | 'act'; children: ReactNode }) {
  const Icon = tone === 'act' ? OctagonAlert : TriangleAlert;
  return (
    <div className={`policy-hint policy-hint-${tone}`} role={tone === 'calm' ? undefined : 'alert'}>
      {tone !== 'calm' && <Icon aria-hidden size="1rem" />}
      <div>{children}</div>
    </div>
  );
}
