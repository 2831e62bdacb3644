import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAddress } from '@/ui/address';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { Permitted } from '@/ui/Permitted';
import { asTemplate, useBuiltIn } from '../api/builtIn';
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
  const [search] = useAddress();
  const instead = made ? null : search.get('instead');
  const builtIn = useBuiltIn();
  const original = builtIn.data?.find((one) => one.name === instead);
  if (!made && original) return <TemplateEditor key={original.name} template={null} instead={asTemplate(original)} />;
  if (!made && (!instead || builtIn.data)) return <TemplateEditor key="new" template={null} />;
  if (data) return <TemplateEditor key={data.id} template={data} />;
  return <Page title={t('templates.title')}>{error || builtIn.error ? <ErrorState error={error ?? builtIn.error} onRetry={() => void (error ? refetch() : builtIn.refetch())} /> : <Skeleton rows={10} />}</Page>;
}
