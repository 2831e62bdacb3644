// How long things are kept, what goes when their time is over, and what has to be kept all the same.
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['retention', 'admin', '/audit/retention', '.retention-due'],
  ['holds', 'admin', '/audit/holds', row, async (page) => {
    await page.locator(row).first().click();
    await page.waitForSelector('.hold-reason');
  }],
  ['holds-place', 'admin', '/audit/holds', row, async (page) => button(page, 'Place a hold').click()],
  ['holds-empty', 'empty', '/audit/holds', '.notice'],
  ['retention-error', 'broken', '/audit/retention', '[role=alert] .notice'],
  ['retention-no-permission', 'viewer', '/audit/retention', '.notice'],
];
looksRight('retention', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['retention', 'holds']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['retention']) },
  ],
});

fitsInLanguages('retention', { platform, who: 'admin', pages: [['retention', '/audit/retention', '.retention-group'], ['holds', '/audit/holds', row]] });

describe('retention and legal holds', { skip: real ? 'needs the data of the mock' : false }, () => {
  it('says what would go before it is kept no longer', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/audit/retention');
    const group = page.locator('.retention-group', { hasText: 'Sign-ins' });
    await group.getByLabel('Days').fill('7');
    await group.locator('.field-error', { hasText: 'It must be 30 to 36,500 days.' }).waitFor();
    await group.getByLabel('Days').fill('90');
    await group.locator('.retention-due', { hasText: '1,730 would go' }).waitFor();
    await page.locator('.save-bar').getByRole('button', { name: 'Save 1 change' }).click();
    await page.locator('.confirm', { hasText: '3 kept by holds' }).getByRole('button', { name: 'Keep it no longer' }).click();
    await page.locator('.save-bar[data-on=false]').waitFor();
    await page.context().close();
  });

  it('holds what somebody names, and lets it go with a reason', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/audit/holds');
    await button(page, 'Place a hold').click();
    await page.getByLabel('Name').fill('Claim of Molkerei Lang');
    await page.getByLabel('Reason').fill('Court of Traunstein');
    await page.getByLabel('Identifier').fill('L-7');
    const place = page.locator('.sheet-foot').getByRole('button', { name: 'Place a hold' });
    await place.click();
    await page.locator('.field-error', { hasText: 'needs scope.resource_type' }).waitFor();
    await page.getByLabel('Type').fill('node');
    await place.click();
    await page.locator('.panel', { hasText: 'Court of Traunstein' }).waitFor();
    await button(page, 'Release').click();
    await page.getByLabel('Reason').fill('Settled');
    await page.locator('.sheet-foot').getByRole('button', { name: 'Release' }).click();
    await page.locator('.panel', { hasText: 'Settled' }).waitFor();
    await page.locator('.row-dim', { hasText: 'Claim of Molkerei Lang' }).waitFor();
    await page.context().close();
  });
});
