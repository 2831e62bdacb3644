import { Button } from 'antd';
import { FileText, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DataTable, type Column } from '@/ui/DataTable';
import { EmptyState, ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { linesOf, useBuiltIn, type TemplateLine } from '../api/builtIn';
import { useTemplates } from '../api/templates';
import { LanguageMarks } from '../components/LanguageMarks';
import { missingOf } from '../components/languages';
import { NotificationTabs } from '../components/NotificationTabs';
import './notifications.css';

/** For whoever words the company's messages: which there are, and in which languages one is missing. */
export default function TemplatesPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.notifications')} permission="notification_template:read">
      <Templates />
    </Permitted>
  );
}

function Templates() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayWrite = usePermission('notification_template:write');
  const own = useTemplates();
  const builtIn = useBuiltIn();
  const error = own.error ?? builtIn.error;
  const rows = own.data && builtIn.data && linesOf(own.data, builtIn.data);
  const incomplete = rows?.filter(({ languages }) => missingOf(languages).length > 0).length ?? 0;
  const columns: readonly Column<TemplateLine>[] = [
    { key: 'name', title: t('templates.name'), cell: ({ name }) => <span className="code" title={name}>{name}</span> },
    { key: 'languages', title: t('templates.languages'), cell: (row) => <LanguageMarks has={row.languages} main={row.default_language} /> },
    {
      key: 'origin', title: t('templates.origin'), width: 15,
      cell: ({ own: mine, builtIn: theirs }) => (mine ? <StatusPill status={theirs ? 'info' : 'none'}>{t(theirs ? 'templates.inPlace' : 'templates.ours')}</StatusPill> : <span className="muted">{t('templates.platform')}</span>),
    },
    { key: 'version', title: t('templates.version'), width: 5.5, right: true, cell: ({ own: mine }) => mine?.version },
    { key: 'by', title: t('templates.changedBy'), width: 14, cell: ({ own: mine }) => <span title={mine?.changed_by}>{mine?.changed_by}</span> },
    { key: 'at', title: t('users.changed'), width: 8.5, right: true, cell: ({ own: mine }) => mine && <Time at={mine.changed_at} /> },
  ];
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => void navigate('/notifications/templates/new')}>
      {t('templates.add')}
    </Button>
  );
  const open = ({ name, own: mine }: TemplateLine): void => void navigate(mine ? `/notifications/templates/${mine.id}` : `/notifications/templates/new?instead=${encodeURIComponent(name)}`);
  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={
        rows && (
          <>
            <span>{t('templates.count', { count: own.data?.length ?? 0 })}</span>
            <span>{t('templates.platformCount', { count: builtIn.data?.length ?? 0 })}</span>
            {incomplete > 0 && <StatusPill status="watch">{t('templates.incomplete', { count: incomplete })}</StatusPill>}
          </>
        )
      }
      actions={rows && rows.length > 0 && add}
      filters={<NotificationTabs />}
    >
      <div className="card table-card templates">
        {error ? (
          <ErrorState error={error} onRetry={() => void (own.error ? own.refetch() : builtIn.refetch())} />
        ) : !rows ? (
          <Skeleton rows={6} />
        ) : rows.length === 0 ? (
          <EmptyState icon={FileText} title={t('templates.none')} actions={add}>
            <p>{t('templates.noneText')}</p>
          </EmptyState>
        ) : (
          <DataTable label={t('templates.title')} columns={columns} rows={rows} rowKey={({ name }) => name} onSelect={open} />
        )}
      </div>
    </Page>
  );
}
