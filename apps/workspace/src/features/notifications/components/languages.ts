import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '@/i18n';

/** Others that people write letters in; any that the platform knows may come in by its API. */
const others = ['bg', 'cs', 'da', 'de-AT', 'de-CH', 'el', 'en-GB', 'en-US', 'et', 'fi', 'fr-CA', 'fr-CH', 'hr', 'hu', 'it', 'lt', 'lv', 'nb', 'nl', 'pl', 'pt', 'pt-BR', 'ro', 'sk', 'sl', 'sr', 'sv', 'tr', 'uk', 'es-MX'];

/** The languages a template can be written in, those of the workspace first. */
export const writable: readonly string[] = [...languages, ...others];

/** Its main one first, those of the workspace in their order, then the others. */
export function inOrder(main: string, has: readonly string[]): readonly string[] {
  const place = (one: string): number => (one === main ? -1 : writable.includes(one) ? writable.indexOf(one) : writable.length);
  return [...new Set([main, ...has])].sort((a, b) => place(a) - place(b));
}

/** Languages of the workspace that a template has no texts in. */
export const missingOf = (has: readonly string[]): readonly string[] => languages.filter((one) => !has.some((two) => two === one || two.startsWith(`${one}-`)));

/** What a language is called in the one that is spoken here. */
export function useLanguageName(): (code: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language', fallback: 'code' });
    return (code) => {
      const name = names.of(code) ?? code;
      return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
    };
  }, [i18n.language]);
}
