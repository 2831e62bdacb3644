import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { asProblem } from '@/api/problem';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { SessionRow } from '@/ui/SessionRow';
import { useRefresh, useSessions } from '../api/account';

/** Where one is signed in; what one does not know is ended here. */
export function SessionList() {
  const { t } = useTranslation();
  const sessions = useSessions();
  const refresh = useRefresh();
  const [failed, setFailed] = useState<string | null>(null);
  const end = async (path: string): Promise<void> => {
    setFailed(null);
    try {
      await api.json(path, { method: 'DELETE' });
    } catch (error) {
      setFailed(asProblem(error).message);
    }
    await refresh('sessions');
  };
  if (sessions.isError) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Skeleton rows={3} />;
  const others = sessions.data.filter((session) => !session.current).length;
  return (
    <>
      <ul className="session-list">
        {sessions.data.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => void end(`/auth/sessions/${session.id}`)} />
        ))}
      </ul>
      <div role="alert">{failed && <p className="account-problem">{failed}</p>}</div>
      {others > 0 && (
        <Popconfirm
          title={t('account.endOthersAsk', { count: others })}
          okText={t('account.endOthers', { count: others })}
          cancelText={t('account.cancel')}
          onConfirm={() => void end('/auth/sessions')}
        >
          <Button>{t('account.endOthers', { count: others })}</Button>
        </Popconfirm>
      )}
    </>
  );
}
