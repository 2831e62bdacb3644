import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api } from '@/api';
import type { ApiProblem } from '@/api/problem';
import type { Page } from '@/api/types';
import { whole } from '@/api/whole';
import type { Delivery } from './notifications';

export const channelKinds = ['email', 'sms', 'slack', 'teams', 'webhook'] as const;
export type ChannelKind = (typeof channelKinds)[number];
export const tlsModes = ['starttls', 'implicit', 'none'] as const;

interface ChannelSettings {
  readonly server?: 'platform' | 'own';
  readonly host?: string;
  readonly port?: number;
  readonly tls?: (typeof tlsModes)[number];
  readonly user?: string;
  readonly from?: string;
  readonly account_sid?: string;
  /** Of Slack: where an app posts. Without it the channel is an incoming web hook. */
  readonly channel?: string;
  readonly url?: string;
  readonly per_minute?: number;
}

export type Secret = 'password' | 'auth_token' | 'webhook_url' | 'bot_token';

/** Where messages of the company can go. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly enabled: boolean;
  readonly settings: ChannelSettings;
  readonly secrets_set: readonly string[];
  readonly previous_secret_until?: string | null;
  /** Of a web hook that was just made, or was given another secret; never again. */
  readonly signing_secret?: string | null;
  readonly ready: boolean;
  readonly not_ready?: string | null;
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly version: number;
}

export interface ChannelDraft {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly enabled: boolean;
  readonly settings: ChannelSettings;
  readonly secrets?: Readonly<Partial<Record<Secret, string>>>;
}

/** How a test message ended, as the receiver answered. */
export interface TestResult {
  readonly outcome: 'accepted' | 'refused' | 'postponed' | 'not_configured';
  readonly reason?: string | null;
  readonly may_have_arrived: boolean;
  readonly reference?: string | null;
  readonly status?: number | null;
  readonly answer?: string | null;
  readonly answer_bytes?: number | null;
  readonly retry_after_seconds?: number | null;
  readonly duration_millis: number;
}

/** A channel while somebody fills it in: everything as text. */
export interface ChannelForm {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly enabled: boolean;
  readonly server: 'platform' | 'own';
  readonly host: string;
  readonly port: string;
  readonly tls: (typeof tlsModes)[number];
  readonly user: string;
  readonly from: string;
  readonly account_sid: string;
  /** Whether Slack is spoken to by an app instead of an incoming web hook. */
  readonly app: boolean;
  readonly channel: string;
  readonly url: string;
  readonly per_minute: string;
  /** The one secret that a channel of this kind has; empty to keep what is there. */
  readonly secret: string;
}

export const blankChannel: ChannelForm = {
  name: '', kind: 'email', enabled: true, server: 'platform', host: '', port: '', tls: 'starttls', user: '', from: '', account_sid: '', app: false, channel: '', url: '', per_minute: '', secret: '',
};

export function formOf({ name, kind, enabled, settings }: Channel): ChannelForm {
  const { port, per_minute, ...texts } = settings;
  return { ...blankChannel, ...texts, name, kind, enabled, app: settings.channel !== undefined, port: port?.toString() ?? '', per_minute: per_minute?.toString() ?? '' };
}

/** The secret that a channel set up like this has, besides the one of a web hook, which the server makes. */
export function secretOf(form: ChannelForm): Secret | null {
  switch (form.kind) {
    case 'email':
      return form.server === 'own' && form.user !== '' ? 'password' : null;
    case 'sms':
      return 'auth_token';
    case 'slack':
      return form.app ? 'bot_token' : 'webhook_url';
    case 'teams':
      return 'webhook_url';
    case 'webhook':
      return null;
  }
}

/** Whether the secret has to be entered: there is none of its name yet, or what is there was entered for another server or account. */
export function secretDue(before: Channel | null, form: ChannelForm): boolean {
  const secret = secretOf(form);
  if (secret === null) return false;
  if (!before?.secrets_set.includes(secret)) return true;
  const was = formOf(before);
  const elsewhere = ['host', 'port', 'tls', 'user', 'account_sid'] as const;
  return elsewhere.some((field) => settingsOf(form)[field] !== settingsOf(was)[field]);
}

/** Only what is filled in: what is left out is as the server has it by itself, or is asked for. */
function settingsOf(form: ChannelForm): ChannelSettings {
  const pace = form.per_minute === '' ? {} : { per_minute: Number(form.per_minute) };
  switch (form.kind) {
    case 'email':
      return form.server === 'platform'
        ? { server: 'platform', ...pace }
        : {
            server: 'own', host: form.host.trim(), port: form.port === '' ? standardPort(form.tls) : Number(form.port), tls: form.tls, from: form.from.trim(),
            ...(form.user !== '' && { user: form.user }), ...pace,
          };
    case 'sms':
      return { account_sid: form.account_sid.trim(), from: form.from.trim(), ...pace };
    case 'slack':
      return { ...(form.app && { channel: form.channel.trim() }), ...pace };
    case 'teams':
      return pace;
    case 'webhook':
      return { url: form.url.trim(), ...pace };
  }
}

/** Where mail servers listen for such TLS. */
export const standardPort = (tls: ChannelForm['tls']): number => (tls === 'implicit' ? 465 : 587);

export function draftOf(form: ChannelForm): ChannelDraft {
  const secret = secretOf(form);
  return { name: form.name, kind: form.kind, enabled: form.enabled, settings: settingsOf(form), ...(secret !== null && form.secret !== '' && { secrets: { [secret]: form.secret } }) };
}

/** Where a channel leads, in a line; null where only its secret says so. */
export function leadsTo({ kind, settings }: Channel): string | null {
  switch (kind) {
    case 'email':
      return settings.server === 'own' ? `${settings.from ?? ''} · ${settings.host ?? ''}:${settings.port ?? ''}` : null;
    case 'sms':
      return settings.from ?? null;
    case 'slack':
      return settings.channel ?? null;
    case 'teams':
      return null;
    case 'webhook':
      return settings.url ?? null;
  }
}

/** Whom a test through a channel has to name: an address, a number, one's own address, or nobody. */
export function testTo({ kind, settings }: Channel): 'address' | 'number' | 'own' | null {
  if (kind === 'sms') return 'number';
  if (kind !== 'email') return null;
  return settings.server === 'own' ? 'address' : 'own';
}

const path = '/notifications/channels';
const at = ({ id }: { readonly id: string }): string => `${path}/${encodeURIComponent(id)}`;

export function useChannels(enabled = true): UseQueryResult<readonly Channel[], ApiProblem> {
  return useQuery<readonly Channel[], ApiProblem>({ queryKey: ['channels'], enabled, queryFn: ({ signal }) => whole<Channel>(path, signal) });
}

/** The newest delivery through a channel; null for none so far. */
export function useLastDelivery(channel: string, enabled: boolean): Delivery | null | undefined {
  const { data } = useQuery<Delivery | null, ApiProblem>({
    queryKey: ['deliveries', 'last', channel],
    enabled,
    queryFn: async ({ signal }) => (await api.get<Page<Delivery>>('/notifications/deliveries', { channel_id: channel, limit: 1 }, signal)).items[0] ?? null,
  });
  return data;
}

export interface ChannelChanges {
  save(before: Channel | null, draft: ChannelDraft): Promise<Channel>;
  remove(channel: Channel): Promise<void>;
  /** The messages are signed by the secret before, too, for so many hours. */
  rotate(channel: Channel, overlapHours: number): Promise<Channel>;
  test(channel: Channel, to: string | null): Promise<TestResult>;
}

/** What can be done to a channel; the list is read anew after each. */
export function useChannelChanges(): ChannelChanges {
  const queries = useQueryClient();
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    await queries.invalidateQueries({ queryKey: ['channels'] });
    return result;
  };
  const ifMatch = ({ version }: Channel): Readonly<Record<string, string>> => ({ 'if-match': `"${version}"` });
  return {
    save: (before, draft) =>
      then(
        before
          ? api.json<Channel>(at(before), { method: 'PUT', json: draft, headers: ifMatch(before) })
          : api.json<Channel>(path, { method: 'POST', json: draft }),
      ),
    remove: (channel) => then(api.json<undefined>(at(channel), { method: 'DELETE', headers: ifMatch(channel) })),
    rotate: (channel, overlapHours) => then(api.json<Channel>(`${at(channel)}/rotate-secret`, { method: 'POST', json: { overlap_hours: overlapHours } })),
    test: (channel, to) => api.json<TestResult>(`${at(channel)}/test`, { method: 'POST', json: { ...(to !== null && { to }) } }),
  };
}
