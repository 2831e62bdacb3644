import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '@/i18n';
import { Field } from '@/ui/Field';
import { digestOf, intervals, weekdays, type Digest } from '../api/preferences';
import { ZoneField } from './ZoneField';

interface DigestRuleProps {
  readonly digest: Digest | null;
  /** Where the person is, as far as is known. */
  readonly zone: string;
  readonly fault: (field: 'every' | 'at' | 'weekday' | 'zone' | 'language') => string | null;
  readonly onChange: (digest: Digest | null) => void;
}

/** Whether what is not critical comes by itself, or gathered into one mail. */
export function DigestRule({ digest, zone, fault, onChange }: DigestRuleProps) {
  const { t, i18n } = useTranslation();
  const group = useId();
  const put = (part: Partial<Digest>): void => onChange(digestOf({ zone, language: i18n.language, every: 'daily', ...digest, ...part }));
  return (
    <>
      <div className="digest-every" role="radiogroup" aria-label={t('hearing.digest')}>
        {([null, ...intervals] as const).map((every) => (
          <label key={every} className="check">
            <input type="radio" name={group} checked={(digest?.every ?? null) === every} onChange={() => (every === null ? onChange(null) : put({ every }))} />
            <span className="check-title">{t(`hearing.every.${every ?? 'once'}`)}</span>
          </label>
        ))}
      </div>
      {digest && (
        <div className="hearing-hours">
          {digest.every !== 'hourly' && (
            <Field label={t('hearing.at')} error={fault('at')}>
              {(attributes) => <input {...attributes} type="time" className="select" value={digest.at ?? ''} onChange={(event) => put({ at: event.target.value })} />}
            </Field>
          )}
          {digest.every === 'weekly' && (
            <Field label={t('hearing.weekday')} error={fault('weekday')}>
              {(attributes) => (
                <select {...attributes} className="select" value={digest.weekday ?? 'monday'} onChange={(event) => put({ weekday: weekdays.find((one) => one === event.target.value) ?? 'monday' })}>
                  {weekdays.map((one, n) => (
                    <option key={one} value={one}>
                      {new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + n)))}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <ZoneField zone={digest.zone} error={fault('zone')} onChange={(there) => put({ zone: there })} />
          <Field label={t('templates.language')} error={fault('language')}>
            {(attributes) => (
              <select {...attributes} className="select" value={digest.language ?? 'en'} onChange={(event) => put({ language: event.target.value })}>
                {languages.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {languageNames[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
      )}
    </>
  );
}
