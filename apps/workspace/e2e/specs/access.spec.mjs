// Ways into a company: invitations, other people's sessions and second step, the account policy.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, settled, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['invitations-full', 'admin', '/users/invitations', row],
  ['invitations-mailed', 'admin', '/users/invitations?invitation=i1', '.panel .facts'],
  ['invitations-handed-over', 'admin', '/users/invitations?invitation=i3', '.panel .facts'],
  ['invitations-new', 'admin', '/users/invitations?invite=1', '.drawer .check'],
  ['invitations-faults', 'admin', '/users/invitations?invite=1', '.drawer .check', async (page) => {
    await page.locator('.drawer').getByLabel('Email').fill('nobody');
    await button(page, 'Send invitation').click();
    await page.waitForSelector('.field-error');
  }],
  ['invitations-taken', 'admin', '/users/invitations?invite=1', '.drawer .check', async (page) => {
    await page.locator('.drawer').getByLabel('Email').fill('quality@alpenhof.example');
    await button(page, 'Send invitation').click();
    await page.waitForSelector('.change-problem');
  }],
  ['invitations-revoke', 'admin', '/users/invitations?invitation=i2', '.panel .facts', (page) => button(page, 'Take back').click().then(() => page.waitForSelector('.confirm'))],
  ['invitations-read-only', 'quality', '/users/invitations?invitation=i4', '.panel .facts'],
  ['invitations-empty', 'empty', '/users/invitations', '.notice'],
  ['invitations-loading', 'slow', '/users/invitations', '.skeleton'],
  ['invitations-error', 'broken', '/users/invitations', '[role=alert] .notice'],
  ['invitations-no-permission', 'viewer', '/users/invitations', '.notice'],
  ['users-factor-off', 'admin', '/users?user=user-quality', '.panel .state-line', (page) => button(page, 'Take the second step off').click().then(() => page.waitForSelector('.confirm'))],
  ['users-end-sessions', 'admin', '/users?user=user-quality', '.panel .session-row', (page) => button(page, 'End 2 sessions').click().then(() => page.waitForSelector('.confirm'))],
  ['users-by-status', 'admin', '/users?status=disabled', row],
  ['policy', 'admin', '/policy', '.policy'],
  ['policy-locked-out', 'admin', '/policy', '.policy', async (page) => {
    await page.getByLabel('Everybody needs a second step').click();
    await page.getByLabel('End every session after some hours').click();
    await page.getByLabel('Networks', { exact: true }).fill('10.1.0.0/16\n203.0.113.0/24');
    await page.getByLabel('Email domains').fill('alpenhof.example');
    await page.getByText('You could not sign in again', { exact: false }).waitFor();
  }],
  ['policy-refused', 'admin', '/policy', '.policy', async (page) => {
    await page.getByLabel('Networks', { exact: true }).fill('10.1.0.0/16\nhead office');
    await button(page, 'Save 1 change').click();
    await page.waitForSelector('.save-bar .field-error');
  }],
  ['policy-loading', 'slow', '/policy', '.skeleton'],
  ['policy-read-only', 'empty', '/policy', '.policy'],
  ['policy-error', 'broken', '/policy', '[role=alert] .notice'],
  ['policy-no-permission', 'viewer', '/policy', '.notice'],
];
const pictured = new Set(['invitations-full', 'invitations-mailed', 'invitations-new', 'policy', 'policy-locked-out']);
const dark = new Set([...pictured, 'invitations-handed-over', 'invitations-faults', 'invitations-revoke', 'policy-refused']);
looksRight('access', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: dark },
    { name: 'tablet', theme: 'light', size: 'tablet', only: pictured },
  ],
});

fitsInLanguages('access', { platform, who: 'admin', pages: [['invitations', '/users/invitations?invitation=i1', '.panel .facts'], ['policy', '/policy', '.policy']] });

describe('letting people in', { skip: real ? 'changes the users of the server' : false }, () => {
  it('invites by keyboard, sends again and takes back', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users');
    await button(page, 'Invite').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.drawer .check');
    await page.keyboard.type('link.mueller@alpenhof.example');
    await page.locator('.drawer').getByRole('checkbox', { name: /^Operator/ }).focus();
    await page.keyboard.press('Space');
    await page.locator('.drawer').getByLabel('Email').press('Enter');
    await page.getByText(`${platform().url}/app/invitation#ffi_`).waitFor();
    await settled(page);
    await picture(page, 'invitations-link-light');
    await page.keyboard.press('Escape');
    await page.locator('.panel h2', { hasText: 'link.mueller@alpenhof.example' }).waitFor();
    await page.locator('.panel .person-roles', { hasText: 'Operator' }).waitFor();

    const first = new URL(page.url()).searchParams.get('invitation');
    await button(page, 'Make a new link').click();
    await page.getByText('/app/invitation#ffi_').waitFor();
    await button(page, 'I have it').click();
    await page.waitForSelector('.drawer', { state: 'detached' });
    assert.notEqual(new URL(page.url()).searchParams.get('invitation'), first);
    assert.equal(await page.locator(row, { hasText: 'link.mueller' }).count(), 1);

    await button(page, 'Take back').click();
    await button(page, 'Take back 1 invitation').click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.getByText('link.mueller@alpenhof.example').count(), 0);
    await page.context().close();
  });

  it('ends sessions of somebody and takes the second step off', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users?user=user-quality');
    await button(page, 'End: Chrome · Android').click();
    await page.waitForFunction(() => document.querySelectorAll('.session-row').length === 1);
    await button(page, 'End 1 session').click();
    await page.locator('.confirm').getByRole('button', { name: 'End 1 session' }).click();
    await page.getByText('Signed in nowhere now').waitFor();
    await button(page, 'Take the second step off').click();
    await page.locator('.confirm').getByRole('button', { name: 'Take the second step off' }).click();
    await page.waitForSelector('.panel .state-line-watch');
    assert.equal(await button(page, 'Take the second step off').count(), 0);
    await page.context().close();
  });

  it('shows those of one status, as a link', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users');
    await page.waitForSelector(row);
    await button(page, 'Status').click();
    await page.getByRole('menuitem', { name: 'Disabled' }).click();
    await page.waitForFunction(() => document.querySelectorAll('tr[data-index]').length === 2);
    assert.match(page.url(), /status=disabled/);
    await page.context().close();
  });

  it('saves a policy that lets its author in, and says when it acts', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/policy');
    await page.getByLabel('Networks', { exact: true }).fill('203.0.113.0/24');
    await button(page, 'Add 192.0.2.14').click();
    assert.equal(await page.getByText('You could not sign in again').count(), 0);
    await page.getByLabel('End every session after some hours').click();
    await page.getByRole('button', { name: '8 h', exact: true }).click();
    await page.getByText('Acts on the next sign-in').waitFor();
    await button(page, 'Save 2 changes').click();
    await page.locator('.save-bar[data-on=false]').waitFor();
    await page.reload();
    assert.equal(await page.getByLabel('Hours', { exact: true }).inputValue(), '8');
    assert.equal(await page.getByLabel('Networks', { exact: true }).inputValue(), '203.0.113.0/24\n192.0.2.14/32');
    await page.context().close();
  });
});
