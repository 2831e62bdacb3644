import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { here } from '../api/zone';

interface ZoneFieldProps {
  readonly zone: string;
  readonly error: string | null;
  readonly onChange: (zone: string) => void;
}

/** A time zone: the browser's own first, then all that there are. */
export function ZoneField({ zone, error, onChange }: ZoneFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t('hearing.zone')} error={error}>
      {(attributes) => (
        <select {...attributes} className="select" value={zone} onChange={(event) => onChange(event.target.value)}>
          {[...new Set([zone, here(), ...Intl.supportedValuesOf('timeZone')])].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
