import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { useTemplate } from '../api/templates';
import { TemplateEditor } from '../components/TemplateEditor';
import './notifications.css';
import './template.css';

/** For whoever words the company's messages: one of them, as it is written and as it arrives. */
export default function TemplatePage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('templates.title')} permission="notification_template:read">
      <Loaded />
    </Permitted>
  );
}

function Loaded() {
  const { t } = useTranslation();
  const { id = 'new' } = useParams();
  const made = id !== 'new';
  const { data, error, refetch } = useTemplate(made ? id : null);
  if (!made) return <TemplateEditor key="new" template={null} />;
  if (data) return <TemplateEditor key={data.id} template={data} />;
  return <Page title={t('templates.title')}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={10} />}</Page>;
}
