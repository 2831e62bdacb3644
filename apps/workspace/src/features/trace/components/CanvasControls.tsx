import { Group, Maximize, Minus, Plus, Ungroup } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Viewport } from './viewport';

interface CanvasControlsProps {
  readonly viewport: Viewport;
  readonly onGroupAll: () => void;
  /** Undefined where there are too many nodes to draw each. */
  readonly onOpenAll: (() => void) | undefined;
}

export function CanvasControls({ viewport, onGroupAll, onOpenAll }: CanvasControlsProps) {
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
      <span className="graph-controls-gap" />
      <button type="button" className="icon-button" onClick={onGroupAll} aria-label={t('graph.groupAll')} title={t('graph.groupAll')}>
        <Group aria-hidden size="1rem" />
      </button>
      <button type="button" className="icon-button" disabled={!onOpenAll} onClick={onOpenAll} aria-label={t('graph.openAll')} title={t('graph.openAll')}>
        <Ungroup aria-hidden size="1rem" />
      </button>
    </div>
  );
}
