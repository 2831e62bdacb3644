import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '@/i18n';
import { Field } from './Field';

/** In which language a letter is written. */
export function LetterLanguage({ value, onChange }: { value: string; onChange: (language: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('invite.language')}>
      {(attributes) => (
        <select {...attributes} className="select" value={value} onChange={(event) => onChange(event.target.value)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
