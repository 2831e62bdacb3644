import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoles, type Role } from '@/api/people';
import { Field } from '@/ui/Field';
import { usePermission, useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { Hint } from './Hint';
import type { RuleProps } from './PolicyForm';

/** Who may make an account without being invited, and as what. */
export function RegistrationRule({ draft, put, fault, domains }: RuleProps & { readonly domains: readonly string[] }) {
  const { t } = useTranslation();
  const id = useId();
  const mayReadRoles = usePermission('role:read');
  const { data: roles } = useRoles(mayReadRoles);
  const words = useRoleWords(roles);
  const held = new Set(useUser()?.permissions);
  const beyond = (role: Role): boolean => role.permissions.some((permission) => !held.has(permission));
  const known: readonly Role[] = roles ?? [];
  return (
    <>
      <Field label={t('policy.domainsLabel')} hint={t('policy.domainsHint')} error={fault}>
        {(attributes) => (
          <Input.TextArea
            {...attributes}
            autoSize={{ minRows: 2, maxRows: 8 }}
            spellCheck={false}
            placeholder="example.com"
            {...(fault && { status: 'error' as const })}
            value={draft.domains}
            onChange={(event) => put({ domains: event.target.value })}
          />
        )}
      </Field>
      {domains.length === 0 ? (
        <Hint>{t('policy.registrationOff')}</Hint>
      ) : (
        <div className="field">
          <label htmlFor={id}>{t('policy.role')}</label>
          <select id={id} className="select" value={draft.role} onChange={(event) => put({ role: event.target.value })}>
            {!known.some((role) => role.name === draft.role) && <option value={draft.role}>{words.title(draft.role)}</option>}
            {known.map((role) => (
              <option key={role.id} value={role.name} disabled={beyond(role)}>
                {words.title(role.name)}
              </option>
            ))}
          </select>
          <span className="field-hint">{t('policy.roleHint')}</span>
        </div>
      )}
    </>
  );
}
