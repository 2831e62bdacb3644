import { Button, Input, Select } from 'antd';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SidePanel } from '@/ui/SidePanel';
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
  const [days, setDays] = useState(365);
  const change = useChange();
  const { problem } = change;

  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    await change.run(async () => {
      const expires = days > 0 ? { expires_at: new Date(Date.now() + days * day).toISOString() } : {};
      onMade(await create({ name: name.trim(), description: description.trim(), roles: chosen, ...expires }));
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
          options={(roles.data ?? []).map((role) => ({ value: role.name, label: t(`role.${role.name}`, { defaultValue: role.name.replaceAll('_', ' ') }), title: role.description }))}
          onChange={(values: string[]) => setChosen(values)}
        />
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
        <Button type="primary" htmlType="submit" loading={change.busy} disabled={!name.trim()}>
          {t('serviceAccounts.make')}
        </Button>
      </form>
    </SidePanel>
  );
}
