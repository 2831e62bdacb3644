import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { scopeParts, type Scope } from '../api/holds';

/** What a hold keeps, in a line. */
export function ScopeWords({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (scope.everything) return <strong>{t('holds.everything')}</strong>;
  return scopeParts
    .flatMap((part) => {
      const value = scope[part];
      if (!value) return [];
      return [`${t(`holds.part.${part}`)} ${part === 'from' || part === 'to' ? format.date(value) : value}`];
    })
    .join(', ');
}
