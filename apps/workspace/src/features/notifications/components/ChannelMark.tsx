import { Hash, Mail, MessagesSquare, Smartphone, Webhook, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../api/channels';

export const channelIcons: Readonly<Record<ChannelKind, LucideIcon>> = { email: Mail, sms: Smartphone, slack: Hash, teams: MessagesSquare, webhook: Webhook };

/** A channel by its kind's sign and its name. */
export function ChannelMark({ kind, name }: { kind: ChannelKind; name: string }) {
  const { t } = useTranslation();
  const Icon = channelIcons[kind];
  return (
    <span className="channel-mark">
      <Icon role="img" aria-label={t(`channels.kind.${kind}`)} size="1rem" strokeWidth={1.75} />
      <span title={name}>{name}</span>
    </span>
  );
}
