import { describe, expect, it } from 'vitest';
import { linesOf, type BuiltIn } from './builtIn';
import type { TemplateRow } from './templates';

const own = (name: string): TemplateRow => ({ id: name, name, default_language: 'en', languages: ['en'], changed_by: 'a', changed_at: '', version: 1 });
const builtIn = (name: string): BuiltIn => ({ name, events: [], default_language: 'en', texts: { en: { subject: 's', text: 't' }, de: { subject: 's', text: 't' } }, sample: {} });

describe('the list of templates', () => {
  it('has those of the platform among the own ones, and one line where a name is of both', () => {
    const lines = linesOf([own('z'), own('b')], [builtIn('b'), builtIn('a')]);
    expect(lines.map(({ name, own: mine, builtIn: theirs }) => [name, mine !== null, theirs !== null])).toEqual([['a', false, true], ['b', true, true], ['z', true, false]]);
    expect(lines.map(({ languages }) => languages.length)).toEqual([2, 1, 1]);
  });
});
