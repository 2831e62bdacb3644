import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { LetterLanguage } from '@/ui/LetterLanguage';
import { useChange } from '@/ui/useChange';
import { useTenantChanges, type Provisioned } from '../api/tenants';

interface AdministratorDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onInvited: (invited: Provisioned) => void;
}

/** Invites somebody to administer a company where nobody of it can sign in any more. */
export function AdministratorDrawer({ id, onClose, onInvited }: AdministratorDrawerProps) {
  const { t, i18n } = useTranslation();
  const { inviteAdministrator } = useTenantChanges();
  const change = useChange();
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState(i18n.language);
  const send = (): Promise<boolean> => change.run(async () => onInvited(await inviteAdministrator(id, { email, language })));
  return (
    <FormDrawer title={t('tenant.inviteAdmin')} subtitle={t('tenant.inviteAdminText')} verb={t('invite.send')} change={change} onSubmit={() => void send()} onClose={onClose}>
      <TextField type="email" label={t('users.email')} value={email} error={change.fault('email')} onChange={setEmail} />
      <LetterLanguage value={language} onChange={setLanguage} />
    </FormDrawer>
  );
}
