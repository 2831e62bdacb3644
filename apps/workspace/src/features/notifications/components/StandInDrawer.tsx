import { Button } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { ChangeProblem } from '@/ui/Dialogs';
import { Field } from '@/ui/Field';
import { FormDrawer } from '@/ui/FormDrawer';
import { useChange } from '@/ui/useChange';
import { asInput, hourAt, mondayOf, useOnCallChanges, type OverrideDraft, type Schedule, type Shift } from '../api/oncall';

interface StandInDrawerProps {
  readonly schedule: Schedule;
  /** Null for the next twelve hours. */
  readonly time: Omit<OverrideDraft, 'user_id'> | null;
  /** The shift it was begun from, which may be one of somebody who stands in already. */
  readonly shift: Shift | null;
  readonly people: ReadonlyMap<string, string> | undefined;
  readonly nameOf: (id: string) => string;
  readonly onClose: () => void;
}

function nextHours(): Omit<OverrideDraft, 'user_id'> {
  const now = new Date();
  const monday = mondayOf(now);
  const from = hourAt(monday, (now.getTime() - monday.getTime()) / (7 * 86_400_000));
  return { from: from.toISOString(), to: new Date(from.getTime() + 12 * 3_600_000).toISOString() };
}

const momentOf = (input: string): string => {
  const moment = new Date(input);
  return Number.isNaN(moment.getTime()) ? input : moment.toISOString();
};

/** Has somebody stand in for whoever's turn it is, or ends that. */
export function StandInDrawer({ schedule, time, shift, people, nameOf, onClose }: StandInDrawerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { standIn, endStandIn } = useOnCallChanges();
  const [begun] = useState(() => time ?? nextHours());
  const [from, setFrom] = useState(asInput(new Date(begun.from)));
  const [to, setTo] = useState(asInput(new Date(begun.to)));
  const others = [...(people?.keys() ?? new Set(schedule.layers.flatMap((layer) => layer.people)))].filter((id) => id !== shift?.user_id);
  const [person, setPerson] = useState(others[0] ?? '');
  const change = useChange();
  const ending = useChange();
  return (
    <FormDrawer
      title={t('oncall.standIn')}
      subtitle={shift && `${nameOf(shift.user_id)}, ${format.dateTime(shift.from)} – ${format.dateTime(shift.to)}`}
      verb={t('oncall.standIn')}
      change={change}
      onSubmit={() => void change.run(() => standIn(schedule, { user_id: person, from: momentOf(from), to: momentOf(to) })).then((done) => done && onClose())}
      onClose={onClose}
    >
      {shift?.override_id && (
        <div className="stack">
          <p>{t('oncall.standsInFor', { name: nameOf(shift.user_id) })}</p>
          <Button danger icon={<Undo2 aria-hidden size="1em" />} loading={ending.busy} onClick={() => void ending.run(() => endStandIn(schedule, shift.override_id!)).then((done) => done && onClose())}>
            {t('oncall.end')}
          </Button>
          <ChangeProblem problem={ending.problem} />
        </div>
      )}
      <Field label={t('oncall.who')} error={change.fault('user_id')}>
        {(attributes) => (
          <select {...attributes} className="select" value={person} onChange={(event) => setPerson(event.target.value)}>
            {others.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="form-pair">
        <Field label={t('hearing.from')} error={change.fault('from')}>
          {(attributes) => <input {...attributes} type="datetime-local" className="select" value={from} onChange={(event) => setFrom(event.target.value)} />}
        </Field>
        <Field label={t('hearing.to')} error={change.fault('to')}>
          {(attributes) => <input {...attributes} type="datetime-local" className="select" value={to} onChange={(event) => setTo(event.target.value)} />}
        </Field>
      </div>
      <p className="muted">{t('oncall.standInText')}</p>
    </FormDrawer>
  );
}
