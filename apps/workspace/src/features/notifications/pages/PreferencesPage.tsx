import { useTranslation } from 'react-i18next';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePreferences } from '../api/preferences';
import { NotificationTabs } from '../components/NotificationTabs';
import { PreferencesForm } from '../components/PreferencesForm';
import './notifications.css';
import './preferences.css';

/** For everybody: what comes to me by mail, and when I am left in peace. */
export default function PreferencesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = usePreferences();
  return (
    <Page title={t('nav.notifications')} state={t('hearing.lead')} filters={<NotificationTabs />}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <PreferencesForm key={data.version} preferences={data} />
      ) : (
        <div className="card hearing-loading">
          <Skeleton rows={6} height="3.5rem" />
        </div>
      )}
    </Page>
  );
}
