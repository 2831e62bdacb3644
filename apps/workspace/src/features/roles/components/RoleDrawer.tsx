import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeopleChanges, type Role } from '@/api/people';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { useChange } from '@/ui/useChange';
import { nameOf } from '../api/matrix';

interface RoleDrawerProps {
  /** Null to make a new one. */
  readonly edited: Role | null;
  /** What a new one begins with. */
  readonly from: Role | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
  readonly onSaved: (role: Role) => void;
}

/** Makes a role, or says anew what one is called. Its permissions are changed in the matrix. */
export function RoleDrawer({ edited, from, roles, onClose, onSaved }: RoleDrawerProps) {
  const { t } = useTranslation();
  const changes = usePeopleChanges();
  const change = useChange();
  const words = useRoleWords(roles);
  const held = new Set(useUser()?.permissions);
  const [title, setTitle] = useState(edited?.title ?? (from ? t('roles.copyOf', { role: words.title(from.name) }) : ''));
  const [ownName, setOwnName] = useState<string | null>(edited?.name ?? null);
  const [description, setDescription] = useState(edited?.description ?? '');
  const [start, setStart] = useState(from?.name ?? '');
  const name = ownName ?? nameOf(title);
  const begin = roles.find((one) => one.name === start)?.permissions ?? [];
  const given = begin.filter((permission) => held.has(permission) && !permission.startsWith('key:'));

  const save = async (): Promise<void> => {
    await change.run(async () => {
      const draft = { name, title, description };
      const saved = edited ? await changes.changeRole(edited, draft) : await changes.addRole({ ...draft, permissions: given });
      onSaved(saved);
      onClose();
    });
  };

  return (
    <FormDrawer
      title={t(edited ? 'roles.renameTitle' : 'roles.add')}
      verb={t(edited ? 'dialog.save' : 'roles.create')}
      change={change}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextField label={t('roles.title')} hint={t('roles.titleHint')} value={title} error={change.fault('title')} onChange={setTitle} />
      <TextField code label={t('roles.name')} hint={t('roles.nameHint')} value={name} error={change.fault('name')} onChange={setOwnName} />
      <TextField rows={3} label={t('roles.description')} hint={t('roles.descriptionHint')} value={description} error={change.fault('description')} onChange={setDescription} />
      {!edited && (
        <Field label={t('roles.start')} hint={t('roles.startHint', { count: given.length })}>
          {(attributes) => (
            <select {...attributes} className="select" value={start} onChange={(event) => setStart(event.target.value)}>
              <option value="">{t('roles.startEmpty')}</option>
              {roles.map((one) => (
                <option key={one.id} value={one.name}>
                  {words.title(one.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </FormDrawer>
  );
}
