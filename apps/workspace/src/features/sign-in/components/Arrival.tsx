import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import type { Welcome } from '@/api/client';
import { asProblem, type ApiProblem } from '@/api/problem';

interface ArrivalProps {
  /** What the identity provider's answer was exchanged for. */
  readonly ticket: string;
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onProblem: (problem: ApiProblem) => void;
}

/** For somebody who comes back from the company's identity provider: the session begins, or the page says why not. */
export function Arrival({ ticket, onWelcome, onProblem }: ArrivalProps) {
  const { t } = useTranslation();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    api.open<Welcome>('/auth/sso/complete', { ticket }).then(onWelcome, (error: unknown) => onProblem(asProblem(error)));
  }, [ticket, onWelcome, onProblem]);
  return (
    <form aria-busy>
      <h1 role="status">{t('signIn.arriving')}</h1>
    </form>
  );
}
