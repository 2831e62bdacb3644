import { useTranslation } from 'react-i18next';
import { useRoles, type Role } from '@/api/people';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';

interface RoleChoiceProps {
  readonly chosen: readonly string[];
  readonly error?: string | null;
  readonly onChange: (roles: readonly string[]) => void;
}

/** Roles to tick. One that grants more than one holds oneself cannot be given, nor taken. */
export function RoleChoice({ chosen, error, onChange }: RoleChoiceProps) {
  const { t } = useTranslation();
  const { data: roles, error: unread, refetch } = useRoles();
  const words = useRoleWords(roles);
  const held = new Set(useUser()?.permissions);
  const beyond = (role: Role): boolean => role.permissions.some((permission) => !held.has(permission));
  if (unread) return <ErrorState error={unread} onRetry={() => void refetch()} />;
  if (!roles) return <Skeleton rows={5} height="2.75rem" />;
  return (
    <fieldset className="fieldset">
      <legend>{t('users.roles')}</legend>
      {error && <span className="field-error">{error}</span>}
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
