import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { LetterLanguage } from '@/ui/LetterLanguage';
import { usePermission } from '@/ui/permissions';
import { lacksSites } from '@/ui/roleSites';
import { useChange } from '@/ui/useChange';
import { useInvitationChanges, type FreshInvitation, type Guest } from '../api/invitations';
import { RoleChoice } from './RoleChoice';

interface InviteDrawerProps {
  readonly onClose: () => void;
  readonly onInvited: (invitation: FreshInvitation) => void;
}

/** Invites somebody, who then chooses a password of one's own. */
export function InviteDrawer({ onClose, onInvited }: InviteDrawerProps) {
  const { t, i18n } = useTranslation();
  const { invite } = useInvitationChanges();
  const change = useChange();
  const mayReadRoles = usePermission('role:read');
  const [guest, setGuest] = useState<Guest>({ email: '', first_name: '', last_name: '', roles: [], role_sites: {}, language: i18n.language });
  const put = (part: Partial<Guest>): void => setGuest((now) => ({ ...now, ...part }));

  return (
    <FormDrawer
      title={t('invite.title')}
      subtitle={t('invite.lead')}
      verb={t('invite.send')}
      change={change}
      unready={lacksSites(guest.role_sites)}
      onSubmit={() => void change.run(async () => onInvited(await invite(guest)))}
      onClose={onClose}
    >
      <TextField type="email" label={t('users.email')} value={guest.email} error={change.fault('email')} onChange={(email) => put({ email })} />
      <div className="form-pair">
        <TextField
          label={t('users.firstName')}
          hint={t('invite.nameHint')}
          value={guest.first_name}
          error={change.fault('first_name')}
          onChange={(first_name) => put({ first_name })}
        />
        <TextField label={t('users.lastName')} value={guest.last_name} error={change.fault('last_name')} onChange={(last_name) => put({ last_name })} />
      </div>
      <LetterLanguage value={guest.language} onChange={(language) => put({ language })} />
      {mayReadRoles && <RoleChoice chosen={guest.roles} sites={guest.role_sites ?? {}} error={change.fault('roles')} fault={change.fault} onChange={(roles, role_sites) => put({ roles, role_sites })} />}
    </FormDrawer>
  );
}
