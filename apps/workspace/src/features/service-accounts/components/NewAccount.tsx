import { Button, Input, Select } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleSites } from '@/api/people';
import { SidePanel } from '@/ui/SidePanel';
import { lacksSites, sitesOfGiven, withSitesOf } from '@/ui/roleSites';
import { SitesChoice } from '@/ui/Sites';
import { useChange } from '@/ui/useChange';
import { create, useRoleNames, type Keyed } from '../api';

const day = 86_400_000;

/** A machine to be: a name, what it is for, what it may do, until when. */
export function NewAccount({ onMade, onClose }: { onMade: (keyed: Keyed) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const roles = useRoleNames(true);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [sites, setSites] = useState<RoleSites>({});
  const [days, setDays] = useState(365);
  const change = useChange();
  const title = (role: string): string => t(`role.${role}`, { defaultValue: role.replaceAll('_', ' ') });
  const { problem } = change;
  const ready = name.trim() !== '' && !lacksSites(sites);

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    await change.run(async () => {
      const expires = days > 0 ? { expires_at: new Date(Date.now() + days * day).toISOString() } : {};
      onMade(await create({ name: name.trim(), description: description.trim(), roles: chosen, role_sites: sites, ...expires }));
    });
  };

  return (
    <SidePanel title={t('serviceAccounts.add')} onClose={onClose}>
      <form className="service-form" onSubmit={(event) => void submit(event)} noValidate>
        <label htmlFor="service-name">{t('serviceAccounts.name')}</label>
        <Input id="service-name" autoFocus required value={name} placeholder="ERP" onChange={(event) => setName(event.target.value)} />
        <label htmlFor="service-description">{t('serviceAccounts.description')}</label>
        <Input id="service-description" value={description} onChange={(event) => setDescription(event.target.value)} />
        <label htmlFor="service-roles">{t('serviceAccounts.roles')}</label>
        <Select
          id="service-roles"
          mode="multiple"
          aria-label={t('serviceAccounts.roles')}
          value={[...chosen]}
          loading={roles.isPending}
          options={(roles.data ?? []).map((role) => ({ value: role.name, label: title(role.name), title: role.description }))}
          onChange={(values: string[]) => {
            setChosen(values);
            setSites((now) => sitesOfGiven(values, now));
          }}
        />
        {chosen.map((role) => (
          <div key={role} className="service-sites">
            <span className="muted">{title(role)}</span>
            <SitesChoice role={role} title={title(role)} chosen={sites[role] ?? null} onChange={(at) => setSites((now) => withSitesOf(role, at, now))} />
          </div>
        ))}
        <label htmlFor="service-days">{t('serviceAccounts.expires')}</label>
        <Select
          id="service-days"
          aria-label={t('serviceAccounts.expires')}
          value={days}
          options={[30, 90, 365].map((value) => ({ value, label: t('serviceAccounts.days', { count: value }) })).concat({ value: 0, label: t('serviceAccounts.never') })}
          onChange={(value: number) => setDays(value)}
        />
        <div role="alert">
          {problem && <p className="service-problem">{problem.kind === 'name-taken' ? t('serviceAccounts.nameTaken') : (problem.fields[0]?.message ?? problem.message)}</p>}
        </div>
        <Button type="primary" htmlType="submit" loading={change.busy} disabled={!ready}>
          {t('serviceAccounts.make')}
        </Button>
      </form>
    </SidePanel>
  );
}
