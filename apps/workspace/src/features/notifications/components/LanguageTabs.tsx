import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AddFilter } from '@/ui/FilterChips';
import { parts, type TemplateForm } from '../api/templates';
import { inOrder, missingOf, useLanguageName, writable } from './languages';

interface LanguageTabsProps {
  readonly form: TemplateForm;
  readonly language: string;
  /** Languages that the server found something wrong in. */
  readonly refused: readonly string[];
  readonly readOnly: boolean;
  readonly onChoose: (language: string) => void;
  readonly onChange: (part: Partial<TemplateForm>) => void;
}

/** The languages of a template: which there are, which is taken where none fits, and which are missing or not translated yet. */
export function LanguageTabs({ form, language, refused, readOnly, onChoose, onChange }: LanguageTabsProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const main = form.default_language;
  const there = inOrder(main, Object.keys(form.texts));
  const untranslated = (one: string): boolean => one !== main && parts.every((part) => form.texts[one]?.[part] === form.texts[main]?.[part]);
  const add = (one: string): void => {
    // Begun with the words of the main language, so that all places for data are there.
    onChange({ texts: { ...form.texts, [one]: form.texts[main]! } });
    onChoose(one);
  };
  const remove = (): void => {
    onChange({ texts: Object.fromEntries(Object.entries(form.texts).filter(([one]) => one !== language)) });
    onChoose(main);
  };
  return (
    <div className="language-bar">
      <div className="language-tabs" role="group" aria-label={t('templates.languages')}>
        {there.map((one) => (
          <button key={one} type="button" className="language-tab" aria-pressed={one === language} onClick={() => onChoose(one)}>
            {nameOf(one)}
            {one === main && <span className="language-note">{t('templates.main')}</span>}
            {refused.includes(one) ? (
              <span className="language-note language-wrong">{t('templates.wrongHere')}</span>
            ) : (
              untranslated(one) && <span className="language-note language-open">{t('templates.untranslated')}</span>
            )}
          </button>
        ))}
        {!readOnly && missingOf(there).map((one) => (
          <button key={one} type="button" className="language-tab language-add" title={t('templates.missing', { language: nameOf(one) })} onClick={() => add(one)}>
            + {nameOf(one)}
          </button>
        ))}
        {!readOnly && (
          <AddFilter
            label={t('templates.otherLanguage')}
            choices={writable.filter((one) => !there.includes(one) && !missingOf(there).includes(one)).map((value) => ({ value, label: nameOf(value) }))}
            onAdd={add}
          />
        )}
      </div>
      {!readOnly && language !== main && (
        <div className="language-actions">
          <button type="button" className="text-button" onClick={() => onChange({ default_language: language })}>
            {t('templates.makeMain')}
          </button>
          <button type="button" className="text-button" onClick={remove}>
            <Trash2 aria-hidden size="0.875em" /> {t('templates.removeLanguage', { language: nameOf(language) })}
          </button>
        </div>
      )}
    </div>
  );
}
