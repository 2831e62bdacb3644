import { describe, expect, it } from 'vitest';
import { asInput, blankLayer, cleaned, coloursOf, hourAt, mondayOf, within, type Schedule } from './oncall';

const monday = new Date(2026, 10, 23);
const time = (day: number, hour: number): string => new Date(2026, 10, day, hour).toISOString();

describe('a week', () => {
  it('begins on Monday', () => {
    expect(mondayOf(new Date(2026, 10, 29, 23, 59))).toEqual(monday);
    expect(mondayOf(new Date(2026, 10, 23))).toEqual(monday);
  });

  it('has the part of a time that is in it', () => {
    const times = [{ from: time(20, 0), to: time(24, 0) }, { from: time(25, 12), to: time(26, 0) }, { from: time(30, 0), to: time(31, 0) }];
    expect(within(times, monday).map(({ start, share }) => [start * 7, share * 7])).toEqual([[0, 1], [2.5, 0.5]]);
  });

  it('is pointed at by full hours', () => {
    expect(hourAt(monday, 1.02 / 7)).toEqual(new Date(2026, 10, 24));
    expect(hourAt(monday, 2)).toEqual(new Date(2026, 10, 30));
    expect(asInput(hourAt(monday, 1.5 / 7))).toBe('2026-11-24T12:00');
  });
});

describe('a schedule', () => {
  it('gives everybody a colour that stays', () => {
    const schedule = { layers: [{ people: ['a', 'b'] }, { people: ['b', 'c'] }] } as unknown as Schedule;
    expect([...coloursOf(schedule, [{ from: '', to: '', user_id: 'z' }, { from: '', to: '', user_id: 'a' }])]).toEqual([['a', 0], ['b', 1], ['c', 2], ['z', 3]]);
  });

  it('says of a layer just what it has', () => {
    const layer = { ...blankLayer(monday), name: 'Nights' };
    expect(cleaned({ ...layer, ends_on: '', shift_hours: 12 })).toEqual({ name: 'Nights', people: [], rotation: 'weekly', starts_on: '2026-11-23', handover: '08:00' });
    expect(cleaned({ ...layer, rotation: 'custom' })).toMatchObject({ rotation: 'custom', shift_hours: 12 });
  });
});
