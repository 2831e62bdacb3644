import { describe, expect, it } from 'vitest';
import type { SignIn } from '@/api/signIns';
import { oftenRefused, span, trailCsv } from './trail';

const line = (minute: number, id: string, outcome: SignIn['outcome'] = 'refused'): SignIn => ({
  id: `${id}${minute}`, time: new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString(), outcome, reason: 'wrong_password',
  subject: { kind: 'user', id, name: `${id}@example.com` }, ip: '198.51.100.7', user_agent: '=cmd', new_address: false,
});

describe('often refused', () => {
  it('marks the newest of five refusals within an hour', () => {
    expect(oftenRefused([60, 30, 20, 10, 0].map((minute) => line(minute, 'a')))).toEqual(new Set(['a60']));
  });

  it('marks nobody whose refusals lie further apart, nor who came in', () => {
    expect(oftenRefused([61, 30, 20, 10, 0].map((minute) => line(minute, 'a')))).toEqual(new Set());
    expect(oftenRefused([5, 4, 3, 2, 1].map((minute) => line(minute, 'a', 'signed_in')))).toEqual(new Set());
    expect(oftenRefused([3, 2, 1].flatMap((minute) => [line(minute, 'a'), line(minute, 'b')]))).toEqual(new Set());
  });
});

describe('the trail as a table', () => {
  it('has a line each, and no formulas', () => {
    expect(trailCsv([line(5, 'a')]).split('\r\n')[1]).toBe("2026-03-01T08:05:00.000Z,user,a,a@example.com,refused,wrong_password,198.51.100.7,'=cmd,false");
  });
});

describe('the span of two days', () => {
  it('goes from the first midnight to the one after the last day', () => {
    const { from, to } = span('2026-02-27', '2026-02-28');
    expect(new Date(from!).getTime()).toBe(new Date(2026, 1, 27).getTime());
    expect(new Date(to!).getTime()).toBe(new Date(2026, 2, 1).getTime());
  });

  it('is open where a day is missing or is none', () => {
    expect(span(null, 'yesterday')).toEqual({ from: null, to: null });
  });
});
