import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { scopeOf, useHoldChanges, type Hold, type HoldDraft, type ScopePart } from '../api/holds';

interface PlaceHoldProps {
  readonly onClose: () => void;
  readonly onPlaced: (hold: Hold) => void;
}

/** Where somebody says what has to be kept, and why. */
export function PlaceHold({ onClose, onPlaced }: PlaceHoldProps) {
  const { t } = useTranslation();
  const { place } = useHoldChanges();
  const change = useChange();
  const [draft, setDraft] = useState<HoldDraft>({ name: '', reason: '', everything: false, parts: {} });
  const put = (some: Partial<HoldDraft>): void => setDraft((now) => ({ ...now, ...some }));
  const part = (name: ScopePart) => ({
    label: t(`holds.part.${name}`),
    value: draft.parts[name] ?? '',
    error: change.fault(`scope.${name}`),
    onChange: (value: string) => put({ parts: { ...draft.parts, [name]: value } }),
  });
  const submit = async (): Promise<void> => {
    await change.run(async () => {
      onPlaced(await place(draft));
      onClose();
    });
  };
  const day = ({ label, value, error, onChange }: ReturnType<typeof part>) => (
    <Field label={label} error={error}>
      {(attributes) => <Input {...attributes} type="date" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
  return (
    <FormDrawer
      title={t('holds.place')}
      subtitle={t('holds.placeText')}
      verb={t('holds.place')}
      change={change}
      unready={draft.name.trim() === '' || draft.reason.trim() === '' || Object.keys(scopeOf(draft)).length === 0}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label={t('holds.name')} hint={t('holds.nameHint')} value={draft.name} onChange={(name) => put({ name })} error={change.fault('name')} />
      <TextField label={t('audit.reason')} value={draft.reason} onChange={(reason) => put({ reason })} error={change.fault('reason')} />
      <fieldset className="fieldset">
        <legend>{t('holds.scope')}</legend>
        {[true, false].map((everything) => (
          <label key={String(everything)} className="check">
            <input type="radio" name="scope" checked={draft.everything === everything} onChange={() => put({ everything })} />
            <span className="check-title">{t(everything ? 'holds.everything' : 'holds.some')}</span>
            <span className="check-text">{t(everything ? 'holds.everythingText' : 'holds.someText')}</span>
          </label>
        ))}
      </fieldset>
      {!draft.everything && (
        <>
          <div className="form-pair">
            <TextField {...part('resource_type')} code hint="node, user, capture" />
            <TextField {...part('resource_id')} code />
          </div>
          <TextField {...part('site')} code />
          <TextField {...part('person')} code hint={t('holds.personHint')} />
          <div className="form-pair">
            {day(part('from'))}
            {day(part('to'))}
          </div>
        </>
      )}
    </FormDrawer>
  );
}
