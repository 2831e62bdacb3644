import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { statusIcon } from '@/ui/StateBadge';

/** What colour, shape and width mean. */
export function Legend({ outside }: { outside: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="legend no-print">
      {(['ok', 'info', 'watch', 'act'] as const).map((status) => {
        const Shape = statusIcon[status];
        return (
          <span key={status} className={`legend-${status}`}>
            <Shape aria-hidden size="0.9375rem" strokeWidth={2.25} />
            {t(`legend.${status}`)}
          </span>
        );
      })}
      {outside && (
        <span className="legend-outside">
          <Lock aria-hidden size="0.9375rem" />
          {t('legend.outside')}
        </span>
      )}
      <span className="legend-width">
        <svg width="34" height="14" viewBox="0 0 34 14" aria-hidden focusable="false">
          <path d="M0 7C12 7 22 7 34 7" stroke="currentColor" strokeWidth="1.5" opacity=".5" />
          <path d="M0 7L34 1V13Z" fill="currentColor" opacity=".28" />
        </svg>
        {t('legend.width')}
      </span>
    </div>
  );
}
