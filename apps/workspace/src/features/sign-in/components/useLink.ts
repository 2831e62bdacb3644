import { useState } from 'react';

/** The token of the link that was followed. It is taken out of the address, so that it stays in no history. */
export function useLink(): string {
  const [token] = useState(() => {
    const text = window.location.hash.slice(1);
    if (text) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    return text;
  });
  return token;
}
