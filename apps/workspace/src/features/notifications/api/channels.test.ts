import { describe, expect, it } from 'vitest';
import { blankChannel, draftOf, formOf, leadsTo, secretDue, secretOf, testTo, type Channel } from './channels';

const channel = (part: Partial<Channel>): Channel => ({
  id: 'c1', name: 'Mail', kind: 'email', enabled: true, settings: { server: 'own', host: 'mail.example', port: 587, tls: 'starttls', user: 'robot', from: 'robot@mail.example' }, secrets_set: ['password'],
  ready: true, created_by: 'a', created_at: '2026-11-01T08:00:00Z', updated_at: '2026-11-01T08:00:00Z', version: 1, ...part,
});

describe('a channel that is filled in', () => {
  it('says only what its kind has', () => {
    const form = { ...blankChannel, name: 'Hook', host: 'mail.example', url: ' https://example.com/hook ', per_minute: '60' };
    expect(draftOf({ ...form, kind: 'webhook' })).toEqual({ name: 'Hook', kind: 'webhook', enabled: true, settings: { url: 'https://example.com/hook', per_minute: 60 } });
    expect(draftOf({ ...form, kind: 'email' }).settings).toEqual({ server: 'platform', per_minute: 60 });
    expect(draftOf({ ...form, kind: 'teams', secret: 'https://x' })).toMatchObject({ settings: { per_minute: 60 }, secrets: { webhook_url: 'https://x' } });
  });

  it('comes back as it was', () => {
    const before = channel({});
    expect(draftOf(formOf(before))).toEqual({ name: 'Mail', kind: 'email', enabled: true, settings: before.settings });
    const slack = channel({ kind: 'slack', settings: { channel: 'C0123456789' } });
    expect(draftOf(formOf(slack)).settings).toEqual(slack.settings);
  });

  it('takes the port that goes with its TLS where none is given', () => {
    const own = { ...blankChannel, server: 'own' as const };
    expect(draftOf(own).settings.port).toBe(587);
    expect(draftOf({ ...own, tls: 'implicit' }).settings.port).toBe(465);
  });

  it('asks for a secret where there is none, or where it would go elsewhere', () => {
    const before = channel({});
    expect(secretDue(before, formOf(before))).toBe(false);
    expect(secretDue(before, { ...formOf(before), from: 'other@mail.example' })).toBe(false);
    for (const elsewhere of [{ host: 'mail.other' }, { port: '25' }, { tls: 'implicit' as const }, { user: 'else' }]) {
      expect(secretDue(before, { ...formOf(before), ...elsewhere })).toBe(true);
    }
    expect(secretDue(before, { ...formOf(before), user: '' })).toBe(false);
    expect(secretDue(channel({ secrets_set: [] }), formOf(before))).toBe(true);
    expect(secretDue(null, { ...blankChannel, kind: 'sms' })).toBe(true);
    expect(secretDue(null, { ...blankChannel, kind: 'webhook' })).toBe(false);
    const slack = channel({ kind: 'slack', settings: {}, secrets_set: ['webhook_url'] });
    expect(secretDue(slack, formOf(slack))).toBe(false);
    expect(secretDue(slack, { ...formOf(slack), app: true })).toBe(true);
  });

  it('has the secret of its kind', () => {
    expect((['email', 'sms', 'slack', 'teams', 'webhook'] as const).map((kind) => secretOf({ ...blankChannel, kind }))).toEqual([null, 'auth_token', 'webhook_url', 'webhook_url', null]);
    expect(secretOf({ ...blankChannel, kind: 'slack', app: true })).toBe('bot_token');
    expect(secretOf({ ...blankChannel, server: 'own', user: 'robot' })).toBe('password');
  });
});

describe('where a channel leads', () => {
  it('is said without its secret', () => {
    expect(leadsTo(channel({}))).toBe('robot@mail.example · mail.example:587');
    expect(leadsTo(channel({ settings: { server: 'platform' } }))).toBeNull();
    expect(leadsTo(channel({ kind: 'slack', settings: {} }))).toBeNull();
  });

  it('decides whom a test names', () => {
    expect(testTo(channel({}))).toBe('address');
    expect(testTo(channel({ settings: { server: 'platform' } }))).toBe('own');
    expect(testTo(channel({ kind: 'sms', settings: {} }))).toBe('number');
    expect(testTo(channel({ kind: 'teams', settings: {} }))).toBeNull();
  });
});
