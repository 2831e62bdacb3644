import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { AppWindow } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import { Confirm } from '@/ui/Dialogs';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';

/** An application that one signed in to, and what one agreed to; nobody is asked for the company's own. */
interface Allowed {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly asks: readonly string[];
  readonly given_at: string | null;
  readonly active: boolean;
}

const key = ['allowed-applications'];

/** The applications that know of one, and taking it back; nothing where there are none. */
export function ApplicationList() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useChange();
  const [asking, setAsking] = useState<Allowed | null>(null);
  const { data } = useQuery<readonly Allowed[], ApiProblem>({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<{ readonly items: readonly Allowed[] }>('/auth/applications', undefined, signal)).items,
  });
  if (!data || data.length === 0) return null;
  const withdraw = async ({ id }: Allowed): Promise<void> => {
    await api.json(`/auth/applications/${id}`, { method: 'DELETE' });
    await queries.invalidateQueries({ queryKey: key });
  };
  return (
    <section aria-labelledby="account-applications">
      <h2 id="account-applications">{t('nav.applications')}</h2>
      <p className="muted">{t('account.applicationsText')}</p>
      <ul className="session-list">
        {data.map((one) => (
          <li key={one.id} className="session-row">
            <AppWindow aria-hidden size="1.25rem" strokeWidth={1.6} />
            <div>
              <p title={one.description}>{one.name}</p>
              <p className="muted">
                {one.asks.map((ask) => t(`connect.asks.${ask.replace('claim:', 'claim_')}`)).join(' · ')}
                {one.given_at && <> · <Time at={one.given_at} /></>}
              </p>
            </div>
            <Button size="small" aria-label={`${t('account.withdraw')}: ${one.name}`} onClick={() => setAsking(one)}>
              {t('account.withdraw')}
            </Button>
          </li>
        ))}
      </ul>
      {asking && (
        <Confirm
          title={t('account.withdrawAsk', { name: asking.name })}
          verb={t('account.withdraw')}
          change={change}
          onConfirm={() => void change.run(() => withdraw(asking)).then((done) => done && setAsking(null))}
          onClose={() => setAsking(null)}
        >
          <p>{t('account.withdrawText')}</p>
        </Confirm>
      )}
    </section>
  );
}
