import { useLayoutEffect, useState } from 'react';

/**
 * The token of the link that was followed. It is taken out of the address, so that it stays in no history; not before the
 * page stands, since a first rendering that is begun anew must find it again.
 */
export function useLink(): string {
  const [token] = useState(() => window.location.hash.slice(1));
  useLayoutEffect(() => {
    if (token) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }, [token]);
  return token;
}
