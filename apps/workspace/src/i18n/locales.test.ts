import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { first } from './first';
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import enFirst from './locales/en.json?first';
import enRest from './locales/en.json?rest';
import fr from './locales/fr.json';

type Texts = { readonly [key: string]: string | Texts };

function flat(texts: Texts, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') all.set(before + key, value);
    else flat(value, `${before}${key}.`).forEach((text, inner) => all.set(inner, text));
  }
  return all;
}

const plural = /_(zero|one|two|few|many|other)$/;
const languages = { en: flat(en), de: flat(de), fr: flat(fr), es: flat(es) };
const english = languages.en;
/** A key without its plural form; words that merely end like one (non_sellable_other) stay whole. */
const base = (key: string): string => {
  const start = key.replace(plural, '');
  return english.has(`${start}_one`) ? start : key;
};
const words = new Set([...english.keys()].map(base));

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.test.ts') ? [readFileSync(path, 'utf8')] : [];
  });
}

/** The sources that a module loads with itself: all that it imports, and not what it imports when needed. */
function loadedWith(path: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(path)) return seen;
  const code = readFileSync(path, 'utf8');
  seen.set(path, code);
  for (const [, from] of code.matchAll(/^(?:import|export)\b(?! type\b)[^;']*'((?:\.|@\/)[^']*)';/gm)) {
    const start = from!.startsWith('@/') ? join(root, from!.slice(2)) : join(dirname(path), from!);
    const file = ['.ts', '.tsx', '/index.ts'].map((end) => start + end).find((one) => existsSync(one));
    if (file) loadedWith(file, seen);
  }
  return seen;
}

/** The keys among the words that some code asks for. */
function askedBy(code: string): readonly string[] {
  const built = [...code.matchAll(/`((?:\w+\.)+)\$\{/g)].map((match) => match[1]!);
  return [...words].filter((key) => code.includes(`'${key}'`) || built.some((start) => key.startsWith(start)));
}

const root = join(import.meta.dirname, '..');

describe.each(Object.entries(languages))('the texts in %s', (language, texts) => {
  it('have the same keys as all others', () => {
    expect(new Set([...texts.keys()].map(base))).toEqual(words);
  });

  it('have every plural form that the language has', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of [...texts.keys()].filter((one) => base(one) !== one).map(base)) {
      for (const form of forms) expect(texts.has(`${key}_${form}`), `${key}_${form}`).toBe(true);
    }
  });

  it('fill in the same values', () => {
    const values = (text: string): string[] => [...text.matchAll(/{{(\w+)}}/g)].map((match) => match[1]!).sort();
    for (const [key, text] of texts) {
      const original = english.get(key) ?? english.get(key.replace('_many', '_other'))!;
      expect(values(text), key).toEqual(values(original));
    }
  });

  it('are calm and not empty', () => {
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/[!¡]/);
    }
  });
});

describe('the code', () => {
  const code = sources(root).join('\n');

  it('asks only for texts that exist', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([\w.]+)'/g)].map((match) => match[1]!);
    expect(asked.length).toBeGreaterThan(100);
    for (const key of asked) expect(words.has(key), key).toBe(true);
  });

  it('has no text that nobody asks for', () => {
    expect(askedBy(code)).toEqual([...words]);
  });
});

describe('the first page', () => {
  const loaded = loadedWith(join(root, 'main.tsx'));

  it('comes with the texts that it asks for, and with no others', () => {
    const top = askedBy([...loaded.values()].join('\n')).map((key) => key.split('.')[0]!);
    expect(loaded.size).toBeGreaterThan(20);
    expect([...first].sort()).toEqual([...new Set(top)].sort());
  });

  it('loads nothing later without its texts', () => {
    const own = [...loaded].filter(([, source]) => /\blazy\b[^;']*'react'/.test(source)).map(([path]) => path);
    expect(own).toEqual([join(root, 'i18n/lazy.ts')]);
    const bare = [...loaded].filter(([, source]) => /(?<!\blazy\(\(\) => )\bimport\(/.test(source)).map(([path]) => path);
    expect(bare).toEqual([join(root, 'i18n/index.ts')]);
  });

  it('and the rest are all texts together', () => {
    expect(Object.keys(enFirst).sort()).toEqual([...first].sort());
    expect({ ...enFirst, ...enRest }).toEqual(en);
  });
});
