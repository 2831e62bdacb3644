// Who came in and who was turned away: the whole trail, one user's, one's own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['sign-ins-full', 'admin', '/sign-ins', row],
  ['sign-ins-of-one', 'admin', '/sign-ins?subject=user-quality', row],
  ['sign-ins-in-panel', 'admin', '/users?user=user-quality', '.panel .sign-in-list', (page) => page.locator('.sign-in-list').scrollIntoViewIfNeeded()],
  ['sign-ins-own', 'quality', '/account', '.sign-in-list', (page) => page.locator('.sign-in-list').scrollIntoViewIfNeeded()],
  ['sign-ins-empty', 'empty', '/sign-ins', '.notice'],
  ['sign-ins-loading', 'slow', '/sign-ins', '.skeleton'],
  ['sign-ins-error', 'broken', '/sign-ins', '[role=alert] .notice'],
  ['sign-ins-no-permission', 'viewer', '/sign-ins', '.notice'],
];
looksRight('sign-ins', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['sign-ins-full', 'sign-ins-in-panel']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['sign-ins-full']) },
  ],
});

fitsInLanguages('sign-ins', { platform, who: 'admin', pages: [['sign-ins', '/sign-ins', row]] });

describe('the trail of sign-ins', { skip: real ? 'needs the trail of the mock' : false }, () => {
  it('marks what is unusual, and is narrowed by links that say so', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/sign-ins');
    await page.waitForSelector(row);
    const all = await page.locator(row).count();
    assert.equal(await page.locator(row, { hasText: 'Many refusals' }).count(), 1);
    assert.equal(await page.locator(row, { hasText: 'New address' }).count(), 1);

    await page.getByRole('link', { name: '203.0.113.99' }).first().click();
    await page.waitForFunction((before) => document.querySelectorAll('tr[data-index]').length < before, all);
    assert.match(page.url(), /address=203\.0\.113\.99/);
    assert.equal(await page.locator(row).count(), 6);
    await button(page, 'Outcome').click();
    await page.getByRole('menuitem', { name: 'Locked' }).click();
    await page.waitForFunction(() => document.querySelectorAll('tr[data-index]').length === 1);
    assert.match(page.url(), /outcome=locked/);

    const saved = page.waitForEvent('download');
    await button(page, 'CSV of 1 line').click();
    const lines = (await readFile(await (await saved).path(), 'utf8')).trim().split('\r\n');
    assert.equal(lines.length, 2);
    assert.match(lines[1], /,user,user-viewer,viewer@alpenhof\.example,locked,,203\.0\.113\.99,/);

    await page.locator('.chip', { hasText: '203.0.113.99' }).getByRole('button').click();
    await page.locator('.chip', { hasText: 'Locked' }).getByRole('button').click();
    await page.waitForFunction((count) => document.querySelectorAll('tr[data-index]').length === count, all);
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await page.waitForSelector('.notice');
    assert.match(page.url(), /to=2020-01-01/);
    await page.context().close();
  });

  it('leads from somebody to all of theirs and back', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/users?user=user-quality');
    await page.getByRole('link', { name: 'All sign-ins' }).click();
    await page.waitForSelector('.sign-ins-outcome');
    assert.equal(await page.locator(row).count(), 4);
    await page.locator('.chip').getByRole('link', { name: 'quality@alpenhof.example' }).click();
    await page.waitForSelector('.panel .sign-in-list');
    assert.match(page.url(), /users\?user=user-quality/);
    await page.context().close();
  });
});
