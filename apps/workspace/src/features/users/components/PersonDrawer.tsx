import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleChanges, type Person, type PersonDraft } from '@/api/people';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { usePermission } from '@/ui/permissions';
import { lacksSites } from '@/ui/roleSites';
import { useChange } from '@/ui/useChange';
import { RoleChoice } from './RoleChoice';

interface PersonDrawerProps {
  /** Null to add somebody. */
  readonly person: Person | null;
  readonly onClose: () => void;
  readonly onSaved?: (person: Person) => void;
}

/** Adds a user, or changes one. */
export function PersonDrawer({ person, onClose, onSaved }: PersonDrawerProps) {
  const { t } = useTranslation();
  const changes = usePeopleChanges();
  const change = useChange();
  const mayReadRoles = usePermission('role:read');
  const [draft, setDraft] = useState<Required<Omit<PersonDraft, 'status'>>>({
    email: person?.email ?? '',
    first_name: person?.first_name ?? '',
    last_name: person?.last_name ?? '',
    password: '',
    roles: person?.roles ?? [],
    role_sites: person?.role_sites ?? {},
  });
  const put = (part: Partial<PersonDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const { password, ...rest } = draft;
  const wanted: PersonDraft = person && !password ? rest : draft;

  const save = async (): Promise<void> => {
    await change.run(async () => {
      const saved = person ? await changes.changePerson(person, wanted) : await changes.addPerson(wanted);
      onSaved?.(saved);
      onClose();
    });
  };

  return (
    <FormDrawer
      title={person ? t('users.editTitle') : t('users.add')}
      subtitle={person?.email}
      verb={t(person ? 'dialog.save' : 'users.add')}
      change={change}
      unready={lacksSites(draft.role_sites)}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <div className="form-pair">
        <TextField label={t('users.firstName')} value={draft.first_name} error={change.fault('first_name')} onChange={(first_name) => put({ first_name })} />
        <TextField label={t('users.lastName')} value={draft.last_name} error={change.fault('last_name')} onChange={(last_name) => put({ last_name })} />
      </div>
      <TextField type="email" label={t('users.email')} value={draft.email} error={change.fault('email')} onChange={(email) => put({ email })} />
      <TextField
        type="password"
        autoComplete="new-password"
        label={t(person ? 'users.newPassword' : 'users.password')}
        hint={t(person ? 'users.newPasswordHint' : 'users.passwordHint')}
        value={password}
        error={change.fault('password')}
        onChange={(text) => put({ password: text })}
      />
      {mayReadRoles && <RoleChoice chosen={draft.roles} sites={draft.role_sites} error={change.fault('roles')} fault={change.fault} onChange={(roles, role_sites) => put({ roles, role_sites })} />}
    </FormDrawer>
  );
}
