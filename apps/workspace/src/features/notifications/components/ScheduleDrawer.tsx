import { ArrowUp, Plus, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, TextField } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { blankLayer, blankSchedule, draftOf, rotations, useOnCallChanges, type Layer, type LayerHours, type Schedule, type ScheduleDraft } from '../api/oncall';
import { weekdays } from '../api/preferences';
import { UserChoice } from './UserChoice';
import { ZoneField } from './ZoneField';

interface ScheduleDrawerProps {
  /** Null for a new one. */
  readonly schedule: Schedule | null;
  readonly onClose: () => void;
  readonly onSaved: (schedule: Schedule) => void;
}

const layerFields = ['name', 'people', 'rotation', 'shift_hours', 'starts_on', 'handover', 'ends_on', 'hours'] as const;
type FaultOf = (field: string) => string | null;

/** Who takes turns, how often, and when. */
export function ScheduleDrawer({ schedule, onClose, onSaved }: ScheduleDrawerProps) {
  const { t } = useTranslation();
  const { save } = useOnCallChanges();
  const [draft, setDraft] = useState<ScheduleDraft>(() => (schedule ? draftOf(schedule) : blankSchedule()));
  const change = useChange();
  const put = (part: Partial<ScheduleDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const layer = (index: number, part: Partial<Layer>): void => put({ layers: draft.layers.map((one, n) => (n === index ? { ...one, ...part } : one)) });
  // What the fields below show need not be said above them, too.
  draft.layers.forEach((_, n) => layerFields.forEach((field) => change.fault(`layers[${n}].${field}`)));
  return (
    <FormDrawer
      title={t(schedule ? 'oncall.edit' : 'oncall.add')}
      verb={t(schedule ? 'dialog.save' : 'oncall.add')}
      change={change}
      onSubmit={() => void change.run(async () => onSaved(await save(schedule, draft)))}
      onClose={onClose}
    >
      <TextField label={t('channels.name')} hint={t('oncall.nameHint')} value={draft.name} error={change.fault('name')} onChange={(name) => put({ name })} />
      <ZoneField zone={draft.zone} error={change.fault('zone')} onChange={(zone) => put({ zone })} />
      {draft.layers.map((one, index) => (
        <fieldset key={index} className="fieldset step">
          <legend>
            {t('oncall.layer', { number: index + 1 })}
            <span className="layer-actions">
              {index > 0 && (
                <button type="button" className="icon-button" aria-label={t('oncall.layerUp', { number: index + 1 })} onClick={() => put({ layers: swapped(draft.layers, index) })}>
                  <ArrowUp aria-hidden size="1rem" />
                </button>
              )}
              {draft.layers.length > 1 && (
                <button type="button" className="icon-button" aria-label={t('oncall.layerRemove', { number: index + 1 })} onClick={() => put({ layers: draft.layers.filter((_, n) => n !== index) })}>
                  <Trash2 aria-hidden size="1rem" />
                </button>
              )}
            </span>
          </legend>
          <LayerFields layer={one} faultOf={(field) => change.fault(`layers[${index}].${field}`)} onChange={(part) => layer(index, part)} />
        </fieldset>
      ))}
      <button type="button" className="text-button" onClick={() => put({ layers: [...draft.layers, blankLayer()] })}>
        <Plus aria-hidden size="0.875em" /> {t('oncall.addLayer')}
      </button>
      <p className="field-hint">{t('oncall.layersHint')}</p>
    </FormDrawer>
  );
}

function swapped(layers: readonly Layer[], index: number): readonly Layer[] {
  const next = [...layers];
  [next[index - 1], next[index]] = [next[index]!, next[index - 1]!];
  return next;
}

function LayerFields({ layer, faultOf, onChange }: { layer: Layer; faultOf: FaultOf; onChange: (part: Partial<Layer>) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <TextField label={t('oncall.layerName')} value={layer.name} error={faultOf('name')} onChange={(name) => onChange({ name })} />
      <UserChoice chosen={layer.people} error={faultOf('people')} onChange={(people) => onChange({ people })} />
      <div className="form-pair">
        <Field label={t('oncall.rotation')} error={faultOf('rotation')}>
          {(attributes) => (
            <select {...attributes} className="select" value={layer.rotation} onChange={(event) => onChange({ rotation: rotations.find((one) => one === event.target.value) ?? 'weekly' })}>
              {rotations.map((one) => (
                <option key={one} value={one}>
                  {t(`oncall.rotationOf.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {layer.rotation === 'custom' ? (
          <TextField label={t('oncall.shiftHours')} value={String(layer.shift_hours ?? 12)} error={faultOf('shift_hours')} onChange={(text) => onChange({ shift_hours: Number(text.replace(/\D/g, '')) })} />
        ) : (
          <Moment label={t('oncall.handover')} type="time" value={layer.handover} error={faultOf('handover')} onChange={(handover) => onChange({ handover })} />
        )}
      </div>
      <div className="form-pair">
        <Moment label={t('oncall.startsOn')} type="date" value={layer.starts_on} error={faultOf('starts_on')} onChange={(starts_on) => onChange({ starts_on })} />
        <Moment label={t('oncall.endsOn')} type="date" value={layer.ends_on ?? ''} error={faultOf('ends_on')} onChange={(ends_on) => onChange({ ends_on: ends_on || null })} />
      </div>
      <Hours hours={layer.hours ?? []} fault={faultOf('hours')} onChange={(hours) => onChange({ hours })} />
    </>
  );
}

interface MomentProps {
  readonly label: string;
  readonly type: 'date' | 'time';
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (value: string) => void;
}

function Moment({ label, type, value, error, onChange }: MomentProps) {
  return (
    <Field label={label} error={error}>
      {(attributes) => <input {...attributes} type={type} className="select" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Parts of the week in which a layer counts; always where there are none. */
function Hours({ hours, fault, onChange }: { hours: readonly LayerHours[]; fault: string | null; onChange: (hours: readonly LayerHours[]) => void }) {
  const { t, i18n } = useTranslation();
  const put = (index: number, part: Partial<LayerHours>): void => onChange(hours.map((one, n) => (n === index ? { ...one, ...part } : one)));
  const shortName = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <>
      {hours.map((one, index) => (
        <div key={index} className="hours-row">
          <div className="role-chips" role="group" aria-label={t('oncall.days')}>
            {weekdays.map((day, n) => (
              <button
                key={day}
                type="button"
                className="chip chip-toggle"
                aria-pressed={one.weekdays.includes(day)}
                onClick={() => put(index, { weekdays: weekdays.filter((each) => (each === day ? !one.weekdays.includes(day) : one.weekdays.includes(each))) })}
              >
                {shortName.format(new Date(Date.UTC(2024, 0, 1 + n)))}
              </button>
            ))}
          </div>
          <input type="time" className="select" aria-label={t('hearing.from')} value={one.from} onChange={(event) => put(index, { from: event.target.value })} />
          <input type="time" className="select" aria-label={t('hearing.to')} value={one.to} onChange={(event) => put(index, { to: event.target.value })} />
          <button type="button" className="icon-button" aria-label={t('oncall.hoursRemove')} onClick={() => onChange(hours.filter((_, n) => n !== index))}>
            <X aria-hidden size="1rem" />
          </button>
        </div>
      ))}
      {fault && <span className="field-error">{fault}</span>}
      <button type="button" className="text-button" onClick={() => onChange([...hours, { weekdays: weekdays.slice(0, 5), from: '08:00', to: '18:00' }])}>
        <Plus aria-hidden size="0.875em" /> {t('oncall.addHours')}
      </button>
    </>
  );
}
