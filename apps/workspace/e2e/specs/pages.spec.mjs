// Every page in every state: it looks right to axe, raises no error in the console, and is kept as a picture.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, real, signIn, thorough, violations } from '../browser.mjs';
import { looksRight, shared } from '../states.mjs';
import { broken, outbreak, sendNetwork } from './networks.mjs';

const platform = shared();

const trace = '/trace?lot=MP-2026-0412';
const large = '/trace?lot=MP-2026-0999&dir=forward&show=graph';

/** name, who signs in, address, what shows that the state is reached. */
const states = [
  ['today-full', 'quality', '/', '.today-row'],
  ['today-empty', 'empty', '/', '.notice'],
  ['today-loading', 'slow', '/', '.skeleton'],
  ['today-error', 'broken', '/', '[role=alert] .notice'],
  ['today-no-permission', 'guest', '/', '.notice'],
  ['lots-full', 'quality', '/lots', 'tr[data-index]'],
  ['lots-details', 'quality', '/lots?q=MP-2026-0412', 'tr[data-index]', async (page) => page.locator('tr[data-index]').first().click().then(() => page.waitForSelector('.panel .facts'))],
  ['lots-empty', 'empty', '/lots', '.notice'],
  ['lots-no-match', 'quality', '/lots?q=nothing-like-this', '.notice'],
  ['lots-loading', 'slow', '/lots', '.skeleton'],
  ['lots-error', 'broken', '/lots', '[role=alert] .notice'],
  ['lots-no-permission', 'guest', '/lots', '.notice'],
  ['trace-start', 'quality', '/trace', '.start-list'],
  ['trace-full', 'quality', trace, '.node'],
  ['trace-graph', 'quality', `${trace}&show=graph&dir=forward`, '.node', async (page) => page.getByRole('button', { name: 'Show all' }).click()],
  ['trace-table', 'quality', `${trace}&show=table`, 'tr[data-index]'],
  ['trace-details', 'quality', trace, '.node', async (page) => page.locator('tr[data-index="5"]').click().then(() => page.waitForSelector('.panel .facts'))],
  ['trace-large', 'quality', large, '.node-group'],
  ['trace-unknown', 'quality', '/trace?lot=NO-SUCH-LOT', '.notice'],
  ['trace-ambiguous', 'quality', '/trace?lot=LEC-88213', '.candidates'],
  ['trace-loading', 'slow', trace, '.graph-skeleton'],
  ['trace-error', 'broken', trace, '[role=alert] .notice'],
  ['trace-no-permission', 'viewer', trace, '.notice'],
  ['captures-full', 'quality', '/captures', 'tr[data-index]'],
  ['captures-upload', 'quality', '/captures?upload=1', '.upload-zone'],
  ['captures-empty', 'empty', '/captures', '.notice'],
  ['captures-loading', 'slow', '/captures', '.skeleton'],
  ['captures-error', 'broken', '/captures', '[role=alert] .notice'],
  ['captures-no-permission', 'guest', '/captures', '.notice'],
  ['capture-rejected', 'quality', '/captures', 'tr[data-index]', async (page) => page.locator('tr.row-act').first().click().then(() => page.waitForSelector('.capture-figures'))],
  ['capture-running', 'quality', '/captures/018f0000-7c11-7aaa-8000-00000000c0de', '.capture-running'],
  ['capture-event', 'quality', '/captures/018f0003-7c11-7aaa-8000-00000000c0de', 'tr[data-index]', async (page) => page.locator('tr[data-index]').first().click().then(() => page.waitForSelector('.event-raw'))],
  ['network-choose', 'quality', '/networks', '.network-before li'],
  ['network-refused', 'quality', '/networks', '.network-zone', async (page) => sendNetwork(page, broken).then(() => page.waitForSelector('.network-faults'))],
  ['network-imported', 'quality', '/networks', '.network-zone', async (page) => sendNetwork(page, outbreak).then(() => page.waitForSelector('.network-starts li'))],
  ['network-no-permission', 'guest', '/networks', '.notice'],
  ['hover-card', 'quality', '/lots', 'tr[data-index]', async (page) => page.locator('.cell-link').nth(2).hover().then(() => page.waitForSelector('.hover-title'))],
  ['not-found', 'quality', '/no-such-page', '.notice'],
  ['palette', 'quality', '/lots', 'tr[data-index]', async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('mp-2026');
    await page.waitForSelector('.palette-option:has-text("MP-2026-0412")');
  }],
  ['keys', 'quality', '/', '.today-row', async (page) => page.keyboard.press('?').then(() => page.waitForSelector('.keys-body'))],
  ['brand', 'brand', '/', '.today-row'],
];
/** Looked at on all screens; the other states differ only in a message. */
const everywhere = new Set(['today-full', 'lots-full', 'lots-details', 'trace-start', 'trace-full', 'trace-graph', 'trace-details', 'trace-large', 'captures-full', 'captures-upload', 'capture-rejected', 'capture-event', 'capture-running', 'network-choose', 'network-imported', 'hover-card', 'palette']);
/** A finger follows a link at once and gets no card. */
const byTouch = new Set([...everywhere].filter((name) => name !== 'hover-card'));
const looks = [
  { name: 'light', theme: 'light' },
  { name: 'dark', theme: 'dark', only: thorough ? undefined : everywhere, always: true },
  { name: 'tablet', theme: 'light', size: 'tablet', only: byTouch },
  { name: 'wall', theme: 'dark', size: 'wall', density: 'wall', only: everywhere },
];

describe('the sign-in page', { skip: real ? 'needs the states of the mock' : false }, () => {
  for (const look of looks) {
    it(`is accessible in ${look.name}`, async () => {
      const page = await platform().page(look);
      await page.goto(`${platform().url}/app/`);
      await page.waitForSelector('#email');
      await page.evaluate(() => document.fonts.ready);
      await picture(page, `sign-in-${look.name}`);
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  }
});

looksRight('pages', { platform, states, looks });

describe('in other languages', { skip: real ? 'needs the data of the mock' : false }, () => {
  for (const language of ['de', 'fr', 'es']) {
    it(`${language} fits on the trace page`, async () => {
      const page = await platform().page({ language });
      await signIn(page, platform().url, 'quality', trace);
      await page.waitForSelector('.node');
      await page.waitForTimeout(350);
      await picture(page, `trace-full-${language}`);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      await page.context().close();
    });
  }
});

describe('a real server', { skip: real ? false : 'needs FOODFLOW_URL, FOODFLOW_EMAIL and FOODFLOW_PASSWORD' }, () => {
  const lot = process.env.FOODFLOW_LOT;
  const addresses = { today: '/', lots: '/lots', 'trace-start': '/trace', captures: '/captures', networks: '/networks', ...(lot && { trace: `/trace?lot=${encodeURIComponent(lot)}` }) };
  for (const theme of ['light', 'dark']) {
    for (const [name, address] of Object.entries(addresses)) {
      it(`shows ${name} in ${theme} without error`, async () => {
        const page = await platform().page({ theme });
        const noise = [];
        page.on('pageerror', (error) => noise.push(String(error)));
        page.on('response', (response) => {
          if (response.status() >= 500) noise.push(`${response.status()} ${response.url()}`);
        });
        await signIn(page, platform().url, 'quality', address);
        await page.waitForSelector('.page-head h1');
        await page.waitForFunction(() => !document.querySelector('.skeleton, .graph-skeleton'));
        await page.waitForTimeout(350);
        await picture(page, `real-${name}-${theme}`);
        assert.equal(await page.locator('.notice-act').count(), 0);
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(noise, []);
        await page.context().close();
      });
    }
  }
});
