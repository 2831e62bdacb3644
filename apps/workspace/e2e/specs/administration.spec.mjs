// Users and roles: every state looks right to axe on every screen, and the work of whoever administers a company.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['users-full', 'admin', '/users', row],
  ['users-details', 'admin', '/users?user=user-quality', '.panel .facts'],
  ['users-why', 'admin', '/users?user=user-quality&why=1', '.why-row'],
  ['users-why-wildcard', 'admin', '/users?user=user-admin&why=1', '.why-wild'],
  ['users-add', 'admin', '/users', row, (page) => button(page, 'Add user').click().then(() => page.waitForSelector('.drawer .check'))],
  ['users-faults', 'admin', '/users', row, async (page) => {
    await button(page, 'Add user').click();
    await page.locator('.drawer').getByLabel('Email').fill('nobody');
    await page.locator('.drawer .sheet-foot').getByRole('button', { name: 'Add user' }).click();
    await page.waitForSelector('.field-error');
  }],
  ['users-delete', 'admin', '/users?q=fabian', row, async (page) => {
    await page.locator(row).first().click();
    await button(page, 'Delete').click();
    await page.waitForSelector('.confirm');
  }],
  ['users-read-only', 'quality', '/users?user=user-admin', '.panel .facts'],
  ['users-empty', 'empty', '/users', '.notice'],
  ['users-no-match', 'admin', '/users?q=nobody-like-this', '.notice'],
  ['users-loading', 'slow', '/users', '.skeleton'],
  ['users-error', 'broken', '/users', '[role=alert] .notice'],
  ['users-no-permission', 'viewer', '/users', '.notice'],
  ['roles-built-in', 'admin', '/roles?role=quality_manager', '.matrix'],
  ['roles-own', 'admin', '/roles?role=goods_in', '.matrix input'],
  ['roles-changed', 'admin', '/roles?role=goods_in', '.matrix input', async (page) => {
    await page.getByLabel('Users: Read').check();
    await page.getByLabel('Events: Capture').uncheck();
    await page.getByLabel('Jobs: Read').focus();
  }],
  ['roles-compared', 'admin', '/roles?role=recall_team&with=quality_manager', '.cell.diff-gone'],
  ['roles-new', 'admin', '/roles', '.matrix', (page) => button(page, 'New role').click().then(() => page.waitForSelector('.drawer form'))],
  ['roles-delete', 'admin', '/roles?role=goods_in', '.matrix', async (page) => {
    await button(page, 'Delete').click();
    await page.getByLabel('They have instead').waitFor();
  }],
  ['roles-read-only', 'quality', '/roles?role=recall_team', '.matrix'],
  ['roles-loading', 'slow', '/roles', '.skeleton'],
  ['roles-error', 'broken', '/roles', '[role=alert] .notice'],
  ['roles-no-permission', 'viewer', '/roles', '.notice'],
];
const everywhere = new Set(['users-full', 'users-details', 'users-why', 'users-add', 'roles-built-in', 'roles-changed', 'roles-compared']);
const looks = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark' },
  { name: 'tablet', theme: 'light', size: 'tablet', only: everywhere },
];

looksRight('administration', { platform, states, looks });

fitsInLanguages('administration', { platform, who: 'admin', pages: [['roles', '/roles?role=goods_in', '.matrix'], ['users', '/users?user=user-quality', '.panel .facts']] });

describe('administering', { skip: real ? 'changes the users of the server' : false }, () => {
  it('is absent without permission', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'viewer');
    assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0);
    assert.equal(await page.getByText('Administration').count(), 0);
    await page.context().close();
  });

  it('adds a user, gives another role, disables and deletes', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users');
    await button(page, 'Add user').click();
    await page.getByLabel('First name').fill('Nora');
    await page.getByLabel('Last name').fill('Steiner');
    await page.locator('.drawer').getByLabel('Email').fill('nora@alpenhof.example');
    await page.locator('.drawer input[type=password]').fill('a long password');
    await page.locator('.drawer').getByRole('checkbox', { name: /^Operator/ }).check();
    await page.locator('.drawer .sheet-foot').getByRole('button', { name: 'Add user' }).click();
    await page.locator('.panel h2', { hasText: 'Nora Steiner' }).waitFor();
    await page.locator('.panel .person-roles', { hasText: 'Operator' }).waitFor();

    await button(page, 'Edit').click();
    await page.locator('.drawer').getByRole('checkbox', { name: /^Planner/ }).check();
    await page.locator('.drawer').getByRole('checkbox', { name: /^Operator/ }).uncheck();
    await button(page, 'Save').click();
    await page.locator('.panel .person-roles', { hasText: 'Planner' }).waitFor();

    await button(page, 'Disable').click();
    await page.locator('.panel .pill', { hasText: 'Disabled' }).waitFor();
    await button(page, 'Enable').click();
    await page.locator('.panel .pill', { hasText: 'Active' }).waitFor();

    await button(page, 'Delete').click();
    await button(page, 'Delete 1 user').click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.getByText('nora@alpenhof.example').count(), 0);
    await page.context().close();
  });

  it('makes a role of its own by keyboard, changes it and lets it go', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/roles');
    await button(page, 'New role').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Night shift');
    assert.equal(await page.locator('.drawer').getByLabel('Name', { exact: true }).inputValue(), 'night_shift');
    await page.getByLabel('Begin with').selectOption('operator');
    await page.locator('.drawer').getByLabel('Title').press('Enter');
    await page.getByRole('heading', { name: 'Night shift' }).waitFor();

    const read = page.getByLabel('Users: Read');
    await read.focus();
    await page.keyboard.press('Space');
    await button(page, 'Save 1 change').click();
    await page.locator('.save-bar[data-on=false]').waitFor();
    assert.equal(await page.getByLabel('Users: Read').isChecked(), true);

    await button(page, 'Delete').click();
    await button(page, 'Delete role').click();
    await page.waitForSelector('.confirm', { state: 'detached' });
    assert.equal(await page.getByText('Night shift').count(), 0);
    await page.context().close();
  });

  it('moves the users of a role that goes', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/roles?role=recall_team');
    await button(page, 'Delete').click();
    await page.getByLabel('They have instead').selectOption('viewer');
    await button(page, 'Delete role').click();
    await page.waitForSelector('.confirm', { state: 'detached' });
    await page.goto(`${platform().url}/app/users?user=user-quality`);
    await page.locator('.panel .person-roles', { hasText: 'Viewer' }).waitFor();
    await page.context().close();
  });
});
