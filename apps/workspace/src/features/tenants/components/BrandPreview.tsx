import { Layers, Sun, Waypoints } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { brandOf } from '@/theme/brand';
import { palettes, type Mode } from '@/theme/tokens';

interface BrandPreviewProps {
  readonly name: string;
  readonly colour: string | null;
  readonly logo: string | null;
}

/** How the workspace will look, by day and by night, while one still chooses. */
export function BrandPreview(props: BrandPreviewProps) {
  const { t } = useTranslation();
  return (
    <div className="previews" role="img" aria-label={t('brand.preview')}>
      <Preview mode="light" {...props} />
      <Preview mode="dark" {...props} />
    </div>
  );
}

function Preview({ mode, name, colour, logo }: BrandPreviewProps & { mode: Mode }) {
  const { t } = useTranslation();
  const palette = palettes[mode];
  const brand = brandOf(colour, mode);
  const style = {
    '--p-canvas': palette.canvas, '--p-sunken': palette.sunken, '--p-surface': palette.surface, '--p-line': palette.line,
    '--p-text': palette.text, '--p-muted': palette.textMuted, '--p-fill': brand.fill, '--p-ink': brand.ink, '--p-soft': brand.soft,
  } as CSSProperties;
  return (
    <div className="preview" style={style}>
      <div className="preview-side">
        <div className="preview-brand">
          {logo ? <img src={logo} alt="" /> : <i />}
          <strong>{name || '…'}</strong>
        </div>
        <span className="preview-entry preview-on">
          <Sun aria-hidden size="0.875rem" /> {t('nav.today')}
        </span>
        <span className="preview-entry">
          <Waypoints aria-hidden size="0.875rem" /> {t('nav.trace')}
        </span>
        <span className="preview-entry">
          <Layers aria-hidden size="0.875rem" /> {t('nav.lots')}
        </span>
      </div>
      <div className="preview-main">
        <strong>{t('nav.trace')}</strong>
        <div className="preview-card">
          <span className="preview-link">MP-2026-0412</span>
          <span className="preview-chosen">LEC-88213</span>
        </div>
        <span className="preview-button">{t('lots.trace')}</span>
      </div>
    </div>
  );
}
