import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof languages)[number];

/** Each language calls itself by its own name. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
};

type Part = 'first' | 'rest';
type Load = () => Promise<{ default: object }>;

/** One file a language, halved when it is built: see `first.ts`. */
const load: Readonly<Record<Language, Readonly<Record<Part, Load>>>> = {
  en: { first: () => import('./locales/en.json?first'), rest: () => import('./locales/en.json?rest') },
  de: { first: () => import('./locales/de.json?first'), rest: () => import('./locales/de.json?rest') },
  fr: { first: () => import('./locales/fr.json?first'), rest: () => import('./locales/fr.json?rest') },
  es: { first: () => import('./locales/es.json?first'), rest: () => import('./locales/es.json?rest') },
};

const kept = 'foodflow.language';

function isLanguage(text: string | null | undefined): text is Language {
  return languages.some((language) => language === text);
}

/** The language the person chose here, else the first of the browser's that we speak, else English. */
function preferred(): Language {
  const chosen = localStorage.getItem(kept);
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

const there = new Set<string>();
let needed: readonly Part[] = ['first'];

const missing = (language: Language): readonly Part[] => needed.filter((part) => !there.has(`${language} ${part}`));

/** Loads what is needed of a language, also what comes to be needed meanwhile. */
async function complete(language: Language): Promise<void> {
  for (let parts = missing(language); parts.length > 0; parts = missing(language)) {
    const texts = await Promise.all(parts.map((part) => load[language][part]()));
    texts.forEach((one) => i18n.addResourceBundle(language, 'translation', one.default, true));
    parts.forEach((part) => there.add(`${language} ${part}`));
  }
}

/** Loads the first page's texts of one language before the first paint; the rest and the other languages come when needed. */
export async function startI18n(): Promise<void> {
  const language = preferred();
  document.documentElement.lang = language;
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await complete(language);
}

/** Loads all texts of the language spoken now; from then on a language is changed as a whole. */
export async function loadRest(): Promise<void> {
  needed = ['first', 'rest'];
  const speaking = (): Language => (isLanguage(i18n.language) ? i18n.language : 'en');
  while (missing(speaking()).length > 0) await complete(speaking());
}

export async function changeLanguage(language: Language): Promise<void> {
  await complete(language);
  localStorage.setItem(kept, language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

export { i18n };
