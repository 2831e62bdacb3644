// What somebody was told: the list, the count in the navigation, one notification, and the log of what was sent out.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';
const one = '/notifications?notification=01a20300-0000-7000-8000-000000000003';
const dead = '/notifications/deliveries?delivery=01a20300-0000-7000-8000-000000000100';

looksRight('notifications', {
  platform,
  states: [
    ['notifications-full', 'admin', '/notifications', row],
    ['notification-one', 'admin', one, '.notification-text'],
    ['deliveries-one', 'admin', dead, '.attempts'],
    ['notifications-empty', 'empty', '/notifications', '.notice'],
    ['deliveries-no-permission', 'viewer', '/notifications/deliveries', '.notice'],
  ],
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['notification-one', 'deliveries-one']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['notifications-full', 'deliveries-one']) },
  ],
});

fitsInLanguages('notifications', { platform, who: 'admin', pages: [['notification-one', one, '.notification-text']] });

describe('notifications', { skip: real ? 'needs the list of the mock' : false }, () => {
  it('are counted until they are read, and taken on by a button', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/');
    await page.locator('.side-count-act', { hasText: '3' }).waitFor();
    await page.getByRole('link', { name: /^Notifications/ }).click();
    await page.locator(row, { hasText: 'Cold store 3' }).click();
    await page.locator('.notification-text', { hasText: 'Close the door' }).waitFor();
    await page.locator('.side-count:not(.side-count-act)', { hasText: '2' }).waitFor();
    await button(page, 'I am seeing to it').click();
    await page.locator('.panel-foot .pill', { hasText: 'Taken on' }).waitFor();
    await button(page, 'Mark all as read').click();
    await page.waitForFunction(() => !document.querySelector('.side-count'));
    await page.getByRole('link', { name: 'Sent out' }).click();
    await page.locator(row, { hasText: 'Duty phone' }).first().click();
    await button(page, 'Try again').click();
    await page.locator('.panel .pill', { hasText: 'Waiting' }).waitFor();
    assert.match(page.url(), /deliveries\?delivery=/);
    await page.context().close();
  });
});
