import { Button } from 'antd';
import { KeyRound, Pencil, Trash2 } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { draftOf, formOf, leadsTo, useChannelChanges, type Channel } from '../api/channels';
import { RotateSecret } from './SigningSecret';
import { TestForm } from './TestForm';

interface ChannelPanelProps {
  readonly channel: Channel;
  readonly onEdit: () => void;
  readonly onSecret: (channel: Channel) => void;
  readonly onClose: () => void;
}

/** One channel beside the list: what it is set up with, whether it works, and how its secret is replaced. */
export function ChannelPanel({ channel, onEdit, onSecret, onClose }: ChannelPanelProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_channel:write');
  const mayReadLog = usePermission('notification_delivery:read');
  const [asking, setAsking] = useState<'remove' | 'rotate' | null>(null);
  const changes = useChannelChanges();
  const change = useChange();
  const deletion = useChange();
  useFocusBack();
  return (
    <SidePanel
      title={channel.name}
      subtitle={<ChannelState channel={channel} />}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={onEdit}>{t('sso.change')}</Button>
            <Button loading={change.busy} onClick={() => void change.run(() => changes.save(channel, { ...draftOf(formOf(channel)), enabled: !channel.enabled }))}>
              {t(channel.enabled ? 'channels.turnOff' : 'channels.turnOn')}
            </Button>
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setAsking('remove')}>{t('sso.remove')}</Button>
          </>
        )
      }
    >
      <ChangeProblem problem={change.problem} />
      {!channel.ready && channel.not_ready && <p className="channel-not-ready">{channel.not_ready}</p>}
      <section className="panel-section stack">
        <Facts channel={channel} />
        {mayReadLog && (
          <p>
            <Link to={`/notifications/deliveries?channel=${channel.id}`}>{t('channels.log')}</Link>
          </p>
        )}
      </section>
      {channel.kind === 'webhook' && (
        <section className="panel-section stack">
          <h3>{t('channels.signing')}</h3>
          <p className="muted">{t('channels.signingText')}</p>
          {channel.previous_secret_until && (
            <p>
              {t('channels.previousUntil')} <Time at={channel.previous_secret_until} />
            </p>
          )}
          {mayWrite && <Button icon={<KeyRound aria-hidden size="1em" />} onClick={() => setAsking('rotate')}>{t('channels.rotate')}</Button>}
        </section>
      )}
      {mayWrite && (
        <section className="panel-section">
          <h3>{t('channels.testTitle')}</h3>
          <TestForm channel={channel} onSend={(to) => changes.test(channel, to)} />
        </section>
      )}
      {asking === 'rotate' && (
        <RotateSecret
          channel={channel}
          onRotated={(rotated) => {
            setAsking(null);
            onSecret(rotated);
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'remove' && (
        <Confirm
          title={t('channels.removeTitle', { name: channel.name })}
          verb={t('sso.remove')}
          change={deletion}
          onConfirm={() => void deletion.run(() => changes.remove(channel)).then((done) => done && onClose())}
          onClose={() => setAsking(null)}
        >
          <p>{t('channels.removeText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

export function ChannelState({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  if (!channel.ready) return <StatusPill status="act">{t('channels.notReady')}</StatusPill>;
  return channel.enabled ? <StatusPill status="ok">{t('sso.on')}</StatusPill> : <StatusPill status="none">{t('sso.off')}</StatusPill>;
}

function Facts({ channel }: { channel: Channel }) {
  const { t } = useTranslation();
  const { kind, settings } = channel;
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    [t('channels.leads'), leadsTo(channel) ?? t(kind === 'email' ? 'channels.serverOf.platform' : 'channels.leadsSecret')],
    [t('channels.tlsTitle'), settings.tls && t(`channels.tls.${settings.tls}`)],
    [t('channels.user'), settings.user],
    [t('channels.account'), settings.account_sid],
    [t('channels.pace'), settings.per_minute],
  ];
  return (
    <dl className="facts">
      {facts.filter(([, value]) => value !== undefined).map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
      <dt>{t('users.changed')}</dt>
      <dd>
        <Time at={channel.updated_at} />
      </dd>
    </dl>
  );
}
