import { Button } from 'antd';
import { LockKeyhole, RotateCw, ServerCrash, Unplug, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { CopyButton } from './CopyButton';
import './feedback.css';

interface NoticeProps {
  readonly icon?: LucideIcon;
  readonly picture?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: 'calm' | 'act';
}

/** A page or a part of it that has something to say instead of something to show. */
export function Notice({ icon: Icon, picture, title, children, actions, tone = 'calm' }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`}>
      {picture ?? (Icon && <span className="notice-icon"><Icon aria-hidden size="1.5rem" strokeWidth={1.6} /></span>)}
      <h2>{title}</h2>
      {children && <div className="notice-text">{children}</div>}
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

/** An empty state teaches and offers the first step. */
export const EmptyState = Notice;

export function NoPermission({ permission }: { permission: string }) {
  const { t } = useTranslation();
  return (
    <Notice icon={LockKeyhole} title={t('noPermission.title')}>
      <p>{t('noPermission.text')}</p>
      <p>
        {t('noPermission.needed')} <code className="code">{permission}</code>
      </p>
    </Notice>
  );
}

/** What happened, what was kept, what to do; with the trace id to copy. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const retry = onRetry && (
    <Button onClick={onRetry} icon={<RotateCw aria-hidden size="1em" />}>
      {t('error.retry')}
    </Button>
  );
  if (problem.status === 0) {
    return (
      <Notice icon={Unplug} title={t('error.offline')} actions={retry} tone="act">
        <p>{t('error.offlineText')}</p>
      </Notice>
    );
  }
  return (
    <div role="alert">
      <Notice icon={ServerCrash} title={problem.title} actions={retry} tone="act">
        {problem.detail && <p>{problem.detail}</p>}
        <p>{t('error.kept')}</p>
        {problem.fields.length > 0 && (
          <ul className="notice-fields">
            {problem.fields.map((field, i) => (
              <li key={i}>
                <code className="code">{field.field}</code> {field.message}
              </li>
            ))}
          </ul>
        )}
        {problem.traceId && (
          <p className="notice-trace">
            {t('error.traceId')} <code className="code">{problem.traceId}</code>
            <CopyButton text={problem.traceId} label={t('error.copyTraceId')} />
          </p>
        )}
      </Notice>
    </div>
  );
}

/** Grey bars where content will be; announced once. */
export function Skeleton({ rows = 6, height = '2.25rem' }: { rows?: number; height?: string }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="skeleton-row" style={{ height }}>
          <span className="skeleton-bar" style={{ width: `${[62, 48, 70, 55, 40, 66][i % 6]}%` }} />
        </div>
      ))}
    </div>
  );
}
