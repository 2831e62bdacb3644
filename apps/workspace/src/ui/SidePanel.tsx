import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './page.css';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** Details beside a list that stays in sight. Escape closes it and leaves the list as it was. */
export function SidePanel({ title, subtitle, onClose, foot, children }: SidePanelProps) {
  const { t } = useTranslation();
  return (
    // Escape is a shortcut for the button in the head.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      className="panel"
      aria-label={t('panel.details')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <div className="panel-head">
        <div>
          <h2>{title}</h2>
          {subtitle}
        </div>
        <button type="button" className="icon-button" onClick={onClose} aria-label={t('panel.close')}>
          <X aria-hidden size="1.125rem" />
        </button>
      </div>
      {/* Focusable, so that a long panel scrolls by keyboard (WCAG 2.1.1). */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="panel-body" tabIndex={0} role="group" aria-label={t('panel.details')}>
        {children}
      </div>
      {foot && <div className="panel-foot no-print">{foot}</div>}
    </aside>
  );
}
