import { Button, Input } from 'antd';
import { ImageUp, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { contrast, parseHex } from '@/theme/colour';
import { defaultBrand } from '@/theme/tokens';
import { ChangeProblem } from '@/ui/Dialogs';
import { Field, TextField } from '@/ui/Field';
import { usePermission } from '@/ui/permissions';
import { ReadOnly } from '@/ui/ReadOnly';
import { SaveBar } from '@/ui/SaveBar';
import { useChange } from '@/ui/useChange';
import { refreshOwn, useTenantChanges, type Tenant } from '../api/tenants';
import { BrandPreview } from './BrandPreview';
import { Section } from './Section';

/** What the company is called and looks like, seen while one chooses. */
export function Settings({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const mayWrite = usePermission('tenant:write');
  const changes = useTenantChanges();
  const change = useChange();
  const before = tenant.branding.primary_color ?? '';
  const [name, setName] = useState(tenant.name);
  const [colour, setColour] = useState(before);
  const hex = parseHex(colour) ? (colour.startsWith('#') ? colour : `#${colour}`).toLowerCase() : null;
  const changed = Number(name.trim() !== tenant.name) + Number((hex ?? colour) !== before.toLowerCase());
  const save = (): Promise<boolean> =>
    change.run(async () => {
      await changes.change(tenant, { name: name.trim(), primary_color: (hex ?? colour) || null });
      await refreshOwn();
    });
  return (
    <>
      <Section title={t('brand.title')} text={t('brand.text')} actions={!mayWrite && <ReadOnly />}>
        <fieldset className="brand" disabled={!mayWrite}>
          <legend className="visually-hidden">{t('brand.title')}</legend>
          <div className="form">
            <TextField label={t('brand.name')} value={name} error={change.fault('name')} onChange={setName} />
            <Colour value={colour} hex={hex} error={change.fault('primary_color')} onChange={setColour} />
            <Logo tenant={tenant} />
          </div>
          <BrandPreview name={name} colour={hex} logo={tenant.branding.logo_url ?? null} />
        </fieldset>
      </Section>
      {mayWrite && (
        <SaveBar
          changed={changed}
          change={change}
          note={t('brand.acts')}
          onSave={() => void save()}
          onDiscard={() => {
            setName(tenant.name);
            setColour(before);
          }}
        />
      )}
    </>
  );
}

interface ColourProps {
  readonly value: string;
  readonly hex: string | null;
  readonly error: string | null;
  readonly onChange: (colour: string) => void;
}

function Colour({ value, hex, error, onChange }: ColourProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const wrong = value !== '' && hex === null ? t('brand.noColour') : null;
  const ratio = contrast(hex ?? defaultBrand, '#ffffff');
  return (
    <Field
      label={t('brand.colour')}
      error={error ?? wrong}
      hint={t(ratio >= 4.5 ? 'brand.legible' : 'brand.darkened', { ratio: format.number(ratio) })}
    >
      {(attributes) => (
        <span className="brand-colour">
          <input type="color" aria-label={t('brand.pick')} value={hex ?? defaultBrand} onChange={(event) => onChange(event.target.value)} />
          <Input
            {...attributes}
            className="code"
            placeholder={defaultBrand}
            spellCheck={false}
            value={value}
            {...((error ?? wrong) && { status: 'error' as const })}
            onChange={(event) => onChange(event.target.value.trim())}
          />
          {value !== '' && <Button onClick={() => onChange('')}>{t('brand.standard')}</Button>}
        </span>
      )}
    </Field>
  );
}

const most = 256 * 1024;

function Logo({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const changes = useTenantChanges();
  const change = useChange();
  const mayWrite = usePermission('tenant:write');
  const [large, setLarge] = useState(false);
  const url = tenant.branding.logo_url;
  const put = async (image: File | undefined): Promise<void> => {
    if (!image) return;
    setLarge(image.size > most);
    if (image.size > most) return;
    await change.run(async () => {
      await changes.putLogo(tenant.id, image);
      await refreshOwn();
    });
  };
  const remove = async (): Promise<void> => {
    await change.run(async () => {
      await changes.removeLogo(tenant.id);
      await refreshOwn();
    });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t('brand.logo')}</label>
      <div className="brand-logo">
        {url ? <img src={url} alt={t('brand.logo')} /> : <span className="brand-logo-none" aria-hidden />}
        {mayWrite && (
          <>
            <Button icon={<ImageUp aria-hidden size="1em" />} loading={change.busy} onClick={() => file.current?.click()}>
              {t(url ? 'brand.replace' : 'brand.upload')}
            </Button>
            {url && (
              <Button icon={<Trash2 aria-hidden size="1em" />} onClick={() => void remove()}>
                {t('brand.remove')}
              </Button>
            )}
          </>
        )}
      </div>
      <input
        ref={file}
        id={id}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => {
          void put(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <span className={large ? 'field-error' : 'field-hint'}>{t(large ? 'brand.tooLarge' : 'brand.logoHint')}</span>
      <ChangeProblem problem={change.problem} />
    </div>
  );
}
