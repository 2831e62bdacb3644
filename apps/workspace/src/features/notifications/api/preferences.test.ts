import { describe, expect, it } from 'vitest';
import { byMail, changesBetween, digestOf, formOf, shareOfDay, stretches } from './preferences';

describe('quiet hours', () => {
  it('go over midnight or not', () => {
    expect(stretches({ from: '12:00', to: '18:00' })).toEqual([[0.5, 0.75]]);
    expect(stretches({ from: '18:00', to: '06:00' })).toEqual([[0, 0.25], [0.75, 1]]);
    expect(stretches({ from: '18:00', to: '00:00' })).toEqual([[0.75, 1]]);
    expect(stretches({ from: '18:00', to: '18:00' })).toEqual([]);
    expect(stretches({ from: '', to: 'x' })).toEqual([]);
  });

  it('know what time it is there', () => {
    const noon = new Date('2026-11-22T12:00:00Z');
    expect(shareOfDay('UTC', noon)).toBe(0.5);
    expect(shareOfDay('Asia/Tokyo', noon)).toBe(21 / 24);
    expect(shareOfDay('Mars/Base', noon)).toBeNull();
  });
});

describe('what comes by mail', () => {
  it('is what matters at least as much', () => {
    expect((['critical', 'warning', 'info'] as const).map((one) => byMail('warning', one))).toEqual([true, true, false]);
    expect(byMail('info', 'info')).toBe(true);
    expect(byMail('critical', 'warning')).toBe(false);
  });

  it('comes together with just what the interval needs', () => {
    expect(digestOf({ every: 'hourly', at: '07:00', weekday: 'friday', zone: 'UTC' })).toEqual({ every: 'hourly', zone: 'UTC' });
    expect(digestOf({ every: 'weekly', zone: 'UTC', language: 'de' })).toEqual({ every: 'weekly', at: '07:30', weekday: 'monday', zone: 'UTC', language: 'de' });
  });

  it('counts what was changed', () => {
    const before = formOf({ mail: 'info', muted_topics: ['a'], version: 3 });
    expect(changesBetween(before, before)).toBe(0);
    expect(changesBetween(before, { ...before, mail: 'warning', quiet_hours: { zone: 'UTC', from: '22:00', to: '06:00' } })).toBe(2);
  });
});
