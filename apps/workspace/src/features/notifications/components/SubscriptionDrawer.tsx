import { Select } from 'antd';
import { Bell, Megaphone, Plus, Route, X, Zap } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { usePermission } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { useChange, type Change } from '@/ui/useChange';
import { useChannels, type Channel } from '../api/channels';
import { conditionsOf, whenOf, type Condition } from '../api/conditions';
import { events } from '../api/events';
import { severities, type Severity } from '../api/notifications';
import { blankSubscription, draftOf, useSubscriptionChanges, type Audience, type Subscription, type SubscriptionDraft } from '../api/subscriptions';
import { useTemplates } from '../api/templates';
import { channelIcons } from './ChannelMark';
import { Conditions } from './Conditions';
import { useLanguageName } from './languages';
import { UserChoice } from './UserChoice';

interface SubscriptionDrawerProps {
  /** Null for a new one. */
  readonly subscription: Subscription | null;
  readonly onClose: () => void;
  readonly onSaved: (subscription: Subscription) => void;
}

/** When something happens, whom to tell, through what, and in which words. */
export function SubscriptionDrawer({ subscription, onClose, onSaved }: SubscriptionDrawerProps) {
  const { t } = useTranslation();
  const { save } = useSubscriptionChanges();
  const change = useChange();
  const [draft, setDraft] = useState<SubscriptionDraft>(() => (subscription ? draftOf(subscription) : blankSubscription));
  const [conditions, setConditions] = useState<readonly Condition[]>(() => conditionsOf(subscription?.when));
  const put = (part: Partial<SubscriptionDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const parts = { draft, put, change };
  // What the fields below show need not be said above them, too.
  fields.forEach((field) => change.fault(field));
  conditions.forEach(({ part }) => change.fault(`when.${part.trim()}`));
  draft.to.addresses.forEach((_, n) => ['to', 'channel_id'].forEach((part) => change.fault(`to.addresses[${n}].${part}`)));
  return (
    <FormDrawer
      title={t(subscription ? 'subscriptions.edit' : 'subscriptions.add')}
      verb={t(subscription ? 'dialog.save' : 'subscriptions.add')}
      change={change}
      onSubmit={() => void change.run(async () => onSaved(await save(subscription, { ...draft, when: whenOf(conditions) })))}
      onClose={onClose}
    >
      <TextField label={t('channels.name')} hint={t('subscriptions.nameHint')} value={draft.name} error={change.fault('name')} onChange={(name) => put({ name })} />
      <Step icon={<Zap aria-hidden size="1rem" />} title={t('subscriptions.when')}>
        <Events {...parts} />
        <Conditions conditions={conditions} faultOf={(part) => change.fault(`when.${part}`)} onChange={setConditions} />
      </Step>
      <Step icon={<Bell aria-hidden size="1rem" />} title={t('subscriptions.whom')}>
        <Whom {...parts} />
      </Step>
      <Step icon={<Route aria-hidden size="1rem" />} title={t('subscriptions.through')}>
        <Through {...parts} />
      </Step>
      <Step icon={<Megaphone aria-hidden size="1rem" />} title={t('subscriptions.words')}>
        <Words {...parts} />
      </Step>
      <label className="check">
        <input type="checkbox" checked={draft.enabled} onChange={(event) => put({ enabled: event.target.checked })} />
        <span className="check-title">{t('sso.enabled')}</span>
        <span className="check-text">{t('subscriptions.enabledText')}</span>
      </label>
    </FormDrawer>
  );
}

const fields = ['name', 'events', 'to', 'to.roles', 'to.users', 'to.via', 'to.channels', 'template_id', 'language', 'topic', 'link'] as const;

function Step({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <fieldset className="fieldset step">
      <legend>
        {icon} {title}
      </legend>
      {children}
    </fieldset>
  );
}

interface PartProps {
  readonly draft: SubscriptionDraft;
  readonly put: (part: Partial<SubscriptionDraft>) => void;
  readonly change: Change;
}

function Events({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const offered = Object.entries(events).map(([resource, names]) => ({ label: t(`resource.${resource}`), options: names.map((value) => ({ value, label: value })) }));
  return (
    <Field label={t('subscriptions.events')} hint={t('subscriptions.eventsHint')} error={change.fault('events')}>
      {(attributes) => (
        <Select
          {...attributes}
          mode="tags"
          className="code"
          value={[...draft.events]}
          options={offered}
          tokenSeparators={[',', ' ']}
          getPopupContainer={(trigger: HTMLElement) => trigger.parentElement ?? document.body}
          onChange={(names: string[]) => put({ events: names })}
        />
      )}
    </Field>
  );
}

function Whom({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const mayReadRoles = usePermission('role:read');
  const mayReadUsers = usePermission('user:read');
  const { data: roles } = useRoles(mayReadRoles);
  const words = useRoleWords(roles);
  const { to } = draft;
  const names = [...new Set([...(roles ?? []).map(({ name }) => name).filter((name) => name !== 'platform_admin'), ...to.roles])];
  const toggle = (role: string): void => put({ to: { ...to, roles: to.roles.includes(role) ? to.roles.filter((one) => one !== role) : [...to.roles, role] } });
  return (
    <>
      <div className="role-chips" role="group" aria-label={t('users.roles')}>
        {names.map((role) => (
          <button key={role} type="button" className="chip chip-toggle" aria-pressed={to.roles.includes(role)} onClick={() => toggle(role)}>
            {words.title(role)}
          </button>
        ))}
      </div>
      <Fault of={change.fault('to.roles')} />
      {mayReadUsers && <UserChoice chosen={to.users} error={change.fault('to.users')} onChange={(users) => put({ to: { ...to, users } })} />}
      <p className="field-hint">{t('subscriptions.whomHint')}</p>
      <Fault of={change.fault('to')} />
    </>
  );
}

function Fault({ of }: { of: string | null }) {
  return of && <span className="field-error">{of}</span>;
}

function Through({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const { data: channels = [] } = useChannels(usePermission('notification_channel:read'));
  const { to } = draft;
  const toggle = (part: 'via' | 'channels', id: string): void => put({ to: { ...to, [part]: to[part].includes(id) ? to[part].filter((one) => one !== id) : [...to[part], id] } });
  const writesTo = channels.filter(({ kind, settings }) => kind === 'sms' || (kind === 'email' && settings.server === 'own'));
  const address = (index: number, part: Partial<Audience['addresses'][number]>): void =>
    put({ to: { ...to, addresses: to.addresses.map((one, n) => (n === index ? { ...one, ...part } : one)) } });
  return (
    <>
      <label className="check">
        <input type="checkbox" checked disabled />
        <span className="check-title">{t('subscriptions.workspace')}</span>
        <span className="check-text">{t('subscriptions.workspaceText')}</span>
      </label>
      {channels.filter(({ kind }) => kind !== 'sms').map((channel) => (
        <ChannelTick
          key={channel.id}
          channel={channel}
          on={to[channel.kind === 'email' ? 'via' : 'channels'].includes(channel.id)}
          onToggle={() => toggle(channel.kind === 'email' ? 'via' : 'channels', channel.id)}
        />
      ))}
      <Fault of={change.fault('to.via')} />
      <Fault of={change.fault('to.channels')} />
      {to.addresses.map((one, index) => (
        <div key={index} className="address-row">
          <select className="select" aria-label={t('deliveries.channel')} value={one.channel_id} onChange={(event) => address(index, { channel_id: event.target.value })}>
            {writesTo.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <input className="select" aria-label={t('subscriptions.address')} placeholder={t('subscriptions.address')} value={one.to} onChange={(event) => address(index, { to: event.target.value })} />
          <button type="button" className="icon-button" aria-label={t('subscriptions.removeAddress', { to: one.to })} onClick={() => put({ to: { ...to, addresses: to.addresses.filter((_, n) => n !== index) } })}>
            <X aria-hidden size="1rem" />
          </button>
          <Fault of={change.fault(`to.addresses[${index}].to`) ?? change.fault(`to.addresses[${index}].channel_id`)} />
        </div>
      ))}
      {writesTo.length > 0 && (
        <button type="button" className="text-button" onClick={() => put({ to: { ...to, addresses: [...to.addresses, { channel_id: writesTo[0]!.id, to: '' }] } })}>
          <Plus aria-hidden size="0.875em" /> {t('subscriptions.addAddress')}
        </button>
      )}
    </>
  );
}

function ChannelTick({ channel, on, onToggle }: { channel: Channel; on: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const Icon = channelIcons[channel.kind];
  return (
    <label className="check">
      <input type="checkbox" checked={on} onChange={onToggle} />
      <span className="check-title channel-mark">
        <Icon aria-hidden size="1rem" strokeWidth={1.75} /> {channel.name}
      </span>
      <span className="check-text">{t(channel.kind === 'email' ? 'subscriptions.viaText' : `channels.kind.${channel.kind}`)}</span>
    </label>
  );
}

function Words({ draft, put, change }: PartProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { data: templates = [] } = useTemplates(usePermission('notification_template:read'));
  const template = templates.find(({ id }) => id === draft.template_id);
  return (
    <>
      <fieldset className="severities" aria-label={t('notifications.severityTitle')}>
        {severities.map((one) => (
          <label key={one} className={`severity severity-${one}`}>
            <input type="radio" name="severity" checked={draft.severity === one} onChange={() => put({ severity: one satisfies Severity })} />
            {t(`notifications.severity.${one}`)}
          </label>
        ))}
      </fieldset>
      <div className="form-pair">
        <Field label={t('subscriptions.template')} error={change.fault('template_id')}>
          {(attributes) => (
            <select {...attributes} className="select" value={draft.template_id ?? ''} onChange={(event) => put({ template_id: event.target.value || null, language: null })}>
              <option value="">{t('subscriptions.partByPart')}</option>
              {templates.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {template && (
          <Field label={t('templates.language')} error={change.fault('language')}>
            {(attributes) => (
              <select {...attributes} className="select" value={draft.language ?? template.default_language} onChange={(event) => put({ language: event.target.value })}>
                {template.languages.map((one) => (
                  <option key={one} value={one}>
                    {nameOf(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <div className="form-pair">
        <TextField code label={t('subscriptions.topic')} hint={t('subscriptions.topicHint')} value={draft.topic} error={change.fault('topic')} onChange={(topic) => put({ topic })} />
        <TextField code label={t('subscriptions.link')} hint="/app/lots" value={draft.link ?? ''} error={change.fault('link')} onChange={(link) => put({ link })} />
      </div>
    </>
  );
}
