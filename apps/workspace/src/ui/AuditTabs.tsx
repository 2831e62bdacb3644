import { useTranslation } from 'react-i18next';
import { usePermission } from './permissions';
import { Tabs } from './Tabs';

/** The trail, what was exported of it, how long it is kept, and what has to be kept longer. */
export function AuditTabs() {
  const { t } = useTranslation();
  const tabs = [
    { to: '/audit', title: t('audit.entries'), may: usePermission('audit:read') },
    { to: '/audit/exports', title: t('audit.exports.title'), may: usePermission('audit:read') },
    { to: '/audit/retention', title: t('retention.title'), may: usePermission('retention:read') },
    { to: '/audit/holds', title: t('holds.title'), may: usePermission('legal_hold:read') },
  ];
  return <Tabs label={t('nav.audit')} tabs={tabs.filter(({ may }) => may)} />;
}
