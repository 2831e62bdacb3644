import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Says of a page with fields that one may only look at it. */
export function ReadOnly() {
  const { t } = useTranslation();
  return (
    <span className="read-only">
      <LockKeyhole aria-hidden size="0.875rem" /> {t('save.readOnly')}
    </span>
  );
}
