import { useTranslation } from 'react-i18next';
import { StatusPill } from '@/ui/StateBadge';
import type { Invitation } from '../api/invitations';

/** Whether an invitation's link still works, as shape and word. */
export function InvitationState({ state }: { state: Invitation['state'] }) {
  const { t } = useTranslation();
  return <StatusPill status={state === 'open' ? 'info' : 'watch'}>{t(`invite.${state}`)}</StatusPill>;
}
