import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { events } from './events';

const root = join(import.meta.dirname, '../../../../../..');

describe('the events that are offered', () => {
  it('are records of the platform', () => {
    const sources = ['services', 'platform'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }));
    const names = new Set(sources.filter((path) => path.includes('/src/main/') && path.endsWith('.java')).map((path) => path.replace(/^.*\//, '').replace('.java', '')));
    for (const name of Object.values(events).flat()) expect(names.has(name), name).toBe(true);
  });
});
