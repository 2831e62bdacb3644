import { useTranslation } from 'react-i18next';
import type { Role } from '@/api/people';

export interface RoleWords {
  /** What people call a role: built-in ones in their language, a company's own as it named them. */
  title(name: string): string;
  description(role: Role): string;
}

export function useRoleWords(roles: readonly Role[] | undefined): RoleWords {
  const { t } = useTranslation();
  return {
    title: (name) => {
      const role = roles?.find((one) => one.name === name);
      const given = role?.title || name.replaceAll('_', ' ');
      return role && !role.built_in ? given : t(`role.${name}`, { defaultValue: given });
    },
    description: (role) => (role.built_in ? t(`roleText.${role.name}`, { defaultValue: role.description }) : role.description),
  };
}

export interface PermissionWords {
  resource(resource: string): string;
  action(action: string): string;
  /** Both, as "Users: read". */
  whole(permission: string): string;
}

/** A permission in words; what is not known here is shown as it is. */
export function usePermissionWords(): PermissionWords {
  const { t } = useTranslation();
  const resource = (one: string): string => t(`resource.${one}`, { defaultValue: one.replaceAll('_', ' ') });
  const action = (one: string): string => t(`action.${one}`, { defaultValue: one.replaceAll('_', ' ') });
  return {
    resource,
    action,
    whole: (permission) => {
      const [what = '', does = ''] = permission.split(':');
      return `${resource(what)}: ${action(does)}`;
    },
  };
}
