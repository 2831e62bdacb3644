import { useTranslation } from 'react-i18next';
import { inOrder, missingOf, useLanguageName } from './languages';

/** The languages that a template has, its own first, and those of the workspace that it has not. */
export function LanguageMarks({ has, main }: { has: readonly string[]; main: string }) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const mark = (code: string, kind: 'main' | 'there' | 'missing') => (
    <li key={code} className={`language language-${kind}`} title={kind === 'missing' ? t('templates.missing', { language: nameOf(code) }) : nameOf(code)}>
      {kind === 'missing' && <span className="visually-hidden">{t('templates.missing', { language: '' })}</span>}
      {code}
    </li>
  );
  return (
    <ul className="languages">
      {inOrder(main, has).map((code) => mark(code, code === main ? 'main' : 'there'))}
      {missingOf(has).map((code) => mark(code, 'missing'))}
    </ul>
  );
}
