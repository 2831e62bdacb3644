// What happened, who did it, and what proves it: the trail, one entry with its proof, the ledger, the way home with it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';
const open = (words, nth = 0) => async (page) => {
  await page.locator(row, { hasText: words }).nth(nth).click();
  await page.locator('.panel .verdict').waitFor();
};
const down = async (page) => page.locator('.panel .ladder').scrollIntoViewIfNeeded();

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['audit-full', 'admin', '/audit', row],
  ['audit-entry', 'admin', '/audit', row, open('Role updated')],
  ['audit-proof', 'admin', '/audit?action=RoleUpdated', row, async (page) => { await open('Role updated')(page); await down(page); }],
  ['audit-broken', 'admin', '/audit?text=1900', row, open('node updated')],
  ['audit-erased', 'admin', '/audit?action=UserUpdated', row, open('User updated')],
  ['audit-ledger', 'admin', '/audit?ledger=1', '.mountains'],
  ['audit-history', 'admin', '/audit?text=MZ-2291', row, async (page) => {
    await page.getByRole('link', { name: 'MZ-2291' }).first().click();
    await page.waitForSelector('.timeline');
  }],
  ['audit-empty', 'empty', '/audit', '.notice'],
  ['audit-exports-empty', 'empty', '/audit/exports', '.notice'],
  ['audit-loading', 'slow', '/audit', '.skeleton'],
  ['audit-error', 'broken', '/audit', '[role=alert] .notice'],
  ['audit-no-permission', 'viewer', '/audit', '.notice'],
];
looksRight('audit', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['audit-proof', 'audit-broken', 'audit-history']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['audit-entry', 'audit-history']) },
  ],
});

fitsInLanguages('audit', { platform, who: 'admin', pages: [['audit', '/audit?ledger=1', '.mountains'], ['audit-exports', '/audit/exports', '.notice']] });

describe('the audit trail', { skip: real ? 'needs the trail of the mock' : false }, () => {
  it('leads from a change to its proof, to what came with it, and to all that happened to the same', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/audit');
    await page.waitForSelector(row);
    // The newest is on its way into the ledger; the panel looks again by itself.
    await page.locator(row).first().click();
    await page.locator('.verdict-wait').waitFor();
    await page.locator('.verdict-good', { hasText: 'Entry 434 of 434' }).waitFor();

    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.panel'));

    await button(page, 'What').click();
    await page.getByRole('combobox', { name: 'What' }).fill('NodeUpdated');
    await page.keyboard.press('Enter');
    await page.locator(row, { hasText: 'quantity' }).nth(1).waitFor();
    assert.match(page.url(), /action=NodeUpdated/);
    await page.locator(row).nth(1).focus();
    await page.keyboard.press('Enter');
    await page.locator('.verdict-good', { hasText: 'step by step' }).waitFor();
    assert.equal(await page.locator('.proof-mark-ok').count(), 5);
    assert.equal(await page.locator('.audit-reason').innerText(), 'Second sample over the limit');
    await page.locator('.change', { hasText: 'properties.state' }).locator('ins', { hasText: 'hold' }).waitFor();
    assert.equal(await page.locator('.audit-together li').count(), 2);
    const saved = page.waitForEvent('download');
    await button(page, 'Save proof').click();
    assert.match(await readFile(await (await saved).path(), 'utf8'), /^c2sp\.org\/tlog-proof@v1\nindex 432\n/);

    await page.locator('.panel').getByRole('link', { name: 'History' }).click();
    await page.locator('.timeline > li').nth(4).waitFor();
    assert.equal(await page.locator('.timeline > li').first().locator('.audit-action').innerText(), 'Lot or node created');
    // Kept behind the platform's back.
    await page.locator('.timeline-open').nth(1).click();
    await page.locator('.verdict-bad', { hasText: 'another new than was signed' }).waitFor();
    await page.context().close();
  });

  it('is narrowed when a text would take too long, and told so', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/audit');
    await page.getByRole('searchbox').fill('everything');
    await page.locator('.notice', { hasText: 'Too much' }).waitFor();
    await button(page, 'Last 7 days').click();
    await page.locator('.notice', { hasText: 'No entry matches' }).waitFor();
    await button(page, 'Show all entries').click();
    await page.waitForSelector(row);
    assert.equal(new URL(page.url()).search, '');
    await page.context().close();
  });

  it('goes home as a file, with the command that checks it', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/audit/exports');
    await button(page, 'Export the ledger').click();
    await page.getByLabel('Reason').fill('Audit of November');
    await button(page, 'Make the file').click();
    await page.locator('.audit-command code', { hasText: /^\.\/foodflow audit verify audit-\d{4}-\d\d-\d\d\.jsonl --log-key 'foodflow\/alpenhof\+[0-9a-f]{8}\+/ }).waitFor();
    const saved = page.waitForEvent('download');
    await button(page, 'Download').click();
    assert.match((await saved).suggestedFilename(), /^audit-.*\.jsonl$/);
    await page.context().close();
  });
});
