import { useTranslation } from 'react-i18next';
import { partsOf, wordsOf } from '../api/words';

export interface Words {
  /** A kind of thing; one without a word of its own is spelled out. */
  type(name: string): string;
  /** What happened: in the reader's language where there are words for it, else as its name says. */
  action(name: string): string;
}

/** The words for what the trail names. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  return {
    type: (name) => t(`audit.type.${name}`, { defaultValue: wordsOf(name) }),
    action: (name) => {
      if (i18n.exists(`audit.said.${name}`)) return t(`audit.said.${name}`);
      const parts = partsOf(name);
      const known = parts !== null && i18n.exists(`audit.type.${parts.type}`) && i18n.exists(`audit.verb.${parts.verb}`);
      return known ? t('audit.did', { what: t(`audit.type.${parts.type}`), verb: t(`audit.verb.${parts.verb}`) }) : wordsOf(name);
    },
  };
}
