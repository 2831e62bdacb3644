import { describe, expect, it } from 'vitest';
import { amount, price, slugOf } from './words';

describe('the short name of a company', () => {
  it.each([
    ['Alpenhof Group', 'alpenhof_group'], ['Gelato Così & Figli', 'gelato_cosi_figli'], ['3 Brüder Großbäckerei', 'bruder_grossbackerei'], ['  ', ''],
    ['A very long name of a company that would not fit', 'a_very_long_name_of_a_company_that_would'],
  ])('of “%s” is “%s”', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe('an amount', () => {
  it('of bytes has the unit that keeps it short', () => {
    expect(amount('storage_bytes', 0, 'en')).toBe('0 byte');
    expect(amount('storage_bytes', 1_610_612_736, 'en')).toBe('1.5 GB');
    expect(amount('storage_bytes', 1024, 'de')).toBe('1 kB');
  });

  it('of anything else is a number', () => {
    expect(amount('events', 81_234, 'en')).toBe('81,234');
  });

  it('of money has cents only where there are any', () => {
    expect(price(49_000, 'EUR', 'en')).toBe('€490');
    expect(price(4_950, 'EUR', 'en')).toBe('€49.50');
  });
});
