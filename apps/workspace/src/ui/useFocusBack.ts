import { useEffect, useState } from 'react';

/** Gives the keyboard back to what opened this part, when the part goes. */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}
