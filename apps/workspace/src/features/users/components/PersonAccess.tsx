import { Button } from 'antd';
import { ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Person } from '@/api/people';
import { useFormat } from '@/i18n/format';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission, useUser } from '@/ui/permissions';
import { SessionRow } from '@/ui/SessionRow';
import { LastSignIns } from '@/ui/SignIns';
import { StateLine } from '@/ui/StateLine';
import { useChange } from '@/ui/useChange';
import { useAccessChanges, useFactorOf, useSessionsOf } from '../api/access';

/** Whether somebody has a second step, and the way to take it off for whoever lost the device. */
export function PersonFactor({ person }: { person: Person }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useFactorOf(person.id);
  const { removeFactor } = useAccessChanges(person.id);
  const change = useChange();
  const [asking, setAsking] = useState(false);
  const own = useUser()?.id === person.id;
  const mayWrite = usePermission('user:write');
  const remove = async (): Promise<void> => {
    if (await change.run(removeFactor)) setAsking(false);
  };
  return (
    <section className="panel-section person-access">
      <h3>{t('access.factor')}</h3>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <StateLine on={data.enabled} text={data.enabled ? t('access.on', { since: data.confirmed_at ? format.date(data.confirmed_at) : '' }) : t(data.required ? 'access.offRequired' : 'access.off')} />
      ) : (
        <Skeleton rows={1} height="1.5rem" />
      )}
      {own && <Link to="/account">{t('access.own')}</Link>}
      {data?.enabled && mayWrite && !own && (
        <Button icon={<ShieldOff aria-hidden size="1em" />} onClick={() => setAsking(true)}>
          {t('access.remove')}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t('access.removeTitle', { name: person.first_name })}
          verb={t('access.remove')}
          change={change}
          onConfirm={() => void remove()}
          onClose={() => setAsking(false)}
        >
          <p>{t(data?.required ? 'access.removeTextRequired' : 'access.removeText')}</p>
        </Confirm>
      )}
    </section>
  );
}

/** Where somebody is signed in; ended one by one or all at once. */
export function PersonSessions({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useSessionsOf(person.id);
  const changes = useAccessChanges(person.id);
  const ending = useChange();
  const endingAll = useChange();
  const [asking, setAsking] = useState(false);
  const own = useUser()?.id === person.id;
  const mayEnd = usePermission('session:revoke');
  const endAll = async (): Promise<void> => {
    if (await endingAll.run(changes.endSessions)) setAsking(false);
  };
  return (
    <section className="panel-section person-access">
      <h3>{t('access.sessions')}</h3>
      <ChangeProblem problem={ending.problem} />
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton rows={2} height="2.75rem" />
      ) : data.length === 0 ? (
        <p className="muted">{t('access.noSession')}</p>
      ) : (
        <ul className="session-list">
          {data.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              {...(mayEnd && { onEnd: () => void ending.run(() => changes.endSession(session.id)) })}
            />
          ))}
        </ul>
      )}
      {mayEnd && !own && data && data.length > 0 && <Button onClick={() => setAsking(true)}>{t('access.endAll', { count: data.length })}</Button>}
      {asking && (
        <Confirm
          title={t('access.endAllTitle', { name: person.first_name })}
          verb={t('access.endAll', { count: data?.length ?? 0 })}
          change={endingAll}
          onConfirm={() => void endAll()}
          onClose={() => setAsking(false)}
        >
          <p>{t('access.endAllText')}</p>
        </Confirm>
      )}
    </section>
  );
}

/** How somebody came in lately, or did not. */
export function PersonSignIns({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <section className="panel-section person-access">
      <h3>{t('signIns.last')}</h3>
      <LastSignIns subject={person.id} />
      <Link to={`/sign-ins?subject=${person.id}`}>{t('signIns.all')}</Link>
    </section>
  );
}
