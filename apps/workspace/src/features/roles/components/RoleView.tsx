import { Button } from 'antd';
import { Copy, LockKeyhole, Pencil, Trash2, UsersRound } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePeopleChanges, type Permission, type Role } from '@/api/people';
import { HistoryLink } from '@/ui/HistoryLink';
import { usePermission, useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { SaveBar } from '@/ui/SaveBar';
import { useChange } from '@/ui/useChange';
import { differences, matrixOf } from '../api/matrix';
import { DeleteRole } from './DeleteRole';
import { PermissionMatrix } from './PermissionMatrix';
import { RoleDrawer } from './RoleDrawer';

interface RoleViewProps {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly registry: readonly Permission[];
  /** The role it is compared with. */
  readonly other: Role | null;
  readonly onCompare: (name: string | null) => void;
  readonly onCopy: () => void;
  readonly onRenamed: (name: string) => void;
  readonly onGone: () => void;
}

/** One role: what it is for, and its permissions to see or to change. */
export function RoleView({ role, roles, registry, other, onCompare, onCopy, onRenamed, onGone }: RoleViewProps) {
  const { t } = useTranslation();
  const words = useRoleWords(roles);
  const held = new Set(useUser()?.permissions);
  const mayWrite = usePermission('role:write');
  const mayReadUsers = usePermission('user:read');
  const changes = usePeopleChanges();
  const change = useChange();
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const [wanted, setWanted] = useState<ReadonlySet<string>>(() => new Set(role.permissions));
  const saved = useMemo(() => new Set(role.permissions), [role]);
  const beyond = role.permissions.some((permission) => !held.has(permission));
  const mayEdit = mayWrite && !role.built_in && !beyond;
  const matrix = useMemo(() => matrixOf(registry, new Set([...role.permissions, ...(other?.permissions ?? [])])), [registry, role, other]);
  const otherTitle = other && words.title(other.name);
  const put = (permission: string, on: boolean): void =>
    setWanted((now) => {
      const next = new Set(now);
      if (on) next.add(permission);
      else next.delete(permission);
      return next;
    });

  return (
    <section className="card role" aria-label={words.title(role.name)}>
      <header className="role-head">
        <div>
          <h2>
            {words.title(role.name)} <code className="code muted">{role.name}</code>
          </h2>
          <p className="muted">{words.description(role)}</p>
          {!role.built_in && <HistoryLink type="role" id={role.id} />}
          {role.built_in && (
            <p className="muted role-note">
              <LockKeyhole aria-hidden size="0.875rem" /> {t('roles.builtInText')}
            </p>
          )}
          {beyond && mayWrite && !role.built_in && <p className="muted role-note">{t('roles.beyondText')}</p>}
        </div>
        {mayReadUsers && (
          <Link className="role-users" to={`/users?role=${role.name}`}>
            <UsersRound aria-hidden size="1em" /> {t('roles.users')}
          </Link>
        )}
      </header>
      <div className="role-actions no-print">
        {mayWrite && (
          <Button icon={<Copy aria-hidden size="1em" />} onClick={onCopy}>
            {t('roles.copy')}
          </Button>
        )}
        {mayEdit && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={() => setOpen('edit')}>
              {t('roles.rename')}
            </Button>
            <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setOpen('delete')}>
              {t('roles.delete')}
            </Button>
          </>
        )}
        <Compare role={role} roles={roles} other={other} onCompare={onCompare} />
      </div>
      <PermissionMatrix
        matrix={matrix}
        granted={wanted}
        before={other ? new Set(other.permissions) : saved}
        label={t('roles.matrix', { role: words.title(role.name) })}
        addedWords={otherTitle ? t('roles.onlyHere', { role: words.title(role.name) }) : t('roles.added')}
        goneWords={otherTitle ? t('roles.onlyThere', { role: otherTitle }) : t('roles.gone')}
        held={held}
        {...(mayEdit && { onChange: put })}
      />
      {mayEdit && (
        <SaveBar
          changed={differences(saved, wanted)}
          change={change}
          note={t('roles.actsAtOnce')}
          onSave={() => void change.run(() => changes.grant(role, [...wanted]))}
          onDiscard={() => setWanted(saved)}
        />
      )}
      {open === 'edit' && <RoleDrawer edited={role} from={null} roles={roles} onClose={() => setOpen(null)} onSaved={(now) => onRenamed(now.name)} />}
      {open === 'delete' && <DeleteRole role={role} roles={roles} onClose={() => setOpen(null)} onGone={onGone} />}
    </section>
  );
}

interface CompareProps {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly other: Role | null;
  readonly onCompare: (name: string | null) => void;
}

function Compare({ role, roles, other, onCompare }: CompareProps) {
  const { t } = useTranslation();
  const words = useRoleWords(roles);
  const id = useId();
  return (
    <div className="compare">
      <label htmlFor={id}>{t('roles.compare')}</label>
      <select id={id} className="select" value={other?.name ?? ''} onChange={(event) => onCompare(event.target.value || null)}>
        <option value="">{t('roles.compareNone')}</option>
        {roles
          .filter((one) => one !== role)
          .map((one) => (
            <option key={one.id} value={one.name}>
              {words.title(one.name)}
            </option>
          ))}
      </select>
    </div>
  );
}
