import { Maximize, Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Viewport } from './viewport';

export function CanvasControls({ viewport }: { viewport: Viewport }) {
  const { t } = useTranslation();
  return (
    <div className="graph-controls no-print" data-no-pan>
      <button type="button" className="icon-button" onClick={() => viewport.zoomBy(1.3)} aria-label={t('graph.zoomIn')} title={t('graph.zoomIn')}>
        <Plus aria-hidden size="1rem" />
      </button>
      <button type="button" className="icon-button" onClick={() => viewport.zoomBy(1 / 1.3)} aria-label={t('graph.zoomOut')} title={t('graph.zoomOut')}>
        <Minus aria-hidden size="1rem" />
      </button>
      <button type="button" className="icon-button" onClick={() => viewport.fit()} aria-label={t('graph.fit')} title={t('graph.fit')}>
        <Maximize aria-hidden size="0.9375rem" />
      </button>
    </div>
  );
}
