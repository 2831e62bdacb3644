import { useTranslation } from 'react-i18next';
import { may, useUser } from '@/ui/permissions';
import { Tabs } from '@/ui/Tabs';

/** One's own notifications and what one wants to hear; and, for those who may, how others are told. */
export function NotificationTabs() {
  const { t } = useTranslation();
  const user = useUser();
  const tabs = [
    { to: '/notifications', title: t('notifications.mine'), permission: null },
    { to: '/notifications/preferences', title: t('hearing.title'), permission: null },
    { to: '/notifications/on-call', title: t('oncall.title'), permission: 'notification_oncall:read' },
    { to: '/notifications/subscriptions', title: t('subscriptions.title'), permission: 'notification_subscription:read' },
    { to: '/notifications/templates', title: t('templates.title'), permission: 'notification_template:read' },
    { to: '/notifications/channels', title: t('channels.title'), permission: 'notification_channel:read' },
    { to: '/notifications/suppressions', title: t('suppressions.title'), permission: 'notification_suppression:read' },
    { to: '/notifications/deliveries', title: t('deliveries.title'), permission: 'notification_delivery:read' },
  ];
  return <Tabs label={t('nav.notifications')} tabs={tabs.filter(({ permission }) => permission === null || may(user, permission))} />;
}
