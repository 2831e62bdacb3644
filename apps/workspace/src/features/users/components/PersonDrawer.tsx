import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleChanges, type Person, type PersonDraft } from '@/api/people';
import { ChangeProblem, Drawer } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { usePermission } from '@/ui/permissions';
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
  });
  const put = (part: Partial<PersonDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const { password, ...rest } = draft;
  const wanted: PersonDraft = person && !password ? rest : draft;

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    await change.run(async () => {
      const saved = person ? await changes.changePerson(person, wanted) : await changes.addPerson(wanted);
      onSaved?.(saved);
      onClose();
    });
  };

  return (
    <Drawer
      title={person ? t('users.editTitle') : t('users.add')}
      subtitle={person && <span className="muted">{person.email}</span>}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button type="primary" htmlType="submit" form="person-form" loading={change.busy}>
            {t(person ? 'dialog.save' : 'users.add')}
          </Button>
        </>
      }
    >
      <form id="person-form" className="form" noValidate onSubmit={(event) => void save(event)}>
        <ChangeProblem problem={change.problem?.fields.length ? null : change.problem} />
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
        {mayReadRoles && <RoleChoice chosen={draft.roles} error={change.fault('roles')} onChange={(roles) => put({ roles })} />}
      </form>
    </Drawer>
  );
}
