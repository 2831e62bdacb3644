import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '@/ui/Feedback';
import { Page } from '@/ui/Page';

export default function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')}>
      <Notice icon={Compass} title={t('notFound.heading')} actions={<Link to="/">{t('notFound.home')}</Link>}>
        <p>{t('notFound.text')}</p>
      </Notice>
    </Page>
  );
}
