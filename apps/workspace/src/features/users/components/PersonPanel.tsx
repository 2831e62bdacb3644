import { Button } from 'antd';
import { CircleHelp, KeyRound, Pencil, Trash2, UserRoundCheck, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePeopleChanges, usePerson, useRoles, type Person } from '@/api/people';
import { useFormat } from '@/i18n/format';
import { ChangeProblem, Confirm } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { HistoryLink } from '@/ui/HistoryLink';
import { usePermission, useUser } from '@/ui/permissions';
import { useRoleWords } from '@/ui/roles';
import { SidePanel } from '@/ui/SidePanel';
import { AtSites } from '@/ui/Sites';
import { useChange } from '@/ui/useChange';
import { useFocusBack } from '@/ui/useFocusBack';
import { PersonFactor, PersonSessions, PersonSignIns } from './PersonAccess';
import { PersonDrawer } from './PersonDrawer';
import { PersonStatus } from './PersonStatus';

interface PanelProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onWhy: () => void;
}

/** One user beside the list: who, as what, and what can be done about it. */
export function PersonPanel({ id, onClose, onWhy }: PanelProps) {
  const { data: person, error, refetch } = usePerson(id);
  useFocusBack();
  if (person) return <Known key={person.id} person={person} onClose={onClose} onWhy={onWhy} />;
  return (
    <SidePanel title="…" onClose={onClose}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton rows={6} height="1.75rem" />}
    </SidePanel>
  );
}

function Known({ person, onClose, onWhy }: { person: Person; onClose: () => void; onWhy: () => void }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('user:write');
  const maySeeSessions = usePermission('session:read');
  const maySeeSignIns = usePermission('sign_in:read');
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null);
  const changes = usePeopleChanges();
  const toggling = useChange();
  const removing = useChange();
  const own = useUser()?.id === person.id;
  const active = person.status === 'active';
  const name = `${person.first_name} ${person.last_name}`;
  const { email, first_name, last_name, roles } = person;

  const toggle = (): Promise<boolean> =>
    toggling.run(() => changes.changePerson(person, { email, first_name, last_name, roles, status: active ? 'disabled' : 'active' }));
  const remove = async (): Promise<void> => {
    if (await removing.run(() => changes.removePerson(person))) {
      setOpen(null);
      onClose();
    }
  };

  return (
    <SidePanel
      title={name}
      subtitle={<span className="muted">{email}</span>}
      onClose={onClose}
      foot={
        mayWrite && (
          <>
            <Button icon={<Pencil aria-hidden size="1em" />} onClick={() => setOpen('edit')}>
              {t('users.edit')}
            </Button>
            {!own && (
              <Button
                icon={active ? <UserRoundX aria-hidden size="1em" /> : <UserRoundCheck aria-hidden size="1em" />}
                loading={toggling.busy}
                onClick={() => void toggle()}
              >
                {t(active ? 'users.disable' : 'users.enable')}
              </Button>
            )}
            {!own && (
              <Button danger icon={<Trash2 aria-hidden size="1em" />} onClick={() => setOpen('delete')}>
                {t('users.delete')}
              </Button>
            )}
          </>
        )
      }
    >
      <ChangeProblem problem={toggling.problem} />
      <Facts person={person} />
      <HistoryLink type="user" id={person.id} />
      <section className="panel-section">
        <Button block icon={<CircleHelp aria-hidden size="1em" />} onClick={onWhy}>
          {t('users.why')}
        </Button>
      </section>
      <PersonFactor person={person} />
      {maySeeSessions && <PersonSessions person={person} />}
      {maySeeSignIns && <PersonSignIns person={person} />}
      {open === 'edit' && <PersonDrawer person={person} onClose={() => setOpen(null)} />}
      {open === 'delete' && (
        <Confirm
          title={t('users.deleteTitle', { name })}
          verb={t('users.deleteVerb')}
          change={removing}
          onConfirm={() => void remove()}
          onClose={() => setOpen(null)}
        >
          <p>{t('users.deleteText')}</p>
        </Confirm>
      )}
    </SidePanel>
  );
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayReadRoles = usePermission('role:read');
  const { data: roles } = useRoles(mayReadRoles);
  const words = useRoleWords(roles);
  return (
    <>
      <dl className="facts">
        <dt>{t('users.status')}</dt>
        <dd>
          <PersonStatus status={person.status} />
        </dd>
        <dt>{t('users.added')}</dt>
        <dd>{format.dateTime(person.created_at)}</dd>
        <dt>{t('users.changed')}</dt>
        <dd>{format.dateTime(person.updated_at)}</dd>
      </dl>
      <section className="panel-section">
        <h3>{t('users.roles')}</h3>
        {person.roles.length === 0 && <p className="muted">{t('users.noRoleText')}</p>}
        <ul className="person-roles">
          {person.roles.map((role) => (
            <li key={role}>
              <KeyRound aria-hidden size="0.9375rem" />
              {mayReadRoles ? <Link to={`/roles?role=${role}`}>{words.title(role)}</Link> : words.title(role)}
              <AtSites sites={person.role_sites?.[role]} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
