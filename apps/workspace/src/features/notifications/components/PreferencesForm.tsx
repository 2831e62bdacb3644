import { Select, Switch } from 'antd';
import { Bell, Check, Mail, Minus, Moon } from 'lucide-react';
import { useId, useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeysetList } from '@/api/refine';
import { Field } from '@/ui/Field';
import { SaveBar } from '@/ui/SaveBar';
import { StatusPill } from '@/ui/StateBadge';
import { useChange } from '@/ui/useChange';
import { severities, severityStatus, type Notification } from '../api/notifications';
import { byMail, changesBetween, formOf, shareOfDay, stretches, useSavePreferences, type Preferences, type PreferencesForm as Form, type QuietHours } from '../api/preferences';
import { here } from '../api/zone';
import { DigestRule } from './DigestRule';
import { ZoneField } from './ZoneField';

/** What comes by mail, what never does, and when nothing does that can wait. */
export function PreferencesForm({ preferences }: { preferences: Preferences }) {
  const { t } = useTranslation();
  const save = useSavePreferences();
  const before = formOf(preferences);
  const [form, setForm] = useState<Form>(before);
  const change = useChange();
  const changed = changesBetween(before, form);
  const put = (part: Partial<Form>): void => setForm((now) => ({ ...now, ...part }));
  return (
    <>
      <div className="hearing">
        <Rule title={t('hearing.mail')} text={t('hearing.mailText')}>
          <Matrix mail={form.mail} onChange={(mail) => put({ mail })} />
          {change.fault('mail') && <span className="field-error">{change.fault('mail')}</span>}
        </Rule>
        <Rule title={t('hearing.digest')} text={t('hearing.digestText')}>
          <DigestRule digest={form.digest} zone={form.quiet_hours?.zone ?? here()} fault={(field) => change.fault(`digest.${field}`)} onChange={(digest) => put({ digest })} />
        </Rule>
        <Rule title={t('hearing.quiet')} text={t('hearing.quietText')}>
          <Quiet hours={form.quiet_hours} fault={(field) => change.fault(`quiet_hours.${field}`)} onChange={(quiet_hours) => put({ quiet_hours })} />
        </Rule>
        <Rule title={t('hearing.muted')} text={t('hearing.mutedText')}>
          <Muted topics={form.muted_topics} fault={change.fault('muted_topics')} onChange={(muted_topics) => put({ muted_topics })} />
        </Rule>
      </div>
      <SaveBar changed={changed} change={change} note={t('hearing.note')} onSave={() => void change.run(() => save(preferences, form))} onDiscard={() => setForm(before)} />
    </>
  );
}

function Rule({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="card hearing-rule">
      <div>
        <h2>{title}</h2>
        <p className="muted">{text}</p>
      </div>
      <div className="hearing-control">{children}</div>
    </section>
  );
}

/** What matters how much, and where one hears of it. */
function Matrix({ mail, onChange }: { mail: Form['mail']; onChange: (mail: Form['mail']) => void }) {
  const { t } = useTranslation();
  return (
    <table className="hearing-matrix">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('notifications.severityTitle')}</span>
          </th>
          <th scope="col">
            <Bell aria-hidden size="1rem" /> {t('subscriptions.workspace')}
          </th>
          <th scope="col">
            <Mail aria-hidden size="1rem" /> {t('hearing.byMail')}
          </th>
        </tr>
      </thead>
      <tbody>
        {severities.map((severity, n) => (
          <tr key={severity}>
            <th scope="row">
              <StatusPill status={severityStatus[severity]}>{t(`notifications.severity.${severity}`)}</StatusPill>
            </th>
            <td>
              <Check aria-label={t('hearing.always')} role="img" size="1rem" />
            </td>
            <td>
              {severity === 'critical' ? (
                <span className="hearing-always">
                  <Check aria-hidden size="1rem" /> {t('hearing.always')}
                </span>
              ) : (
                <Switch
                  aria-label={t('hearing.mailOf', { severity: t(`notifications.severity.${severity}`) })}
                  checked={byMail(mail, severity)}
                  checkedChildren={<Check aria-hidden size="0.75rem" />}
                  unCheckedChildren={<Minus aria-hidden size="0.75rem" />}
                  onChange={(on) => onChange(on ? severity : severities[n - 1]!)}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface QuietProps {
  readonly hours: QuietHours | null;
  readonly fault: (field: 'from' | 'to' | 'zone') => string | null;
  readonly onChange: (hours: QuietHours | null) => void;
}

function Quiet({ hours, fault, onChange }: QuietProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className="hearing-switch">
        <Switch id={id} checked={hours !== null} onChange={(on) => onChange(on ? { zone: here(), from: '22:00', to: '06:00' } : null)} />
        <label htmlFor={id}>{t('hearing.quietOn')}</label>
      </div>
      {hours && (
        <>
          <Day hours={hours} />
          <div className="hearing-hours">
            {(['from', 'to'] as const).map((field) => (
              <Field key={field} label={t(`hearing.${field}`)} error={fault(field)}>
                {(attributes) => <input {...attributes} type="time" className="select" value={hours[field]} onChange={(event) => onChange({ ...hours, [field]: event.target.value })} />}
              </Field>
            ))}
            <ZoneField zone={hours.zone} error={fault('zone')} onChange={(zone) => onChange({ ...hours, zone })} />
          </div>
        </>
      )}
    </>
  );
}

/** The day as a band: quiet where it is dark, with a mark at what time it is there now. */
function Day({ hours }: { hours: QuietHours }) {
  const { t } = useTranslation();
  const now = shareOfDay(hours.zone, new Date());
  const at = (from: number, to = from): CSSProperties => ({ left: `${from * 100}%`, ...(to > from && { width: `${(to - from) * 100}%` }) });
  const quiet = stretches(hours);
  const silent = now !== null && quiet.some(([from, to]) => now >= from && now < to);
  return (
    <div className="day">
      <div className="day-band" aria-hidden>
        {quiet.map(([from, to]) => (
          <span key={from} className="day-quiet" style={at(from, to)}>
            <Moon size="0.875rem" />
          </span>
        ))}
        {now !== null && <i style={at(now)} />}
      </div>
      <div className="day-hours muted number" aria-hidden>
        {['00', '06', '12', '18', '24'].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
      <p className="muted">{t(silent ? 'hearing.quietNow' : 'hearing.loudNow')}</p>
    </div>
  );
}

interface MutedProps {
  readonly topics: readonly string[];
  readonly fault: string | null;
  readonly onChange: (topics: readonly string[]) => void;
}

/** Topics that stay in the workspace; offered are those that one was told of. */
function Muted({ topics, fault, onChange }: MutedProps) {
  const { t } = useTranslation();
  const { rows } = useKeysetList<Notification>('notifications', {});
  const known = [...new Set(rows.map(({ topic }) => topic))].sort();
  return (
    <Field label={t('hearing.topics')} hint={t('hearing.topicsHint')} error={fault}>
      {(attributes) => (
        <Select
          {...attributes}
          mode="tags"
          className="code"
          value={[...topics]}
          options={known.map((value) => ({ value, label: value }))}
          tokenSeparators={[',', ' ']}
          onChange={(chosen: string[]) => onChange(chosen)}
        />
      )}
    </Field>
  );
}
