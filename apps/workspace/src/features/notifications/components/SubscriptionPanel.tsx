import { Button } from 'antd';
import { Bell, Pencil, Route, Trash2, Zap } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRoles } from '@/api/people';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { SidePanel } from '@/ui/SidePanel';
import { StatusPill } from '@/ui/StateBadge';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { useChannels } from '../api/channels';
import { conditionsOf } from '../api/conditions';
import { severityStatus } from '../api/notifications';
import { draftOf, useSubscriptionChanges, type Subscription } from '../api/subscriptions';
import { useTemplates } from '../api/templates';
import { ChannelMark } from './ChannelMark';
import { useLanguageName } from './languages';
import { usePeople } from './UserChoice';

interface SubscriptionPanelProps {
  readonly subscription: Subscription;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

/** One subscription as the way that a message goes: from what happens to those who hear of it. */
export function SubscriptionPanel({ subscription, onEdit, onClose }: SubscriptionPanelProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('notification_subscription:write');
  const changes = useSubscriptionChanges();
  const [removing, setRemoving] = useState(false);
  const change = useChange();
  const deletion = useChange();
  useFocusBack();
  return (
    <SidePanel
      title={subscription.name}
      subtitle={<SubscriptionState subscription={subscription} />}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={onEdit}>{t('sso.change')}</Button>
            <Button loading={change.busy} onClick={() => void change.run(() => changes.save(subscription, { ...draftOf(subscription), enabled: !subscription.enabled }))}>
              {t(subscription.enabled ? 'channels.turnOff' : 'channels.turnOn')}
            </Button>
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setRemoving(true)}>{t('sso.remove')}</Button>
          </>
        )
      }
    >
      <ChangeProblem problem={change.problem} />
      <Way subscription={subscription} />
      <p className="muted">
        {subscription.created_by}, <Time at={subscription.updated_at} />
      </p>
      {removing && (
        <Confirm
          title={t('channels.removeTitle', { name: subscription.name })}
          verb={t('sso.remove')}
          change={deletion}
          onConfirm={() => void deletion.run(() => changes.remove(subscription)).then((done) => done && onClose())}
          onClose={() => setRemoving(false)}
        >
          <p>{t('subscriptions.removeText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

export function SubscriptionState({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  return subscription.enabled ? <StatusPill status="ok">{t('sso.on')}</StatusPill> : <StatusPill status="none">{t('sso.off')}</StatusPill>;
}

/** From what happens, by the words, to whom and through what. */
function Way({ subscription }: { subscription: Subscription }) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { to, template_id } = subscription;
  const { data: roles } = useRoles(usePermission('role:read'));
  const words = useRoleWords(roles);
  const people = usePeople(usePermission('user:read') && to.users.length > 0);
  const { data: channels } = useChannels(usePermission('notification_channel:read'));
  const { data: templates } = useTemplates(usePermission('notification_template:read') && Boolean(template_id));
  const channel = (id: string, more?: string) => {
    const known = channels?.find((one) => one.id === id);
    return (
      <li key={`${id} ${more ?? ''}`}>
        {known ? <ChannelMark kind={known.kind} name={known.name} /> : <span className="muted">{t('subscriptions.channelGone')}</span>}
        {more && <span className="muted"> {more}</span>}
      </li>
    );
  };
  const told = to.users.length + to.roles.length > 0;
  return (
    <ol className="way">
      <Stop icon={<Zap aria-hidden size="1rem" />} title={t('subscriptions.when')}>
        {subscription.events.map((name) => (
          <li key={name} className="code">{name}</li>
        ))}
        {conditionsOf(subscription.when).map(({ part, value }) => (
          <li key={part} className="code muted">
            {part} = {value}
          </li>
        ))}
      </Stop>
      <Stop icon={<StatusMark severity={subscription.severity} />} title={t('subscriptions.words')}>
        <li>
          {template_id ? <Link to={`/notifications/templates/${template_id}`}>{templates?.find(({ id }) => id === template_id)?.name ?? t('subscriptions.template')}</Link> : t('subscriptions.partByPart')}
          {subscription.language && <span className="muted"> {nameOf(subscription.language)}</span>}
        </li>
        <li className="muted code">{subscription.topic}</li>
      </Stop>
      {told && (
        <Stop icon={<Bell aria-hidden size="1rem" />} title={t('subscriptions.whom')}>
          {to.roles.map((role) => (
            <li key={role}>{words.title(role)}</li>
          ))}
          {to.users.map((id) => (
            <li key={id}>{people?.get(id) ?? id}</li>
          ))}
        </Stop>
      )}
      <Stop icon={<Route aria-hidden size="1rem" />} title={t('subscriptions.through')}>
        {told && <li>{t('subscriptions.workspace')}</li>}
        {to.via.map((id) => channel(id))}
        {to.channels.map((id) => channel(id))}
        {to.addresses.map((one) => channel(one.channel_id, one.to))}
      </Stop>
    </ol>
  );
}

function StatusMark({ severity }: { severity: Subscription['severity'] }) {
  const { t } = useTranslation();
  return <StatusPill status={severityStatus[severity]}>{t(`notifications.severity.${severity}`)}</StatusPill>;
}

function Stop({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="stop">
      <h3>
        {icon} {title}
      </h3>
      <ul>{children}</ul>
    </li>
  );
}
