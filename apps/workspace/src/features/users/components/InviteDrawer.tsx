import { Button } from 'antd';
import { useId, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '@/i18n';
import { ChangeProblem, Drawer } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { usePermission } from '@/ui/permissions';
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
  const language = useId();
  const [guest, setGuest] = useState<Guest>({ email: '', first_name: '', last_name: '', roles: [], language: i18n.language });
  const put = (part: Partial<Guest>): void => setGuest((now) => ({ ...now, ...part }));

  const send = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    await change.run(async () => onInvited(await invite(guest)));
  };

  return (
    <Drawer
      title={t('invite.title')}
      subtitle={<span className="muted">{t('invite.lead')}</span>}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" form="invite-form" loading={change.busy}>
            {t('invite.send')}
          </Button>
        </>
      }
    >
      <form id="invite-form" className="form" noValidate onSubmit={(event) => void send(event)}>
        <ChangeProblem problem={change.problem?.fields.length ? null : change.problem} />
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
        <div className="field">
          <label htmlFor={language}>{t('invite.language')}</label>
          <select id={language} className="select" value={guest.language} onChange={(event) => put({ language: event.target.value })}>
            {languages.map((one) => (
              <option key={one} value={one} lang={one}>
                {languageNames[one]}
              </option>
            ))}
          </select>
        </div>
        {mayReadRoles && <RoleChoice chosen={guest.roles} error={change.fault('roles')} onChange={(roles) => put({ roles })} />}
      </form>
    </Drawer>
  );
}
