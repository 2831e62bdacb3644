import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const asked = /^(.*\/locales\/\w+\.json)\?(first|rest)$/;

/** Halves a language file: `en.json?first` has those of its top-level keys that are in `first`, `en.json?rest` all others. */
export function halvedTexts(first: readonly string[]): Plugin {
  return {
    name: 'halved-texts',
    load: {
      filter: { id: asked },
      async handler(id) {
        const [, file, part] = asked.exec(id) ?? [];
        if (!file) return null;
        this.addWatchFile(file);
        const texts = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
        const half = Object.entries(texts).filter(([key]) => first.includes(key) === (part === 'first'));
        return { code: `export default ${JSON.stringify(Object.fromEntries(half))}`, moduleType: 'js' };
      },
    },
  };
}
