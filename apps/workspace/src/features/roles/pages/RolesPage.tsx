import { Button } from 'antd';
import { LockKeyhole, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { usePermissionRegistry, useRoles, type Permission, type Role } from '@/api/people';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { Page } from '@/ui/Page';
import { usePermission } from '@/ui/permissions';
import { Permitted } from '@/ui/Permitted';
import { useRoleWords } from '@/ui/roles';
import { RoleDrawer } from '../components/RoleDrawer';
import { RoleView } from '../components/RoleView';
import './roles.css';

/** For whoever administers the company: what each role may do, and roles of one's own. */
export default function RolesPage() {
  const { t } = useTranslation();
  return (
    <Permitted title={t('nav.roles')} permission="role:read">
      <Loaded />
    </Permitted>
  );
}

function Loaded() {
  const { t } = useTranslation();
  const roles = useRoles();
  const registry = usePermissionRegistry();
  const error = roles.error ?? registry.error;
  if (roles.data && registry.data) return <Roles roles={roles.data} registry={registry.data} />;
  const retry = (): void => {
    void roles.refetch();
    void registry.refetch();
  };
  return (
    <Page fill title={t('nav.roles')}>
      <div className="card">{error ? <ErrorState error={error} onRetry={retry} /> : <Skeleton rows={12} />}</div>
    </Page>
  );
}

function Roles({ roles, registry }: { roles: readonly Role[]; registry: readonly Permission[] }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState<{ from: Role | null } | null>(null);
  const mayWrite = usePermission('role:write');
  const own = roles.filter((role) => !role.built_in);
  const builtIn = roles.filter((role) => role.built_in);
  const chosen = roles.find((role) => role.name === search.get('role')) ?? own[0] ?? builtIn.find((role) => role.name === 'tenant_admin') ?? builtIn[0];
  const other = roles.find((role) => role.name === search.get('with') && role !== chosen) ?? null;
  const compare = (name: string | null): void => setSearch({ role: chosen!.name, ...(name !== null && { with: name }) }, { replace: true });

  return (
    <Page
      fill
      title={t('nav.roles')}
      state={
        <>
          <span>{t('roles.builtInCount', { count: builtIn.length })}</span>
          <span>{t('roles.ownCount', { count: own.length })}</span>
        </>
      }
      actions={
        mayWrite && (
          <Button type="primary" icon={<Plus aria-hidden size="1em" />} onClick={() => setCreating({ from: null })}>
            {t('roles.add')}
          </Button>
        )
      }
    >
      <div className="roles">
        <nav className="card roles-list" aria-label={t('nav.roles')}>
          <RoleGroup title={t('roles.own')} roles={own} all={roles} chosen={chosen} empty={t('roles.noneOwn')} />
          <RoleGroup title={t('roles.builtIn')} roles={builtIn} all={roles} chosen={chosen} />
        </nav>
        {chosen && (
          <RoleView
            key={chosen.id + chosen.version}
            role={chosen}
            roles={roles}
            registry={registry}
            other={other}
            onCompare={compare}
            onCopy={() => setCreating({ from: chosen })}
            onRenamed={(name) => setSearch({ role: name }, { replace: true })}
            onGone={() => setSearch({}, { replace: true })}
          />
        )}
      </div>
      {creating && (
        <RoleDrawer
          edited={null}
          from={creating.from}
          roles={roles}
          onClose={() => setCreating(null)}
          onSaved={(role) => setSearch({ role: role.name })}
        />
      )}
    </Page>
  );
}

interface GroupProps {
  readonly title: string;
  readonly roles: readonly Role[];
  readonly all: readonly Role[];
  readonly chosen: Role | undefined;
  readonly empty?: string;
}

function RoleGroup({ title, roles, all, chosen, empty }: GroupProps) {
  const { t } = useTranslation();
  const words = useRoleWords(all);
  const sorted = [...roles].sort((a, b) => words.title(a.name).localeCompare(words.title(b.name)));
  return (
    <section>
      <h2 className="section-title">{title}</h2>
      {roles.length === 0 && empty && <p className="muted roles-none">{empty}</p>}
      <ul>
        {sorted.map((role) => (
          <li key={role.id}>
            <Link to={`/roles?role=${role.name}`} replace className="roles-entry" aria-current={role === chosen ? 'true' : undefined}>
              <span>{words.title(role.name)}</span>
              {role.built_in && <LockKeyhole aria-hidden size="0.8125rem" />}
              <span className="muted number" title={t('roles.permissionCount', { count: role.permissions.length })}>
                {role.permissions.length}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
