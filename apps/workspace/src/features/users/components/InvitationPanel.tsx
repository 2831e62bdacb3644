import { Button } from 'antd';
import { KeyRound, RotateCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles } from '@/api/people';
import { useFormat } from '@/i18n/format';
import { languageNames, type Language } from '@/i18n';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { usePermission } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { SidePanel } from '@/ui/SidePanel';
import { AtSites } from '@/ui/Sites';
import { Time } from '@/ui/Time';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { guestOf, useInvitationChanges, type FreshInvitation, type Invitation } from '../api/invitations';
import { InvitationState } from './InvitationState';

interface InvitationPanelProps {
  readonly invitation: Invitation;
  readonly onAgain: (invitation: FreshInvitation) => void;
  readonly onClose: () => void;
}

/** One invitation beside the list: whom, as what, whether its link works; sent again, or taken back. */
export function InvitationPanel({ invitation, onAgain, onClose }: InvitationPanelProps) {
  const { t } = useTranslation();
  const mayWrite = usePermission('user:write');
  const changes = useInvitationChanges();
  const again = useChange();
  const revoking = useChange();
  const [asking, setAsking] = useState(false);
  useFocusBack();
  const revoke = async (): Promise<void> => {
    if (await revoking.run(() => changes.revoke(invitation))) {
      setAsking(false);
      onClose();
    }
  };
  return (
    <SidePanel
      title={invitation.email}
      subtitle={<span className="muted">{nameOf(invitation)}</span>}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button
              icon={<RotateCw aria-hidden size="1em" />}
              loading={again.busy}
              onClick={() => void again.run(async () => onAgain(await changes.invite(guestOf(invitation))))}
            >
              {t(invitation.delivery === 'mail' ? 'invite.again' : 'invite.newLink')}
            </Button>
            <Button danger icon={<Undo2 aria-hidden size="1em" />} onClick={() => setAsking(true)}>
              {t('invite.revoke')}
            </Button>
          </>
        )
      }
    >
      <ChangeProblem problem={again.problem} />
      <Facts invitation={invitation} />
      {asking && (
        <Confirm
          title={t('invite.revokeTitle', { email: invitation.email })}
          verb={t('invite.revokeVerb')}
          change={revoking}
          onConfirm={() => void revoke()}
          onClose={() => setAsking(false)}
        >
          <p>{t('invite.revokeText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

export function nameOf({ first_name, last_name }: Invitation): string {
  return [first_name, last_name].filter(Boolean).join(' ');
}

function Facts({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: roles } = useRoles(usePermission('role:read'));
  const words = useRoleWords(roles);
  const open = invitation.state === 'open';
  return (
    <>
      <dl className="facts">
        <dt>{t('users.status')}</dt>
        <dd>
          <InvitationState state={invitation.state} />
        </dd>
        <dt>{t(open ? 'invite.until' : 'invite.ended')}</dt>
        <dd>
          {format.dateTime(invitation.expires_at)} <span className="muted">({format.relative(invitation.expires_at)})</span>
        </dd>
        <dt>{t('invite.invited')}</dt>
        <dd>
          <Time at={invitation.created_at} />
        </dd>
        <dt>{t('invite.by')}</dt>
        <dd>{invitation.invited_by ?? t('invite.registered')}</dd>
        <dt>{t('invite.delivery')}</dt>
        <dd>{t(invitation.delivery === 'mail' ? 'invite.byMail' : 'invite.byLink')}</dd>
        <dt>{t('menu.language')}</dt>
        <dd>{languageNames[invitation.language as Language] ?? invitation.language}</dd>
      </dl>
      <section className="panel-section">
        <h3>{t('users.roles')}</h3>
        {invitation.roles.length === 0 && <p className="muted">{t('users.noRoleText')}</p>}
        <ul className="person-roles">
          {invitation.roles.map((role) => (
            <li key={role}>
              <KeyRound aria-hidden size="0.9375rem" />
              {words.title(role)}
              <AtSites sites={invitation.role_sites?.[role]} />
            </li>
          ))}
        </ul>
      </section>
      <p className="panel-section muted">{t(invitation.delivery === 'mail' ? 'invite.againText' : 'invite.linkOnce')}</p>
    </>
  );
}
