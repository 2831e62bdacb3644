import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles, type Role, type RoleSites } from '@/api/people';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { sitesOfGiven, withSitesOf } from '@/ui/roleSites';
import { SitesChoice } from '@/ui/Sites';

interface RoleChoiceProps {
  readonly chosen: readonly string[];
  readonly sites: RoleSites;
  readonly error?: string | null;
  /** What is wrong with the field of that name. */
  readonly fault: (field: string) => string | null;
  readonly onChange: (roles: readonly string[], sites: RoleSites) => void;
}

/** Roles to tick, each with the sites it holds at. One that grants more than one holds oneself cannot be given, nor taken. */
export function RoleChoice({ chosen, sites, error, fault, onChange }: RoleChoiceProps) {
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
        <Fragment key={role.id}>
          <label className="check">
            <input
              type="checkbox"
              checked={chosen.includes(role.name)}
              disabled={beyond(role)}
              onChange={(event) => {
                const now = event.target.checked ? [...chosen, role.name] : chosen.filter((name) => name !== role.name);
                onChange(now, sitesOfGiven(now, sites));
              }}
            />
            <span className="check-title">{words.title(role.name)}</span>
            <span className="check-text">{beyond(role) ? t('users.beyond') : words.description(role)}</span>
          </label>
          {chosen.includes(role.name) && !beyond(role) && (
            <SitesChoice
              role={role.name}
              title={words.title(role.name)}
              chosen={sites[role.name] ?? null}
              error={fault(`role_sites.${role.name}`) ?? fault(`role_sites.${role.name}[0]`)}
              onChange={(at) => onChange(chosen, withSitesOf(role.name, at, sites))}
            />
          )}
        </Fragment>
      ))}
    </fieldset>
  );
}
