import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/ui/CopyButton';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { useUser } from '@/ui/permissions';
import { useProvider, type Application } from '../api/applications';
import { recipes, type Tool } from '../api/snippets';
import { Copied } from './Copied';

/** What is to be set in the application: where it finds the company, and ready settings of tools that many have. */
export function Connection({ application }: { application: Application }) {
  const { t } = useTranslation();
  const provider = useProvider(useUser()?.tenant.slug ?? '');
  const [tool, setTool] = useState<Tool>('grafana');
  if (provider.isError) return <ErrorState error={provider.error} onRetry={() => void provider.refetch()} />;
  if (!provider.data) return <Skeleton rows={3} />;
  const recipe = recipes[tool];
  const settings = recipe.text(application, provider.data);
  return (
    <>
      <section className="panel-section">
        <h3>{t('applications.connection')}</h3>
        <dl className="application-facts">
          <Copied name="client_id" text={application.id} />
          <Copied name="issuer" text={provider.data.issuer} />
          <Copied name={t('applications.discovery')} text={`${provider.data.issuer}/.well-known/openid-configuration`} />
        </dl>
      </section>
      {application.kind === 'confidential' && application.grant_types.includes('authorization_code') && (
        <section className="panel-section">
          <h3>{t('applications.ready')}</h3>
          <select className="select" aria-label={t('applications.ready')} value={tool} onChange={(event) => setTool(event.target.value as Tool)}>
            {Object.entries(recipes).map(([key, { title }]) => <option key={key} value={key}>{title}</option>)}
          </select>
          <div className="application-recipe">
            {/* Focusable, so that long lines scroll by keyboard (WCAG 2.1.1). */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre tabIndex={0} role="group" aria-label={recipe.title}>{settings}</pre>
            <CopyButton text={settings} label={t('applications.copy', { name: recipe.title })} />
          </div>
          <p className="muted">{t('applications.callback', { path: recipe.callback })}</p>
        </section>
      )}
    </>
  );
}
