// Runs a list of states of pages in several looks: each looks right to axe, raises no error in the console, does not
// spill over the side of the screen, and is kept as a picture. One page serves all states of a look, from state to state
// as the workspace itself goes from page to page: a script read anew takes longer than all that is looked at.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn, thorough, violations } from './browser.mjs';

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
 * `platform().page` takes; `only` where not all states are looked at. The first look always, and one that says `always`; the
 * others in the long run.
 */
export function looksRight(title, { platform, states, looks }) {
  for (const { name: look, only, ...options } of looks.filter((one, at) => thorough || at === 0 || one.always)) {
    describe(`${title} in ${look}`, { skip: real ? 'needs the states of the mock' : false }, () => {
      let page;
      let noise;
      let inside;
      after(async () => page?.context().close());
      const open = async (who, address) => {
        if (!page) {
          page = await platform().page(options);
          noise = listen(page);
        }
        noise.length = 0;
        await page.mouse.move(0, 0);
        if (inside === who) await goTo(page, platform().url, address);
        else await signIn(page, platform().url, who, address);
        inside = who;
      };
      for (const [name, who, address, reached, then] of byPerson(states)) {
        if (only && !only.has(name)) continue;
        it(`${name} is accessible and quiet`, async () => {
          await open(who, address);
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

/** The states of one person after those of another: who comes in reads all scripts anew. */
function byPerson(states) {
  const people = [...new Set(states.map(([, who]) => who))];
  return people.flatMap((one) => states.filter(([, who]) => who === one));
}

/**
 * Signs in as `who` in each language, and looks whether pages (name, address, what shows that they are there) fit. German,
 * which has the longest words, always; the others in the long run.
 */
export function fitsInLanguages(title, { platform, who, pages }) {
  describe(`${title} in other languages`, { skip: real ? 'needs the data of the mock' : false }, () => {
    for (const language of thorough ? ['de', 'fr', 'es'] : ['de']) {
      it(`${language} fits`, async () => {
        const page = await platform().page({ language, size: 'tablet' });
        await signIn(page, platform().url, who);
        for (const [name, address, reached] of pages) {
          await goTo(page, platform().url, address);
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

/**
 * Goes to an address without a reload. The way leads over a page outside the workspace's frame, so that nothing of the
 * page before is left: neither what was typed, nor an open dialog, nor what the next page waits for.
 */
async function goTo(page, url, address) {
  const follow = async (to, there) => {
    await page.evaluate((path) => {
      window.history.pushState(null, '', path);
      window.dispatchEvent(new window.PopStateEvent('popstate'));
    }, `${new URL(url).pathname.replace(/\/$/, '')}/app${to}`);
    await page.waitForSelector(there);
  };
  await follow('/forgot-password', '.sign-in');
  await follow(address, '.shell');
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
