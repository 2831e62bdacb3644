// Runs a list of states of pages in several looks: each looks right to axe, raises no error in the console, does not
// spill over the side of the screen, and is kept as a picture. One page serves all states of one person in one look.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn, violations } from './browser.mjs';

/** The server and the browser of a spec file, there while its tests run. */
export function shared(options) {
  let platform;
  before(async () => {
    platform = await open(options);
  });
  after(async () => platform.close());
  return () => platform;
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });

/**
 * `states`: name, who signs in, address, what shows that the state is reached, what is done then. `looks`: name, and what
 * `platform().page` takes; `only` where not all states are looked at.
 */
export function looksRight(title, { platform, states, looks }) {
  for (const { name: look, only, ...options } of looks) {
    describe(`${title} in ${look}`, { skip: real ? 'needs the states of the mock' : false }, () => {
      const seen = new Map();
      after(async () => {
        for (const { page } of seen.values()) await page.context().close();
      });
      const open = async (who, address) => {
        const { url } = platform();
        const before = seen.get(who);
        if (before) {
          before.noise.length = 0;
          await before.page.mouse.move(0, 0);
          await before.page.goto(`${url}/app${address}`);
          return before;
        }
        const page = await platform().page(options);
        const one = { page, noise: listen(page) };
        seen.set(who, one);
        await signIn(page, url, who, address);
        return one;
      };
      for (const [name, who, address, reached, then] of states) {
        if (only && !only.has(name)) continue;
        it(`${name} is accessible and quiet`, async () => {
          const { page, noise } = await open(who, address);
          // The page itself: what stands in for it while its script is on the way has no heading.
          await page.waitForSelector('h1');
          await page.waitForSelector(reached);
          await then?.(page);
          await settled(page);
          await picture(page, `${name}-${look}`);
          assert.deepEqual(await violations(page), []);
          assert.deepEqual(noise, []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        });
      }
    });
  }
}

/** Signs in as `who` in each language, and looks whether pages (name, address, what shows that they are there) fit. */
export function fitsInLanguages(title, { platform, who, pages }) {
  describe(`${title} in other languages`, { skip: real ? 'needs the data of the mock' : false }, () => {
    for (const language of ['de', 'fr', 'es']) {
      it(`${language} fits`, async () => {
        const page = await platform().page({ language, size: 'tablet' });
        await signIn(page, platform().url, who);
        for (const [name, address, reached] of pages) {
          await page.goto(`${platform().url}/app${address}`);
          await page.waitForSelector('h1');
          await page.waitForSelector(reached);
          await settled(page);
          await picture(page, `${name}-${language}`);
          assert.equal(await page.evaluate(() => document.documentElement.lang), language);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        }
        await page.context().close();
      });
    }
  });
}

/** What goes wrong on a page; the browser itself notes every failed request, which is none of it. */
export function listen(page) {
  const noise = [];
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) noise.push(message.text());
  });
  return noise;
}

/** Until nothing moves any more, but for what moves without end. */
export async function settled(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity));
}
