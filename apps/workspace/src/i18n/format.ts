import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** UN/CEFACT Rec 20 codes as people write them. */
const unitSymbols: Readonly<Record<string, string>> = {
  KGM: 'kg', GRM: 'g', MGM: 'mg', TNE: 't', LBR: 'lb', ONZ: 'oz', LTR: 'l', MLT: 'ml', HLT: 'hl', MTQ: 'm³',
  CEL: '°C', P1: '%',
};

/** What one of something is called: each, piece and one of Rec 20. */
const pieces: Readonly<Record<string, string>> = { en: 'pcs', de: 'Stk.', fr: 'pcs', es: 'uds.' };
const pieceUnits = new Set(['EA', 'H87', 'C62']);

export interface Format {
  number(value: number, digits?: number): string;
  compact(value: number): string;
  /** A quantity with its unit; kilograms become tonnes from ten thousand on. */
  quantity(value: number | null | undefined, unit: string | null | undefined): string;
  kg(value: number): string;
  date(time: number | string): string;
  /** Without the year, for narrow columns. */
  dayMonth(time: number | string): string;
  dateTime(time: number | string): string;
  /** "3 hours ago"; exact times belong in the title. */
  relative(time: number | string, now?: number): string;
  bytes(size: number): string;
  percent(share: number): string;
  /** An identifier without the part that all GS1 Digital Links share. */
  key(key: string): string;
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

export function formatFor(language: string): Format {
  const numbers = new Map<number, Intl.NumberFormat>();
  const number = (value: number, digits = 1): string => {
    let format = numbers.get(digits);
    if (!format) numbers.set(digits, (format = new Intl.NumberFormat(language, { maximumFractionDigits: digits })));
    return format.format(value);
  };
  const compact = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const dayMonth = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const symbol = (unit: string): string => (pieceUnits.has(unit) ? (pieces[language.slice(0, 2)] ?? unit) : (unitSymbols[unit] ?? unit));
  const quantity = (value: number | null | undefined, unit: string | null | undefined): string => {
    if (value === null || value === undefined || Number.isNaN(value)) return '';
    if (unit === 'KGM' && Math.abs(value) >= 10_000) return `${number(value / 1000)} t`;
    const digits = Math.abs(value) < 1 ? 3 : Math.abs(value) < 100 ? 1 : 0;
    return unit ? `${number(value, digits)} ${symbol(unit)}` : number(value, digits);
  };
  return {
    number,
    compact: (value) => compact.format(value),
    quantity,
    kg: (value) => (value > 0 ? quantity(value, 'KGM') : ''),
    date: (time) => date.format(new Date(time)),
    dayMonth: (time) => dayMonth.format(new Date(time)),
    dateTime: (time) => dateTime.format(new Date(time)),
    relative: (time, now = Date.now()) => {
      const ms = new Date(time).getTime() - now;
      const step = steps.find(([, size]) => Math.abs(ms) >= size);
      return step ? relative.format(Math.round(ms / step[1]), step[0]) : relative.format(Math.round(ms / 1000), 'second');
    },
    bytes: (size) =>
      size < 1024 ? `${size} B` : size < 1048576 ? `${number(size / 1024)} KB` : `${number(size / 1048576)} MB`,
    percent: (share) => percent.format(share),
    key: (key) => key.replace('https://id.gs1.org/', ''),
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatFor(i18n.language), [i18n.language]);
}
