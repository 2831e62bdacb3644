import { useTranslation } from 'react-i18next';
import { usePermission } from '@/ui/permissions';
import { Tabs } from '@/ui/Tabs';

/** One's own notifications, and the log of what was sent out, for those who may see that. */
export function NotificationTabs() {
  const { t } = useTranslation();
  const mayReadLog = usePermission('notification_delivery:read');
  if (!mayReadLog) return null;
  return (
    <Tabs
      label={t('nav.notifications')}
      tabs={[
        { to: '/notifications', title: t('notifications.mine') },
        { to: '/notifications/deliveries', title: t('deliveries.title') },
      ]}
    />
  );
}
