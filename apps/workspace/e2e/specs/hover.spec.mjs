// What a link to a lot shows before it is followed: late, once, and gone with the pointer.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, real, signIn, violations } from '../browser.mjs';

describe('the card of a lot', { skip: real ? 'counts the calls of the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  async function lots(answer) {
    const page = await platform.page();
    const calls = [];
    await page.route('**/graph/nodes/*-*', async (route) => {
      calls.push(route.request().url());
      return answer ? answer(route) : route.continue();
    });
    await signIn(page, platform.url, 'quality', '/lots');
    await page.waitForSelector('.cell-link');
    return { page, calls, link: page.locator('.cell-link').nth(1) };
  }

  it('comes when the pointer rests on its link, and is asked for once', async () => {
    const { page, calls, link } = await lots();
    await link.hover();
    await page.waitForSelector('.hover-title');
    assert.equal(await page.locator('.hover-title').textContent(), await link.textContent());
    assert.match(await page.locator('.hover-facts').textContent(), /Quantity.*Last seen.*Last change/);
    assert.deepEqual(await violations(page), []);
    await page.mouse.move(5, 700);
    await page.waitForSelector('.hover-title', { state: 'detached' });
    await link.hover();
    await page.waitForSelector('.hover-title');
    assert.equal(calls.length, 1);
    await page.context().close();
  });

  it('asks for nothing while the pointer only passes', async () => {
    const { page, calls, link } = await lots();
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await link.hover();
    await page.clock.runFor(120);
    await page.mouse.move(5, 700);
    await page.clock.runFor(500);
    assert.equal(calls.length, 0);
    assert.equal(await page.locator('.hover-card').count(), 0);
    await page.context().close();
  });

  it('cancels its question when the pointer leaves before the answer', async () => {
    const { page, link } = await lots(() => undefined);
    const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('/graph/nodes/'));
    await link.hover();
    await page.waitForSelector('.hover-card');
    await page.mouse.move(5, 700);
    assert.match((await failed).failure().errorText, /ABORTED/);
    await page.context().close();
  });

  it('comes by keyboard, and Escape closes it', async () => {
    const { page } = await lots();
    await page.locator('tr[data-index="0"]').focus();
    await page.keyboard.press('Tab');
    await page.waitForSelector('.hover-title');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.hover-title', { state: 'detached' });
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains('cell-link')), 'the link keeps the focus');
    await page.context().close();
  });

  for (const [status, words] of [[403, 'may not see this'], [404, 'Nothing with this identifier'], [503, 'cannot be read now']]) {
    it(`says why when the answer is ${status}, and the link still leads on`, async () => {
      const { page, link } = await lots((route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ title: 'No', status }) }));
      await link.hover();
      await page.locator('.hover-missing', { hasText: words }).waitFor({ timeout: 10_000 });
      await link.click();
      await page.waitForURL(/\/trace\?node=/);
      await page.context().close();
    });
  }
});
