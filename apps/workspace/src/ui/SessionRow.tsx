import { Button } from 'antd';
import { Laptop, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SignedInDevice } from '@/api/types';
import { deviceOf } from './devices';
import { Time } from './Time';
import './sessions.css';

interface SessionRowProps {
  readonly session: SignedInDevice;
  /** Absent for those who may only look. */
  readonly onEnd?: () => void;
}

/** One sign-in: by what program, from where, since when; and its end. */
export function SessionRow({ session, onEnd }: SessionRowProps) {
  const { t } = useTranslation();
  const device = deviceOf(session.user_agent) ?? t('account.unknownDevice');
  const Icon = /Android|iOS/.test(device) ? Smartphone : Laptop;
  return (
    <li className="session-row">
      <Icon aria-hidden size="1.25rem" strokeWidth={1.6} />
      <div>
        <p title={session.user_agent ?? undefined}>
          {device}
          {session.current && <span className="session-current">{t('account.thisOne')}</span>}
        </p>
        <p className="muted">
          {session.ip && <>{session.ip} · </>}
          {t('account.used')} <Time at={session.used_at} /> · {t('account.begun')} <Time at={session.created_at} />
        </p>
      </div>
      {onEnd && !session.current && (
        <Button size="small" aria-label={`${t('account.end')}: ${device}`} onClick={onEnd}>
          {t('account.end')}
        </Button>
      )}
    </li>
  );
}
