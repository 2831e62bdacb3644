import { useEffect, useState, type ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { api } from '@/api';
import { ErrorState } from '@/ui/Feedback';
import { useUser } from '@/ui/permissions';

/** Lets signed-in people through; others sign in first and come back to the same address. */
export function SessionGate({ children }: { children: ReactNode }) {
  const user = useUser();
  const { pathname, search } = useLocation();
  const [state, setState] = useState<'asking' | 'none' | { error: unknown }>('asking');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let stale = false;
    api.restore().then(
      (restored) => !stale && !restored && setState('none'),
      (error: unknown) => !stale && setState({ error }),
    );
    return () => {
      stale = true;
    };
  }, [attempt]);
  if (user) return children;
  if (typeof state === 'object') {
    return (
      <main>
        <ErrorState
          error={state.error}
          onRetry={() => {
            setState('asking');
            setAttempt(attempt + 1);
          }}
        />
      </main>
    );
  }
  if (state === 'asking' && api.session.refreshToken) return null;
  const to = pathname + search;
  return <Navigate replace to={to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`} />;
}
