import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { historyOf } from './history';
import { usePermission } from './permissions';
import './page.css';

/** The way from a thing to all that ever happened to it, for those who may read the audit trail. */
export function HistoryLink({ type, id }: { type: string; id: string }) {
  const { t } = useTranslation();
  if (!usePermission('audit:read')) return null;
  return (
    <Link className="history-link no-print" to={historyOf(type, id)}>
      <History aria-hidden size="0.9375rem" /> {t('audit.history')}
    </Link>
  );
}
