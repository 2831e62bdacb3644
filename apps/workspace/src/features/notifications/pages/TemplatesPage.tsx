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
import { useTemplates, type TemplateRow } from '../api/templates';
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
  const { data: rows, error, refetch } = useTemplates();
  const incomplete = rows?.filter(({ languages }) => missingOf(languages).length > 0).length ?? 0;
  const columns: readonly Column<TemplateRow>[] = [
    { key: 'name', title: t('templates.name'), cell: ({ name }) => <span className="code" title={name}>{name}</span> },
    { key: 'languages', title: t('templates.languages'), cell: (row) => <LanguageMarks has={row.languages} main={row.default_language} /> },
    { key: 'version', title: t('templates.version'), width: 6, right: true, cell: ({ version }) => version },
    { key: 'by', title: t('templates.changedBy'), width: 16, cell: ({ changed_by }) => <span title={changed_by}>{changed_by}</span> },
    { key: 'at', title: t('users.changed'), width: 9, right: true, cell: ({ changed_at }) => <Time at={changed_at} /> },
  ];
  const add = mayWrite && (
    <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => void navigate('/notifications/templates/new')}>
      {t('templates.add')}
    </Button>
  );
  const open = ({ id }: TemplateRow): void => void navigate(`/notifications/templates/${id}`);
  return (
    <Page
      fill
      title={t('nav.notifications')}
      state={
        rows && (
          <>
            <span>{t('templates.count', { count: rows.length })}</span>
            {incomplete > 0 && <StatusPill status="watch">{t('templates.incomplete', { count: incomplete })}</StatusPill>}
          </>
        )
      }
      actions={rows && rows.length > 0 && add}
      filters={<NotificationTabs />}
    >
      <div className="card table-card templates">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : !rows ? (
          <Skeleton rows={6} />
        ) : rows.length === 0 ? (
          <EmptyState icon={FileText} title={t('templates.none')} actions={add}>
            <p>{t('templates.noneText')}</p>
          </EmptyState>
        ) : (
          <DataTable label={t('templates.title')} columns={columns} rows={rows} rowKey={({ id }) => id} onSelect={open} />
        )}
      </div>
    </Page>
  );
}
