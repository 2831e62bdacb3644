import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { LetterLanguage } from '@/ui/LetterLanguage';
import { useChange } from '@/ui/useChange';
import { planNames, usePlans, useTenantChanges, type PlanName, type Provisioned } from '../api/tenants';
import { slugOf } from '../api/words';

interface NewTenantDrawerProps {
  readonly onClose: () => void;
  readonly onMade: (made: Provisioned) => void;
}

/** Makes a company, whole or not at all, and invites its first administrator. */
export function NewTenantDrawer({ onClose, onMade }: NewTenantDrawerProps) {
  const { t, i18n } = useTranslation();
  const { create } = useTenantChanges();
  const change = useChange();
  const { data: plans } = usePlans();
  // One key for this drawer: sending again after a broken line makes no second company.
  const [key] = useState(() => crypto.randomUUID());
  const planId = useId();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string | null>(null);
  const [plan, setPlan] = useState<PlanName>('free');
  const [sandbox, setSandbox] = useState(false);
  const [email, setEmail] = useState('');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [language, setLanguage] = useState(i18n.language);
  const slug = ownSlug ?? slugOf(name);
  const fault = (field: string): string | null => change.fault(field) ?? change.fault(`administrator.${field}`);

  const send = async (): Promise<void> => {
    const administrator = { email, language, ...(first.trim() && { first_name: first.trim() }), ...(last.trim() && { last_name: last.trim() }) };
    await change.run(async () => onMade(await create({ slug, name: name.trim(), plan, sandbox, administrator }, key)));
  };

  /** A sandbox is filled with more than the free plan has room for. */
  const choose = (wanted: boolean): void => {
    setSandbox(wanted);
    if (wanted && plan === 'free') setPlan('pro');
  };
  return (
    <FormDrawer title={t('tenant.add')} subtitle={t('tenant.addText')} verb={t('tenant.make')} change={change} onSubmit={() => void send()} onClose={onClose}>
      <TextField label={t('brand.name')} value={name} error={change.fault('name')} onChange={setName} />
      <TextField code label={t('tenant.slug')} hint={t('tenant.slugHint')} value={slug} error={change.fault('slug')} onChange={setOwnSlug} />
      <div className="field">
        <label htmlFor={planId}>{t('company.plan')}</label>
        <select id={planId} className="select" value={plan} onChange={(event) => setPlan(event.target.value as PlanName)}>
          {planNames.map((one) => (
            <option key={one} value={one}>
              {plans?.find((known) => known.name === one)?.title ?? one}
            </option>
          ))}
        </select>
      </div>
      <label className="check">
        <input type="checkbox" checked={sandbox} onChange={(event) => choose(event.target.checked)} />
        <span className="check-title">{t('tenant.sandbox')}</span>
        <span className="check-text">{t('tenant.sandboxText')}</span>
      </label>
      <fieldset className="fieldset form">
        <legend>{t('tenant.administrator')}</legend>
        <TextField type="email" label={t('users.email')} value={email} error={fault('email')} onChange={setEmail} />
        <div className="form-pair">
          <TextField label={t('users.firstName')} hint={t('invite.nameHint')} value={first} error={fault('first_name')} onChange={setFirst} />
          <TextField label={t('users.lastName')} value={last} error={fault('last_name')} onChange={setLast} />
        </div>
        <LetterLanguage value={language} onChange={setLanguage} />
      </fieldset>
    </FormDrawer>
  );
}
