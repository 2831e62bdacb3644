import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanation, usePerson, useRoles, type Explanation } from '@/api/people';
import { Drawer } from '@/ui/Dialogs';
import { ErrorState, Skeleton } from '@/ui/Feedback';
import { usePermission } from '@/ui/permissions';
import { usePermissionWords, useRoleWords } from '@/ui/roles';
import { Search } from '@/ui/Search';
import { AtSites } from '@/ui/Sites';

/** "Why can this person do this?": each permission with the roles that give it. */
export function WhyDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: person } = usePerson(id);
  const { data, error, refetch } = useExplanation(id);
  return (
    <Drawer
      title={person ? t('why.title', { name: `${person.first_name} ${person.last_name}` }) : t('users.why')}
      subtitle={data && <span className="muted">{t('why.count', { count: data.permissions.length })}</span>}
      onClose={onClose}
    >
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <Permissions why={data} /> : <Skeleton rows={10} />}
    </Drawer>
  );
}

type Source = Explanation['permissions'][number]['granted_by'][number];

function Permissions({ why }: { why: Explanation }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const words = usePermissionWords();
  const { data: roles } = useRoles(usePermission('role:read'));
  const roleWords = useRoleWords(roles);
  const title = ({ role, title: given }: Source): string => (roles ? roleWords.title(role) : given);
  const needle = text.toLowerCase();
  const shown = why.permissions.filter(
    ({ permission, granted_by }) =>
      permission.includes(needle) ||
      words.whole(permission).toLowerCase().includes(needle) ||
      granted_by.some((source) => title(source).toLowerCase().includes(needle)),
  );
  const resources = [...new Set(shown.map(({ permission }) => permission.split(':')[0]!))].sort((a, b) =>
    words.resource(a).localeCompare(words.resource(b)),
  );
  return (
    <div className="why">
      {why.status === 'disabled' && <p className="why-note">{t('why.disabled')}</p>}
      <Search value={text} label={t('why.search')} hint={t('why.searchHint')} onChange={setText} />
      {shown.length === 0 && <p className="muted">{t(why.permissions.length === 0 ? 'why.none' : 'why.noMatch')}</p>}
      {resources.map((resource) => (
        <section key={resource}>
          <h3>{words.resource(resource)}</h3>
          <ul>
            {shown
              .filter(({ permission }) => permission.split(':')[0] === resource)
              .map(({ permission, granted_by }) => (
                <li key={permission} className="why-row">
                  <span>
                    {words.action(permission.split(':')[1]!)} <code className="code muted">{permission}</code>
                  </span>
                  <ul className="why-roles">
                    {granted_by.map((source) => (
                      <li key={source.role_id + source.grant}>
                        <KeyRound aria-hidden size="0.875rem" />
                        {title(source)}
                        <AtSites sites={source.sites} />
                        {source.wildcard && (
                          <span className="why-wild">
                            {t('why.wildcard')} <code className="code">{source.grant}</code>
                          </span>
                        )}
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
