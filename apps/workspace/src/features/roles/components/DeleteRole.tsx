import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleChanges, type Person, type Role } from '@/api/people';
import { useKeysetList } from '@/api/refine';
import { Confirm } from '@/ui/Dialogs';
import { Field } from '@/ui/Field';
import { usePermission } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { useChange } from '@/ui/useChange';

interface DeleteRoleProps {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
  readonly onGone: () => void;
}

/** Asks before a role goes; where users have it, also which one they have instead. */
export function DeleteRole({ role, roles, onClose, onGone }: DeleteRoleProps) {
  const { t } = useTranslation();
  const changes = usePeopleChanges();
  const change = useChange();
  const words = useRoleWords(roles);
  const mayCount = usePermission('user:read');
  const users = useKeysetList<Person>('users', { filters: { role: role.name }, pageSize: 500, enabled: mayCount });
  const [instead, setInstead] = useState('');
  const count = users.rows.length;
  const inUse = count > 0 || change.problem?.status === 409;
  const remove = async (): Promise<void> => {
    if (await change.run(() => changes.removeRole(role, instead || null))) {
      onClose();
      onGone();
    }
  };
  return (
    <Confirm
      title={t('roles.deleteTitle', { role: words.title(role.name) })}
      verb={t('roles.deleteVerb')}
      disabled={users.loading || (inUse && instead === '')}
      change={change}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{count > 0 ? t('roles.deleteUsed', { count }) : t('roles.deleteText')}</p>
      {inUse && (
        <Field label={t('roles.instead')}>
          {(attributes) => (
            <select {...attributes} className="select" value={instead} onChange={(event) => setInstead(event.target.value)}>
              <option value="">{t('roles.choose')}</option>
              {roles
                .filter((one) => one.id !== role.id)
                .map((one) => (
                  <option key={one.id} value={one.name}>
                    {words.title(one.name)}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
    </Confirm>
  );
}
