import { useTranslation } from 'react-i18next';
import { Tabs } from '@/ui/Tabs';

/** The trail, and what was exported of it. */
export function AuditTabs() {
  const { t } = useTranslation();
  return (
    <Tabs
      label={t('nav.audit')}
      tabs={[
        { to: '/audit', title: t('audit.entries') },
        { to: '/audit/exports', title: t('audit.exports.title') },
      ]}
    />
  );
}
