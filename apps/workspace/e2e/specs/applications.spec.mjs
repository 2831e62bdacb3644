// Applications where people sign in with their account here: who they are, what to set in them, and taking it back.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, settled, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';
const at = (key) => `/applications?application=01a20109-8019-7c37-a4df-0000000000${key}`;

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['applications-full', 'admin', '/applications', row],
  ['applications-details', 'admin', at('c1'), '.application-recipe'],
  ['applications-public', 'admin', at('c2'), '.application-facts'],
  ['applications-new', 'admin', '/applications?add=1', '.drawer .check'],
  ['applications-faults', 'admin', '/applications?add=1', '.drawer .check', async (page) => {
    await page.getByLabel('Where people are sent back to').fill('http://portal.example.com/callback');
    await button(page, 'Add application').last().click();
    await page.waitForSelector('.field-error');
  }],
  ['applications-rotate', 'admin', at('c1'), '.application-recipe', (page) => button(page, 'Make a new secret').click().then(() => page.waitForSelector('.confirm'))],
  ['applications-remove', 'admin', at('c1'), '.application-recipe', (page) => button(page, 'Delete').click().then(() => page.waitForSelector('.confirm'))],
  ['applications-empty', 'empty', '/applications', '.notice'],
  ['applications-loading', 'slow', '/applications', '.skeleton'],
  ['applications-error', 'broken', '/applications', '[role=alert] .notice'],
  ['applications-no-permission', 'viewer', '/applications', '.notice'],
];
const pictured = new Set(['applications-full', 'applications-details', 'applications-new']);
looksRight('applications', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set([...pictured, 'applications-faults', 'applications-remove']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: pictured },
  ],
});

fitsInLanguages('applications', { platform, who: 'admin', pages: [['applications', at('c1'), '.application-recipe']] });

describe('the applications of a company', { skip: real ? 'changes the applications of the server' : false }, () => {
  it('are added by keyboard, with a secret that is shown once', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/applications');
    await button(page, 'Add an application').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.drawer .check');
    await page.keyboard.type('Recipe book');
    await page.getByLabel('Where people are sent back to').fill('https://recipes.example.com/callback\nhttps://recipes.example.com/again');
    await page.getByLabel('Company and roles').focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Name', { exact: true }).first().press('Enter');
    await page.getByText('ffo_').waitFor();
    await settled(page);
    await picture(page, 'applications-secret-light');
    await button(page, 'I have kept it').click();
    await page.locator('.panel h2', { hasText: 'Recipe book' }).waitFor();
    assert.equal(await page.getByText('ffo_').count(), 0);
    assert.equal(await page.locator('.application-list code', { hasText: 'https://recipes.example.com/again' }).count(), 1);
    assert.match(await page.locator('.application-recipe pre').innerText(), /scopes = openid profile email foodflow/);
    await page.context().close();
  });

  it('are changed, get another secret and are deleted', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', at('c3'));
    await button(page, 'Change').click();
    await page.waitForSelector('.drawer .check');
    await page.getByLabel('What it is for').fill('Dashboards of energy and water');
    await button(page, 'Save').click();
    await page.locator('.panel', { hasText: 'Dashboards of energy and water' }).waitFor();
    await page.locator('.drawer').waitFor({ state: 'detached' });

    await button(page, 'Make a new secret').click();
    await page.locator('.confirm').getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('ffo_').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.facts', { hasText: '…xMkS' }).waitFor();
    await page.locator('.facts', { hasText: '…Qq12 works until' }).waitFor();

    await button(page, 'Switch off').click();
    await page.locator('.confirm').getByRole('button', { name: 'Switch off' }).click();
    await page.locator('.panel .pill', { hasText: 'Switched off' }).waitFor();
    await button(page, 'Switch on').click();
    await page.locator('.panel .pill', { hasText: 'Switched off' }).waitFor({ state: 'detached' });

    await button(page, 'Delete').click();
    await button(page, 'Delete 1 application').click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.getByText('Cold store dashboards').count(), 0);
    await page.context().close();
  });

  it('are read only for those who may not change them', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'brand', at('c1'));
    await page.waitForSelector('.application-recipe');
    for (const name of ['Add an application', 'Change', 'Make a new secret', 'Delete']) assert.equal(await button(page, name).count(), 0, name);
    await page.context().close();
  });
});
