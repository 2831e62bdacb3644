import { describe, expect, it } from 'vitest';
import { blankTemplate, changesBetween, draftOf, filledIn, formOf, noTexts, placesOf, sampleOf } from './templates';

const texts = { subject: 'Lot {{lot.code}}', text: 'Held: {{#held}}{{.}} {{/held}}', html: '<b>{{lot.code}}</b>', short_text: '' };
const data = { lot: { code: '<A>' }, held: ['x', 'y'] };

describe('a template that is filled in', () => {
  it('escapes in HTML alone, and shortens to the subject', () => {
    expect(filledIn(texts, data)).toEqual({ subject: 'Lot <A>', text: 'Held: x y ', html: '<b>&lt;A&gt;</b>', short_text: 'Lot <A>', faults: {} });
  });

  it('says of each text what is wrong with it, and shows the others', () => {
    const filled = filledIn({ ...texts, subject: '{{lot.name}}' }, data);
    expect(filled.faults.subject?.fault).toBe('missing');
    expect(filled.text).toBe('Held: x y ');
    expect(filledIn({ ...texts, subject: '{{note}}' }, { ...data, note: ' \n' }).faults.subject?.fault).toBe('empty');
  });

  it('has a subject of one line that ends', () => {
    expect(filledIn({ ...texts, subject: '{{a}}' }, { ...data, a: 'x\n\ty' }).subject).toBe('x y');
    expect([...filledIn({ ...texts, subject: '{{a}}' }, { ...data, a: '🥛'.repeat(301) }).subject]).toHaveLength(300);
  });
});

describe('the data of a template', () => {
  it('is an object that keeps its digits', () => {
    expect(sampleOf('{"a":1}')).toEqual({ data: { a: 1 } });
    expect(sampleOf(' ')).toEqual({ data: {} });
    expect(sampleOf('{')).toEqual({ wrong: 'syntax' });
    expect(sampleOf('[1]')).toEqual({ wrong: 'object' });
    expect(sampleOf('{"sscc":340123450000000018}')).toEqual({ wrong: 'number' });
    expect(sampleOf('{"sscc":"340123450000000018","kg":0.1}')).toEqual({ data: { sscc: '340123450000000018', kg: 0.1 } });
  });

  it('has places that can be put into a text', () => {
    expect(placesOf({ lot: { code: 'A', tags: [] }, held: [{ code: 'A', kg: 2 }], open: true, note: null, 'a b': 1 })).toEqual([
      { name: 'lot.code', tag: '{{lot.code}}' },
      { name: 'lot.tags[]', tag: '{{#lot.tags}}{{.}} {{/lot.tags}}' },
      { name: 'held[]', tag: '{{#held}}{{code}} {{kg}} {{/held}}' },
      { name: 'open?', tag: '{{#open}} {{/open}}' },
    ]);
  });
});

describe('a template that is written', () => {
  it('counts what differs', () => {
    const before = blankTemplate('en');
    expect(changesBetween(before, before)).toBe(0);
    expect(changesBetween(before, { ...before, name: 'x', texts: { en: { ...noTexts, subject: 'a', text: 'b' }, de: noTexts } })).toBe(4);
  });

  it('leaves out what is empty', () => {
    const form = formOf({ name: 'a', default_language: 'en', texts: { en: { subject: 's', text: 't' } }, sample: {} });
    expect(draftOf(form, {})).toEqual({ name: 'a', default_language: 'en', sample: {}, texts: { en: { subject: 's', text: 't' } } });
  });
});
