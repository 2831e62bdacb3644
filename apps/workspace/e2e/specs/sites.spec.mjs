// Roles that hold at some sites only: what a plant manager sees, and how an administrator says where a role holds.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, looksRight, shared } from '../states.mjs';

const platform = shared();
const daniel = '/users?user=01980b0b-7c11-7aaa-8000-000000000004';
const trace = '/trace?lot=MP-2026-0412&dir=forward';

const states = [
  ['sites-trace', 'plant', `${trace}&show=graph`, '.node-outside', (page) => page.locator('.node-outside').first().focus()],
  ['sites-person', 'admin', daniel, '.panel .at-sites'],
  ['sites-person-edit', 'admin', daniel, '.panel .at-sites', (page) => button(page, 'Edit').click().then(() => page.locator('.sites-choice').first().scrollIntoViewIfNeeded())],
  ['sites-why', 'admin', `${daniel}&why=1`, '.why .at-sites'],
];
looksRight('sites', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['sites-trace', 'sites-person-edit']) },
    { name: 'tablet', size: 'tablet', only: new Set(['sites-trace', 'sites-person-edit']) },
  ],
});

describe('roles at sites', { skip: real ? 'needs the people of the mock' : false }, () => {
  it('shows a plant manager the plant, and that a trace goes on elsewhere', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'plant', trace);
    await page.getByText('Plant Rosenheim').first().waitFor();
    await page.waitForSelector('.node-outside');
    const words = await page.locator('.node-outside').first().textContent();
    assert.match(words, /Outside your sites/);
    assert.match(words, /leads? on/);
    await page.locator('.node-outside').first().click();
    assert.equal(await page.locator('.panel').count(), 0, 'of what is not seen there is nothing to open');
    assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0, 'administration is for those who may do it everywhere');
    await page.context().close();
  });

  it('says which plant beneath the longest name of a company, and of a lot that was elsewhere no more than that', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'plant', '/trace?lot=NO-SUCH-LOT');
    await page.getByText('Nothing with this code or identifier was at the sites that you see', { exact: false }).waitFor();
    await page.locator('.side-sites').waitFor();
    const seen = await page.evaluate(() => {
      document.querySelector('.side-tenant').textContent = 'The Union of the Dairies of Upper Bavaria and of the Allgäu';
      const { left, top, width, height } = document.querySelector('.side-sites').getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.side-sites') !== null;
    });
    assert.equal(seen, true);
    await page.context().close();
  });

  it('invites somebody at a chosen place', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users/invitations?invite=1');
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('Email').fill('petra@alpenhof.example');
    await drawer.getByLabel(/^Operator/).check();
    await drawer.getByRole('radio', { name: 'These sites' }).check();
    assert.equal(await button(page, 'Send invitation').isDisabled(), true, 'at these sites, and none chosen, is not everywhere');
    const places = page.waitForResponse((answer) => answer.url().includes('kind=location') && answer.url().includes('q=a'));
    await drawer.getByRole('combobox', { name: 'Sites of Operator' }).fill('a');
    await places;
    const first = page.locator('.ant-select-item-option').nth(1);
    const name = await first.innerText();
    await first.click();
    await page.keyboard.press('Escape');
    assert.equal(await drawer.getByRole('combobox', { name: 'Sites of Operator' }).getAttribute('aria-expanded'), 'false');
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/users/invitations'));
    await button(page, 'Send invitation').click();
    const body = (await sent).postDataJSON();
    assert.deepEqual(body.roles, ['operator']);
    assert.equal(body.role_sites.operator.length, 1, name);
    assert.match(body.role_sites.operator[0], /^https:|^urn:/);
    await page.context().close();
  });
});
