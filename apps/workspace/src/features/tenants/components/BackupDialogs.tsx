import { Input, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Confirm } from '@/ui/Dialogs';
import { TextField } from '@/ui/Field';
import { useUser } from '@/ui/permissions';
import { useChange } from '@/ui/useChange';
import { useTenantChanges, type Backup, type Restore, type Tenant } from '../api/tenants';

interface OfBackup {
  readonly tenant: Tenant;
  readonly backup: Backup;
  readonly onClose: () => void;
}

/** Puts a company back to an earlier time, or makes another one as it was then; asked for by its name. */
export function RestoreDialog({ tenant, backup, onClose }: OfBackup) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = useUser()?.tenant.id === tenant.id;
  const { startRestore } = useTenantChanges();
  const change = useChange();
  const [copy, setCopy] = useState(own);
  const [typed, setTyped] = useState('');
  const [slug, setSlug] = useState(`${tenant.slug}_then`);
  const [name, setName] = useState(tenant.name);
  const when = format.dateTime(backup.taken_at ?? backup.requested_at);
  const run = async (): Promise<void> => {
    if (await change.run(() => startRestore(tenant, backup.id, copy ? { slug: slug.trim(), name: name.trim() } : null))) onClose();
  };
  return (
    <Confirm
      title={t('restore.ask', { name: tenant.name, when })}
      verb={t(copy ? 'restore.verbCopy' : 'restore.verb')}
      danger={!copy}
      disabled={typed.trim() !== tenant.slug}
      change={change}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <Radio.Group value={copy} onChange={(event) => setCopy(event.target.value === true)} aria-label={t('restore.how')}>
        <Radio value={false} disabled={own}>
          {t('restore.replace')}
        </Radio>
        <Radio value={true}>{t('restore.copy')}</Radio>
      </Radio.Group>
      <p>{t(copy ? 'restore.copyText' : 'restore.replaceText')}</p>
      {copy && (
        <>
          <TextField label={t('tenant.slug')} code value={slug} error={change.fault('into.slug')} onChange={setSlug} />
          <TextField label={t('restore.name')} value={name} error={change.fault('into.name')} onChange={setName} />
        </>
      )}
      <Typed slug={tenant.slug} typed={typed} onTyped={setTyped} />
    </Confirm>
  );
}

/** Takes a restore back. */
export function UndoDialog({ tenant, restore, onClose }: { tenant: Tenant; restore: Restore; onClose: () => void }) {
  const { t } = useTranslation();
  const { undoRestore } = useTenantChanges();
  const change = useChange();
  const [typed, setTyped] = useState('');
  const run = async (): Promise<void> => {
    if (await change.run(() => undoRestore(tenant, restore.id))) onClose();
  };
  return (
    <Confirm title={t('restore.undoAsk', { name: tenant.name })} verb={t('restore.undo')} disabled={typed.trim() !== tenant.slug} change={change} onConfirm={() => void run()} onClose={onClose}>
      <p>{t('restore.undoText')}</p>
      <Typed slug={tenant.slug} typed={typed} onTyped={setTyped} />
    </Confirm>
  );
}

/** Removes one backup for good. */
export function RemoveBackupDialog({ tenant, backup, onClose }: OfBackup) {
  const { t } = useTranslation();
  const format = useFormat();
  const { removeBackup } = useTenantChanges();
  const change = useChange();
  const run = async (): Promise<void> => {
    if (await change.run(() => removeBackup(tenant.id, backup.id))) onClose();
  };
  return (
    <Confirm title={t('backup.removeAsk', { when: format.dateTime(backup.taken_at ?? backup.requested_at) })} verb={t('backup.remove')} change={change} onConfirm={() => void run()} onClose={onClose}>
      <p>{t('backup.removeText')}</p>
    </Confirm>
  );
}

function Typed({ slug, typed, onTyped }: { slug: string; typed: string; onTyped: (typed: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {t('tenant.typeName')} <code className="code">{slug}</code>
      </label>
      <Input id={id} className="code" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => onTyped(event.target.value)} />
    </div>
  );
}
