import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What to put into the address; null takes a parameter out. */
export type AddressChange = Readonly<Record<string, string | null>>;

/** The parameters of the address, where filters and selections live, and a way to change some of them in place. */
export function useAddress(): readonly [URLSearchParams, (change: AddressChange) => void] {
  const [search, setSearch] = useSearchParams();
  const put = useCallback(
    (change: AddressChange): void =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) {
            if (value === null) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [search, put];
}
