import { Input, InputNumber } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '@/ui/Dialogs';
import { Field, TextField } from '@/ui/Field';
import { useChange } from '@/ui/useChange';
import { useTenantChanges, type Tenant } from '../api/tenants';

interface DialogProps {
  readonly tenant: Tenant;
  readonly onClose: () => void;
}

/** Keeps a whole company out for a while. */
export function SuspendDialog({ tenant, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { suspend } = useTenantChanges();
  const change = useChange();
  const [reason, setReason] = useState('');
  const run = async (): Promise<void> => {
    if (await change.run(() => suspend(tenant.id, reason.trim()))) onClose();
  };
  return (
    <Confirm title={t('tenant.suspendTitle', { name: tenant.name })} verb={t('tenant.suspend')} disabled={reason.trim() === ''} change={change} onConfirm={() => void run()} onClose={onClose}>
      <p>{t('tenant.suspendText')}</p>
      <TextField label={t('tenant.reason')} hint={t('tenant.reasonHint')} value={reason} error={change.fault('reason')} onChange={setReason} />
    </Confirm>
  );
}

/** Erases a company after its export and some days of grace; asked for by its name, so that nobody does it by a slip. */
export function DeleteDialog({ tenant, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { remove } = useTenantChanges();
  const change = useChange();
  const [typed, setTyped] = useState('');
  const [days, setDays] = useState(7);
  const [reason, setReason] = useState('');
  const nameId = useId();
  const run = async (): Promise<void> => {
    if (await change.run(() => remove(tenant, days, reason.trim()))) onClose();
  };
  return (
    <Confirm title={t('tenant.deleteTitle', { name: tenant.name })} verb={t('tenant.deleteVerb')} disabled={typed.trim() !== tenant.slug} change={change} onConfirm={() => void run()} onClose={onClose}>
      <p>{t('tenant.deleteText')}</p>
      <div className="field">
        <label htmlFor={nameId}>
          {t('tenant.typeName')} <code className="code">{tenant.slug}</code>
        </label>
        <Input id={nameId} className="code" autoComplete="off" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <Field label={t('tenant.grace')} hint={t('tenant.graceHint')} error={change.fault('grace_days')}>
        {(attributes) => <InputNumber {...attributes} min={0} max={90} precision={0} value={days} onChange={(value) => setDays(value ?? 0)} />}
      </Field>
      <TextField label={t('tenant.reason')} value={reason} error={change.fault('reason')} onChange={setReason} />
    </Confirm>
  );
}
