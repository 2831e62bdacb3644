import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange, type Change } from '@/ui/useChange';
import { blankChannel, channelKinds, draftOf, formOf, secretDue, secretOf, standardPort, tlsModes, useChannelChanges, type Channel, type ChannelForm } from '../api/channels';
import { channelIcons } from './ChannelMark';

interface ChannelDrawerProps {
  /** Null to set one up. */
  readonly channel: Channel | null;
  readonly onClose: () => void;
  readonly onSaved: (channel: Channel) => void;
}

/** Sets a channel up: of which kind it is, where it leads, and by what it proves itself there. */
export function ChannelDrawer({ channel, onClose, onSaved }: ChannelDrawerProps) {
  const { t } = useTranslation();
  const { save } = useChannelChanges();
  const change = useChange();
  const [form, setForm] = useState<ChannelForm>(() => (channel ? formOf(channel) : blankChannel));
  const put = (part: Partial<ChannelForm>): void => setForm((now) => ({ ...now, ...part }));
  const parts = { form, put, change };
  // What the fields below show need not be said above them, too.
  fields.forEach((field) => change.fault(field));
  return (
    <FormDrawer
      title={t(channel ? 'channels.edit' : 'channels.add')}
      verb={t(channel ? 'dialog.save' : 'channels.add')}
      change={change}
      onSubmit={() => void change.run(async () => onSaved(await save(channel, draftOf(form))))}
      onClose={onClose}
    >
      {!channel && <Kinds {...parts} />}
      <TextField label={t('channels.name')} hint={t('channels.nameHint')} value={form.name} error={change.fault('name')} onChange={(name) => put({ name })} />
      {form.kind === 'email' && <MailFields {...parts} />}
      {form.kind === 'sms' && <SmsFields {...parts} />}
      {form.kind === 'slack' && <SlackFields {...parts} />}
      {form.kind === 'teams' && <p className="muted">{t('channels.teamsText')}</p>}
      {form.kind === 'webhook' && (
        <TextField code label={t('channels.url')} hint={t('channels.urlHint')} value={form.url} error={change.fault('settings.url')} onChange={(url) => put({ url })} />
      )}
      <SecretField {...parts} before={channel} />
      <TextField
        label={t('channels.pace')}
        hint={t('channels.paceHint')}
        value={form.per_minute}
        error={change.fault('settings.per_minute')}
        onChange={(text) => put({ per_minute: text.replace(/\D/g, '') })}
      />
      <label className="check">
        <input type="checkbox" checked={form.enabled} onChange={(event) => put({ enabled: event.target.checked })} />
        <span className="check-title">{t('channels.enabled')}</span>
        <span className="check-text">{t('channels.enabledText')}</span>
      </label>
    </FormDrawer>
  );
}

const fields = ['name', 'settings.host', 'settings.tls', 'settings.port', 'settings.from', 'settings.user', 'settings.account_sid', 'settings.channel', 'settings.url', 'settings.per_minute', 'secrets.password', 'secrets.auth_token', 'secrets.webhook_url', 'secrets.bot_token'] as const;

interface PartProps {
  readonly form: ChannelForm;
  readonly put: (part: Partial<ChannelForm>) => void;
  readonly change: Change;
}

function Kinds({ form, put }: PartProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="fieldset">
      <legend>{t('channels.kindTitle')}</legend>
      <div className="channel-kinds">
        {channelKinds.map((kind) => {
          const Icon = channelIcons[kind];
          return (
            <label key={kind} className="channel-kind">
              <input type="radio" name="kind" checked={form.kind === kind} onChange={() => put({ kind, secret: '', from: '' })} />
              <Icon aria-hidden size="1.25rem" strokeWidth={1.6} />
              <span>{t(`channels.kind.${kind}`)}</span>
            </label>
          );
        })}
      </div>
      <p className="field-hint">{t(`channels.kindText.${form.kind}`)}</p>
    </fieldset>
  );
}

function MailFields({ form, put, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <fieldset className="fieldset">
        <legend>{t('channels.server')}</legend>
        {(['platform', 'own'] as const).map((server) => (
          <label key={server} className="check">
            <input type="radio" name="server" checked={form.server === server} onChange={() => put({ server })} />
            <span className="check-title">{t(`channels.serverOf.${server}`)}</span>
            <span className="check-text">{t(`channels.serverText.${server}`)}</span>
          </label>
        ))}
      </fieldset>
      {form.server === 'own' && (
        <>
          <TextField code label={t('channels.host')} value={form.host} error={change.fault('settings.host')} onChange={(host) => put({ host })} />
          <div className="form-pair">
            <Field label={t('channels.tlsTitle')} error={change.fault('settings.tls')}>
              {(attributes) => (
                <select
                  {...attributes}
                  className="select"
                  value={form.tls}
                  onChange={(event) => {
                    const tls = event.target.value as ChannelForm['tls'];
                    put({ tls, ...(form.port === String(standardPort(form.tls)) && { port: '' }) });
                  }}
                >
                  {tlsModes.map((mode) => (
                    <option key={mode} value={mode}>
                      {t(`channels.tls.${mode}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <TextField
              label={t('channels.port')}
              hint={form.port === '' ? t('channels.portHint', { port: standardPort(form.tls) }) : null}
              value={form.port}
              error={change.fault('settings.port')}
              onChange={(text) => put({ port: text.replace(/\D/g, '') })}
            />
          </div>
          <TextField label={t('channels.from')} value={form.from} error={change.fault('settings.from')} onChange={(from) => put({ from })} />
          <TextField code label={t('channels.user')} hint={t('channels.userHint')} value={form.user} error={change.fault('settings.user')} onChange={(user) => put({ user })} />
        </>
      )}
    </>
  );
}

function SmsFields({ form, put, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField code label={t('channels.account')} hint={t('channels.accountHint')} value={form.account_sid} error={change.fault('settings.account_sid')} onChange={(account_sid) => put({ account_sid })} />
      <TextField code label={t('channels.from')} hint={t('channels.smsFromHint')} value={form.from} error={change.fault('settings.from')} onChange={(from) => put({ from })} />
    </>
  );
}

function SlackFields({ form, put, change }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <fieldset className="fieldset">
        <legend>{t('channels.slackBy')}</legend>
        {([false, true] as const).map((app) => (
          <label key={String(app)} className="check">
            <input type="radio" name="app" checked={form.app === app} onChange={() => put({ app, secret: '' })} />
            <span className="check-title">{t(app ? 'channels.slackApp' : 'channels.slackHook')}</span>
            <span className="check-text">{t(app ? 'channels.slackAppText' : 'channels.slackHookText')}</span>
          </label>
        ))}
      </fieldset>
      {form.app && <TextField code label={t('channels.slackChannel')} hint="C0123456789" value={form.channel} error={change.fault('settings.channel')} onChange={(channel) => put({ channel })} />}
    </>
  );
}

function SecretField({ form, put, change, before }: PartProps & { readonly before: Channel | null }) {
  const { t } = useTranslation();
  const secret = secretOf(form);
  if (secret === null) return null;
  const due = secretDue(before, form);
  return (
    <TextField
      type="password"
      autoComplete="new-password"
      label={t(`channels.secret.${secret}`)}
      hint={t(!due ? 'channels.secretKept' : before?.secrets_set.includes(secret) ? 'channels.secretAnew' : 'channels.secretHint')}
      value={form.secret}
      error={change.fault(`secrets.${secret}`)}
      onChange={(text) => put({ secret: text })}
    />
  );
}
