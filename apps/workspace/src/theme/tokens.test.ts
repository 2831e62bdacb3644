import { describe, expect, it } from 'vitest';
import { brandOf } from './brand';
import { contrast } from './colour';
import { dataColours, palettes, type Mode } from './tokens';

describe.each<Mode>(['light', 'dark'])('the %s palette', (mode) => {
  const p = palettes[mode];

  it('keeps all text at AA on every surface', () => {
    for (const surface of [p.canvas, p.surface, p.raised, p.hover, p.selected, p.sunken]) {
      for (const text of [p.text, p.textMuted]) expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
    }
    for (const surface of [p.canvas, p.surface, p.raised, p.hover]) {
      expect(contrast(p.textFaint, surface)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps status words legible on their own tint and on cards', () => {
    for (const [ink, soft] of [[p.ok, p.okSoft], [p.watch, p.watchSoft], [p.act, p.actSoft], [p.info, p.infoSoft]] as const) {
      expect(contrast(ink, soft)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ink, p.surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast('#ffffff', p.actFill)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws data colours that stand out from the surface by 3:1', () => {
    for (const colour of dataColours[mode]) expect(contrast(colour, p.surface)).toBeGreaterThanOrEqual(3);
  });

  it.each(['#17603f', '#ffe600', '#000000', '#ffffff', '#7a0019', '#00b2ff', 'not a colour'])(
    'turns the tenant colour %s into a legible brand',
    (primary) => {
      const brand = brandOf(primary, mode);
      expect(contrast('#ffffff', brand.fill)).toBeGreaterThanOrEqual(4.5);
      expect(contrast('#ffffff', brand.fillHover)).toBeGreaterThanOrEqual(4);
      for (const surface of [p.surface, p.canvas, p.hover]) expect(contrast(brand.ink, surface)).toBeGreaterThanOrEqual(4.5);
    },
  );
});
