import { Button } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleChanges, useRoles, type Person, type PersonDraft, type Role } from '@/api/people';
import { ChangeProblem, Drawer } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission, useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { useChange } from '@/ui/useChange';

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
        {mayReadRoles && <RoleChoice chosen={draft.roles} onChange={(roles) => put({ roles })} />}
      </form>
    </Drawer>
  );
}

/** Roles to tick. One that grants more than one holds oneself cannot be given, nor taken. */
function RoleChoice({ chosen, onChange }: { chosen: readonly string[]; onChange: (roles: readonly string[]) => void }) {
  const { t } = useTranslation();
  const { data: roles, error, refetch } = useRoles();
  const words = useRoleWords(roles);
  const held = new Set(useUser()?.permissions);
  const beyond = (role: Role): boolean => role.permissions.some((permission) => !held.has(permission));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!roles) return <Skeleton rows={5} height="2.75rem" />;
  return (
    <fieldset className="fieldset">
      <legend>{t('users.roles')}</legend>
      {roles.map((role) => (
        <label key={role.id} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(role.name)}
            disabled={beyond(role)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, role.name] : chosen.filter((name) => name !== role.name))}
          />
          <span className="check-title">{words.title(role.name)}</span>
          <span className="check-text">{beyond(role) ? t('users.beyond') : words.description(role)}</span>
        </label>
      ))}
    </fieldset>
  );
}
