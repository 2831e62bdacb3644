import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('CSV', () => {
  it('quotes what has commas, quotes or line breaks', () => {
    expect(toCsv(['a'], [['x, "y"\nz']])).toBe('\uFEFFa\r\n"x, ""y""\nz"\r\n');
  });

  it('disarms formulas and keeps negative numbers', () => {
    expect(toCsv(['a', 'b'], [['=HYPERLINK("x")', -5]])).toContain(`"'=HYPERLINK(""x"")",-5`);
  });

  it('leaves unknown values empty', () => {
    expect(toCsv(['a', 'b', 'c'], [[null, undefined, Number.NaN]])).toContain('\r\n,,\r\n');
  });
});
