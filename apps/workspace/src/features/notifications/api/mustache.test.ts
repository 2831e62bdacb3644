import { describe, expect, it } from 'vitest';
import { Budget, escapeHtml, parse, render, TemplateFault, type Data } from './mustache';

const rendered = (template: string, data: string): string => render(template, JSON.parse(data) as Data, (value) => value.replaceAll('<', '&lt;'));

function fault(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateFault) return `${error.fault} ${error.line} ${error.tag}`.trim();
    throw error;
  }
  return 'none';
}

// The same as the server's own (MustacheTest), after the language's manual and its specification.
describe('a template', () => {
  it.each([
    ['Hello', '{}', 'Hello'],
    ['Hello {{name}}, {{ name }}!', '{"name":"Anna"}', 'Hello Anna, Anna!'],
    ['{{n}} kg, {{ok}}', '{"n":1.5,"ok":true}', '1.5 kg, true'],
    ['{{text}}', '{"text":"<b>{{n}}"}', '&lt;b>{{n}}'],
    ['a{{! a comment }}b', '{}', 'ab'],
    ['{{#lots}}[{{code}}]{{/lots}}', '{"lots":[{"code":"A"},{"code":"B"}]}', '[A][B]'],
    ['{{#lots}}{{.}};{{/lots}}', '{"lots":[1,2]}', '1;2;'],
    ['{{#lots}}x{{/lots}}{{^lots}}none{{/lots}}', '{"lots":[]}', 'none'],
    ['{{#held}}held{{/held}}{{^held}}free{{/held}}', '{"held":false}', 'free'],
    ['{{#held}}held{{/held}}', '{"held":true}', 'held'],
    ['{{#note}}({{.}}){{/note}}', '{"note":""}', ''],
    ['{{#note}}({{.}}){{/note}}', '{"note":"x"}', '(x)'],
    ['{{lot.product.name}}', '{"lot":{"product":{"name":"Milk"}}}', 'Milk'],
    ['{{#lot}}{{code}} of {{plant}}{{/lot}}', '{"lot":{"code":"A"},"plant":"P"}', 'A of P'],
    ['{{#a}}{{#b}}{{x}}{{y}}{{/b}}{{/a}}', '{"a":{"x":1},"b":[{"y":2},{"y":3}]}', '1213'],
    ['{{n}}', '{"n":12345678.9}', '12345678.9'],
    ['{{n}}', '{"n":0.0005}', '0.0005'],
    ['{{n}}', '{"n":-2.5e-8}', '-0.000000025'],
    ['{{n}}', '{"n":-1e21}', '-1000000000000000000000'],
    ['{{#lots}}{{code}}{{/lots}}', '{"code":"OUTER","lots":[{}]}', 'OUTER'],
    ['} } { {', '{}', '} } { {'],
  ])('%s with %s is filled in', (template, data, expected) => {
    expect(rendered(template, data)).toBe(expected);
  });

  it.each([
    ['{{name', 'unended 1 {{'],
    ['{{#a}}x', 'unclosed 1 {{#a}}'],
    ['{{^a}}x', 'unclosed 1 {{^a}}'],
    ['x{{/a}}', 'unopened 1 {{/a}}'],
    ['{{#a}}{{/b}}', 'unopened 1 {{/b}}'],
    ['{{}}', 'tag 1 {{}}'],
    ['{{{name}}}', 'tag 1 {{{name}}'],
    ['{{& name}}', 'tag 1 {{& name}}'],
    ['{{> letter}}', 'tag 1 {{> letter}}'],
    ['{{=<% %>=}}', 'tag 1 {{=<% %>=}}'],
    ['{{a b}}', 'tag 1 {{a b}}'],
    ['{{a..b}}', 'tag 1 {{a..b}}'],
    ['a\nb\n{{#x}}\n', 'unclosed 3 {{#x}}'],
    ['{{#a}}'.repeat(11), 'deep 1 {{#a}}'],
    [`{{a${'.a'.repeat(10)}}}`, `name 1 {{a${'.a'.repeat(10)}}}`],
    [`{{${'a'.repeat(101)}}}`, `name 1 {{${'a'.repeat(40)}…}}`],
  ])('%s is none', (template, expected) => {
    expect(fault(() => parse(template))).toBe(expected);
  });

  it.each([
    ['{{lot}}', '{}'],
    ['{{lot}}', '{"lot":null}'],
    ['{{#lots}}{{code}}{{/lots}}', '{"code":"OUTER","lots":[{"code":null}]}'],
    ['{{#lots}}{{lot.code}}{{/lots}}', '{"lot":{"code":"OUTER"},"lots":[{"lot":{}}]}'],
    ['{{#lots}}{{.}}{{/lots}}', '{"lots":[null]}'],
    ['{{lot.code}}', '{"lot":"A","code":"B"}'],
    ['{{^lots}}{{/lots}}', '{}'],
    ['{{lot.length}}', '{"lot":"A"}'],
    ['{{constructor}}', '{}'],
    ['{{lots.length}}', '{"lots":[1]}'],
  ])('%s misses what is not in %s', (template, data) => {
    expect(fault(() => rendered(template, data))).toMatch(/^missing 1/);
  });

  it('names the line of what is missing', () => {
    expect(fault(() => rendered('a\n\n{{lot}}', '{}'))).toBe('missing 3 {{lot}}');
  });

  it('writes no objects and no lists', () => {
    expect(fault(() => rendered('{{lot}}', '{"lot":{}}'))).toBe('noText 1 {{lot}}');
    expect(fault(() => rendered('{{lot}}', '{"lot":[1]}'))).toBe('noText 1 {{lot}}');
  });

  it('is bounded in its work and its length', () => {
    const many = { a: Array.from({ length: 1000 }, () => 1) };
    expect(fault(() => render('{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}', many))).toMatch(/^tooLong/);
    expect(fault(() => render('{{#a}}{{.}}{{/a}}', { a: Array.from({ length: 1000 }, () => 'x'.repeat(1000)) }))).toMatch(/^tooLong/);
    const budget = new Budget();
    const items = { l: Array.from({ length: 20_000 }, () => 1) };
    for (let times = 0; times < 2; times++) render('{{#l}}{{.}}{{/l}}', items, undefined, budget);
    expect(fault(() => render('{{#l}}{{.}}{{/l}}', items, undefined, budget))).toMatch(/^tooLong/);
  });

  it('is escaped where it becomes HTML', () => {
    expect(render('<b>{{x}}</b>', { x: `<i>&"'` }, escapeHtml)).toBe('<b>&lt;i&gt;&amp;&quot;&#39;</b>');
  });
});
