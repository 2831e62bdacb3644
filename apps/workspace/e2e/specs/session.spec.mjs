import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as late } from 'node:timers/promises';
import { open, person, real, signIn } from '../browser.mjs';

const lot = process.env.FOODFLOW_LOT ?? 'RM';

describe('a session', () => {
  let platform;
  before(async () => {
    // Access tokens live for a second here, so that renewal happens by itself.
    platform = await open({ tokenSeconds: 1 });
  });
  after(async () => platform.close());

  it('says so when the password is wrong, and stays', async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app/`);
    await page.locator('#email').fill(person('quality').email);
    await page.locator('#password').fill('not this one');
    await page.keyboard.press('Enter');
    await page.getByText('Email or password is not right').waitFor();
    assert.match(page.url(), /sign-in/);
    await page.context().close();
  });

  it('outlives a reload and its access token, and comes back to the address', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality', `/lots?q=${lot}`);
    await page.waitForSelector('table');
    await page.waitForTimeout(1200);
    await page.reload();
    await page.waitForSelector('table');
    assert.ok(page.url().endsWith(`/app/lots?q=${lot}`), page.url());
    await page.waitForTimeout(1200);
    await page.getByRole('link', { name: 'Captures' }).click();
    await page.waitForSelector('.page-head h1');
    assert.equal(await page.locator('[role=alert] .notice').count(), 0);
    await page.context().close();
  });

  it('is shared by a new tab and ended in both', async () => {
    const page = await platform.page();
    await signIn(page, platform.url);
    const second = await page.context().newPage();
    await second.goto(`${platform.url}/app/captures`);
    await second.waitForSelector('.shell');
    await page.locator('.side-user').click();
    await page.getByText('Sign out').click();
    await page.waitForSelector('#email');
    await second.waitForSelector('#email');
    assert.equal(await page.evaluate(() => sessionStorage.getItem('foodflow.refresh')), null);
    await page.context().close();
  });

  it('keeps no access token where scripts of other tabs or a reload could read it', async () => {
    const page = await platform.page();
    await signIn(page, platform.url);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    assert.doesNotMatch(kept, /access/);
    await page.context().close();
  });

  it('says why a right password does not let in', { skip: real ? 'needs the people of the mock' : false }, async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app/`);
    for (const [who, words] of [['suspended', 'Your company is suspended'], ['abroad', 'lets nobody sign in from this network']]) {
      await page.locator('#email').fill(`${who}@alpenhof.example`);
      await page.locator('#password').fill('demo');
      await page.keyboard.press('Enter');
      await page.getByText(words).waitFor();
    }
    await page.context().close();
  });

  it('asks for the company when there are several', { skip: real ? 'needs the people of the mock' : false }, async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app/`);
    await page.locator('#email').fill('two@alpenhof.example');
    await page.locator('#password').fill('demo');
    await page.keyboard.press('Enter');
    await page.locator('.sign-in-tenants button:focus', { hasText: 'Alpenhof Group' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.shell');
    await page.context().close();
  });

  it('shows only what the person may do', { skip: real ? 'needs the people of the mock' : false }, async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'viewer');
    const names = await page.locator('.side-entries .side-entry').allTextContents();
    assert.deepEqual(names.map((name) => name.replace(/\d.*$/, '')), ['Today', 'Notifications', 'Lots']);
    await page.context().close();
  });

  it('never shows the key of a text, in whatever language and however late its texts come', async () => {
    const page = await platform.page({ language: 'de' });
    await page.addInitScript(() => {
      window.keysShown = [];
      const look = () => window.keysShown.push(...(document.body?.innerText.match(/(?<![\w@.])[a-z]\w+(\.[a-z]\w+)+(?![\w@.])/g) ?? []));
      new window.MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    });
    await page.route(/\/assets\/texts-[^/]+\.js$/, async (route) => {
      await late(300);
      await route.continue();
    });
    await page.goto(`${platform.url}/app/`);
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor();
    await signIn(page, platform.url);
    await page.getByRole('link', { name: 'Lotes', exact: true }).waitFor();
    await page.locator('.side-user').click();
    await page.getByText('Français').click();
    await page.getByRole('link', { name: 'Lots', exact: true }).waitFor();
    assert.deepEqual(await page.evaluate(() => window.keysShown), []);
    await page.context().close();
  });
});
