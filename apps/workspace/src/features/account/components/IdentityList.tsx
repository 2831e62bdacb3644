import { useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { Time } from '@/ui/Time';

interface Identity {
  readonly provider_id: string;
  readonly name: string;
  readonly used_at: string;
}

/** The company's providers that one signs in by; nothing where there are none. */
export function IdentityList() {
  const { t } = useTranslation();
  const { data } = useQuery<readonly Identity[], ApiProblem>({
    queryKey: ['identities'],
    queryFn: async ({ signal }) => (await api.get<{ readonly items: readonly Identity[] }>('/auth/identities', undefined, signal)).items,
  });
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="account-identities">
      <h2 id="account-identities">{t('sso.title')}</h2>
      {data.map((identity) => (
        <p key={identity.provider_id} className="state-line">
          <LogIn aria-hidden size="1.125rem" />
          <span>
            {t('account.signedInBy', { name: identity.name })} <Time at={identity.used_at} />
          </span>
        </p>
      ))}
    </section>
  );
}
