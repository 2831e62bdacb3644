import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Undo2, UserRoundX } from 'lucide-react';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api';
import { usePerson, type Person } from '@/api/people';
import type { Page } from '@/api/types';
import { Confirm } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { usePermission } from '@/ui/permissions';
import { StateLine } from '@/ui/StateLine';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useSigningChanges, useWithdrawals, type Withdrawal } from '../api/signing';
import { Card } from './Card';

/** Who may not sign any more, as after a loss. */
export function WithdrawalsCard() {
  const { t } = useTranslation();
  const mayWrite = usePermission('signing_policy:write');
  const mayFind = usePermission('user:read');
  const { data, error, refetch } = useWithdrawals();
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t('withdrawals.title')} text={t('withdrawals.text')} clause="11.300(c)">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={2} />
      ) : (
        <>
          {data.items.length === 0 && <StateLine on text={t('withdrawals.none')} />}
          <ul className="withdrawals">
            {data.items.map((one) => (
              <Withdrawn key={one.user_id} one={one} mayWrite={mayWrite} mayFind={mayFind} />
            ))}
          </ul>
          {mayWrite && mayFind && (
            <div>
              <Button icon={<UserRoundX aria-hidden size="1em" />} onClick={() => setAsking(true)}>
                {t('withdrawals.withdraw')}
              </Button>
            </div>
          )}
          {asking && <Withdraw withdrawn={data.items} onClose={() => setAsking(false)} />}
        </>
      )}
    </Card>
  );
}

function Withdrawn({ one, mayWrite, mayFind }: { one: Withdrawal; mayWrite: boolean; mayFind: boolean }) {
  const { t } = useTranslation();
  const { data: person } = usePerson(mayFind ? one.user_id : null);
  const { restore } = useSigningChanges();
  const change = useChange();
  const [asking, setAsking] = useState(false);
  const name = person ? `${person.first_name} ${person.last_name}` : one.user_id;
  return (
    <li>
      <UserRoundX aria-hidden size="1.0625rem" />
      <div>
        <strong>{person ? <Link to={`/users?user=${one.user_id}`}>{name}</Link> : <code className="code">{name}</code>}</strong>
        <p>{one.reason}</p>
        <p className="muted">
          {one.withdrawn_by}, <Time at={one.withdrawn_at} />
        </p>
      </div>
      {mayWrite && (
        <Button icon={<Undo2 aria-hidden size="1em" />} onClick={() => setAsking(true)}>
          {t('withdrawals.restore')}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t('withdrawals.restoreTitle', { name })}
          verb={t('withdrawals.restore')}
          danger={false}
          change={change}
          onConfirm={() => void change.run(() => restore(one.user_id))}
          onClose={() => setAsking(false)}
        >
          <p>{t('withdrawals.restoreText')}</p>
        </Confirm>
      )}
    </li>
  );
}

const offered = 6;

function Withdraw({ withdrawn, onClose }: { withdrawn: readonly Withdrawal[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { withdraw } = useSigningChanges();
  const change = useChange();
  const list = useId();
  const [text, setText] = useState('');
  const [person, setPerson] = useState<Person | null>(null);
  const [reason, setReason] = useState('');
  const q = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['people', 'found', q],
    enabled: q !== '' && person === null,
    queryFn: ({ signal }) => api.get<Page<Person>>('/users', { q, limit: offered }, signal),
  });
  const choices = person === null ? (found.data?.items.filter(({ id }) => !withdrawn.some((one) => one.user_id === id)) ?? []) : [];
  const submit = async (): Promise<void> => {
    if (await change.run(() => withdraw(person!.id, reason.trim()))) onClose();
  };
  return (
    <FormDrawer
      title={t('withdrawals.withdrawTitle')}
      subtitle={t('withdrawals.withdrawText')}
      verb={t('withdrawals.withdraw')}
      change={change}
      unready={person === null || reason.trim() === ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Field label={t('withdrawals.who')} hint={person ? person.email : t('users.searchHint')} error={change.fault('user_id')}>
        {(attributes) => (
          <input
            {...attributes}
            className="select"
            role="combobox"
            aria-expanded={choices.length > 0}
            aria-controls={list}
            autoComplete="off"
            value={person ? `${person.first_name} ${person.last_name}` : text}
            onChange={(event) => {
              setPerson(null);
              setText(event.target.value);
            }}
          />
        )}
      </Field>
      <ul id={list} className="withdrawal-found" aria-label={t('withdrawals.who')}>
        {choices.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => setPerson(one)}>
              {one.first_name} {one.last_name} <span className="muted">{one.email}</span>
            </button>
          </li>
        ))}
      </ul>
      <TextField label={t('audit.reason')} hint={t('withdrawals.reasonHint')} value={reason} onChange={setReason} error={change.fault('reason')} />
    </FormDrawer>
  );
}
