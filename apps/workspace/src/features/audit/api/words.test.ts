import { describe, expect, it } from 'vitest';
import { historyOf } from '@/ui/history';
import { timeOfId, type AuditEntry } from './audit';
import { peaksOf } from './peaks';
import { momentOf, since } from './spans';
import { itemsOf, nameIn, pageOf, partsOf, shortId, wordsOf } from './words';

const entry = (old: unknown, now: unknown): AuditEntry =>
  ({ id: '', time: '', action: '', actor: { kind: 'platform', name: '' }, resource_type: 'node', resource_id: '1', old, new: now, changes: [] });

describe('an action', () => {
  it('is written as people read it', () => {
    expect(wordsOf('UserCreated')).toBe('User created');
    expect(wordsOf('OAuthTokensIssued')).toBe('OAuth tokens issued');
    expect(wordsOf('erp.order_released')).toBe('Erp order released');
  });
});

describe('the parts of an action', () => {
  it('are a thing and what was done to it', () => {
    expect(partsOf('ServiceAccountCreated')).toEqual({ type: 'service_account', verb: 'created' });
    expect(partsOf('erp.order_released')).toBeNull();
  });
});

describe('the thing that an entry is about', () => {
  it('is called as it is now, else as it was', () => {
    expect(nameIn(entry({ name: 'before' }, { lot_code: 'L-1' }))).toBe('L-1');
    expect(nameIn(entry({ email: 'a@b.example' }, undefined))).toBe('a@b.example');
    expect(nameIn(entry('', { quantity: 1 }))).toBeNull();
  });

  it('has a page where the workspace shows such things', () => {
    expect(pageOf('node', 'a b')?.to).toBe('/lots?node=a%20b');
    expect(pageOf('order', '1')).toBeNull();
  });

  it('has its history on a page of its own, unless no path can hold its id', () => {
    expect(historyOf('node', '1')).toBe('/audit/history?type=node&id=1');
    expect(historyOf('order', 'A/1')).toBe('/audit?type=order&id=A%2F1');
  });

  it('is known by the end of a drawn id', () => {
    expect(shortId('01a20480-a0fb-7000-8000-000000009998')).toBe('…00009998');
    expect(shortId('SO-1')).toBe('SO-1');
  });
});

describe('two lists', () => {
  it('are one, with what came and what went', () => {
    expect(itemsOf(['a', 'b'], ['b', 'c'])).toEqual([{ item: 'a', on: 'old' }, { item: 'b', on: 'both' }, { item: 'c', on: 'new' }]);
    expect(itemsOf([{ a: 1 }], [])).toBeNull();
    expect(itemsOf(null, ['a'])).toBeNull();
  });
});

describe('the time', () => {
  it('of a drawn id is that of its making', () => {
    expect(timeOfId('01a20480-a0fb-7000-8000-000000009998')).toBe(0x01a20480a0fb);
    expect(timeOfId('01a20480-a0fb-4000-8000-000000009998')).toBeNull();
  });

  it('of a day is midnight where the reader is', () => {
    expect(momentOf('2026-02-27')).toBe(new Date(2026, 1, 27).toISOString());
    expect(momentOf('2026-02-28', 1)).toBe(new Date(2026, 2, 1).toISOString());
    expect(momentOf('2026-02-28T10:00:00Z', 1)).toBe('2026-02-28T10:00:00.000Z');
    expect(momentOf('soon')).toBeNull();
  });

  it('of a span begins on a minute', () => {
    expect(since('day', Date.UTC(2026, 1, 2, 10, 30, 45))).toBe('2026-02-01T10:30:00.000Z');
  });
});

describe('the complete trees of a ledger', () => {
  it('are its binary digits', () => {
    expect(peaksOf(0)).toEqual([]);
    expect(peaksOf(13)).toEqual([{ from: 0, count: 8 }, { from: 8, count: 4 }, { from: 12, count: 1 }]);
  });
});
