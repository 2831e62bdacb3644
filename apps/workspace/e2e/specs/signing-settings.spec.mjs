// How a company signs: what signatures mean, where a second person signs, who may not sign any more, what the agency was told.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['signing-settings', 'admin', '/signing', '.withdrawals li strong a'],
  ['signing-settings-withdraw', 'admin', '/signing', '.withdrawals', async (page) => {
    await button(page, 'Withdraw right').click();
    await page.getByRole('combobox', { name: 'Whose' }).fill('ammann');
    await page.waitForSelector('.withdrawal-found button');
  }],
  ['signing-settings-loading', 'slow', '/signing', '.skeleton'],
  ['signing-settings-error', 'broken', '/signing', '[role=alert] .notice'],
  ['signing-settings-no-permission', 'viewer', '/signing', '.notice'],
];
looksRight('signing settings', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['signing-settings']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['signing-settings']) },
  ],
});

fitsInLanguages('signing settings', { platform, who: 'admin', pages: [['signing-settings', '/signing', '.withdrawals']] });

describe('how a company signs', { skip: real ? 'needs the settings of the mock' : false }, () => {
  it('is changed as a whole, and a wrong name is said where it stands', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/signing');
    await button(page, 'Add a meaning').click();
    await page.getByLabel('Title of meaning 5').fill('Disposed of');
    await page.getByLabel('Name of meaning 5 for programs').fill('Disposal');
    await button(page, 'Save 1 change').click();
    await page.locator('.field-error', { hasText: 'meanings[4].name must be small letters' }).waitFor();
    await page.getByLabel('Name of meaning 5 for programs').fill('disposal');
    await button(page, 'Add a rule').click();
    await page.getByRole('group', { name: 'Rule 2' }).getByLabel('Your signature means').selectOption('Disposed of');
    await page.getByRole('switch').click();
    await page.locator('.save-bar').getByRole('button', { name: 'Save 3 changes' }).click();
    await page.locator('.save-bar[data-on=false]').waitFor();
    assert.equal(await page.getByLabel('Title of meaning 5').inputValue(), 'Disposed of');
    assert.equal(await page.getByRole('group', { name: /Rule/ }).count(), 2);
    assert.equal(await page.getByLabel('At most, in days').count(), 0);
    await page.context().close();
  });

  it('takes the right to sign from one person and gives it back to another; and notes the letter', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/signing');
    await button(page, 'Withdraw right').click();
    await page.getByRole('combobox', { name: 'Whose' }).fill('ammann');
    await page.locator('.withdrawal-found button').first().click();
    await page.getByLabel('Reason').fill('Password seen by others');
    await page.locator('.sheet-foot').getByRole('button', { name: 'Withdraw right' }).click();
    await page.locator('.withdrawals li', { hasText: 'Password seen by others' }).waitFor();
    await page.locator('.withdrawals li', { hasText: 'on the train' }).getByRole('button', { name: 'Give back' }).click();
    await page.locator('.confirm').getByRole('button', { name: 'Give back' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.withdrawals li').length === 1);

    await button(page, 'Note the letter').click();
    await page.getByLabel('Day of the letter').fill('2026-11-02');
    await page.getByLabel('Signed by hand by').fill('Ada Byron, Head of Quality');
    await page.getByLabel('Sent to').fill('FDA, Electronic Submissions Gateway');
    await page.locator('.sheet-foot').getByRole('button', { name: 'Save' }).click();
    await page.locator('.state-line-ok', { hasText: 'Certified on Nov 2, 2026' }).waitFor();
    await page.context().close();
  });
});
