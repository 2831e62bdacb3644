import { mix, parseHex, untilLegible } from './colour';
import { defaultBrand, palettes, type Mode } from './tokens';

export interface Brand {
  /** Fill of primary buttons; white text on it reaches 4.5:1. */
  readonly fill: string;
  readonly fillHover: string;
  readonly fillActive: string;
  /** Links and focus rings; reaches 4.5:1 on every surface of the mode. */
  readonly ink: string;
  /** Quiet tint behind the ink. */
  readonly soft: string;
}

/** Makes any tenant colour usable: too light to carry white text, it is darkened; too dark for a night screen, lightened. */
export function brandOf(primary: string | null | undefined, mode: Mode): Brand {
  const base = primary && parseHex(primary) ? primary : defaultBrand;
  const palette = palettes[mode];
  // On a night screen the fill is a little lighter than by day, but never too light for its white words.
  const bright = mode === 'dark' ? untilLegible(base, 0.02, palette.surface, 3) : base;
  const fill = untilLegible(bright, -0.02, '#ffffff', 4.8);
  const ink = untilLegible(base, mode === 'light' ? -0.02 : 0.02, palette.selected, 4.8);
  return {
    fill,
    fillHover: mix(fill, mode === 'light' ? '#000000' : '#ffffff', mode === 'light' ? 0.14 : 0.06),
    fillActive: mix(fill, '#000000', 0.26),
    ink,
    soft: mix(palette.surface, ink, mode === 'light' ? 0.09 : 0.14),
  };
}
