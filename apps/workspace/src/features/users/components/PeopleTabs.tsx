import { useTranslation } from 'react-i18next';
import { Tabs } from '@/ui/Tabs';

/** Those who have an account, and those who are invited to one. */
export function PeopleTabs() {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('nav.users')}
      tabs={[
        { to: '/users', title: t('invite.people') },
        { to: '/users/invitations', title: t('invite.invitations') },
      ]}
    />
  );
}
