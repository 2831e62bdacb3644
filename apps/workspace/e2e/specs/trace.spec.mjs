import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn } from '../browser.mjs';

describe('the trace page', { skip: real ? 'needs the data of the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  async function traced(address, options) {
    const page = await platform.page(options);
    await signIn(page, platform.url, 'quality', address);
    await page.waitForSelector('.node');
    return page;
  }

  it('draws a few hundred nodes without one over another', async () => {
    const page = await traced('/trace?lot=MP-2026-0412&show=graph');
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.node')].map((node) => node.getBoundingClientRect());
      let count = 0;
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
        if (a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5) count++;
      }));
      return { nodes: boxes.length, count };
    });
    assert.ok(overlaps.nodes > 200, `${overlaps.nodes} cards`);
    assert.equal(overlaps.count, 0);
    await page.context().close();
  });

  it('lights the path under the pointer and lets go of it', async () => {
    const page = await traced('/trace?lot=MP-2026-0412');
    await page.locator('.node-start').hover();
    await page.waitForSelector('.graph[data-light]');
    assert.ok((await page.locator('.node[data-lit]').count()) > 100);
    await picture(page, 'trace-lit');
    await page.mouse.move(5, 5);
    await page.waitForSelector('.graph:not([data-light])');
    await page.context().close();
  });

  it('shows thousands as groups, opens one and closes it again', async () => {
    const page = await traced('/trace?lot=MP-2026-0999&dir=forward&show=graph');
    const cards = () => page.locator('.node').count();
    const first = await cards();
    assert.ok(first <= 100, `${first} cards at first`);
    await page.getByText(/shown: 5,000 of/).waitFor();
    const group = page.locator('.node-group').first();
    await group.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction((count) => document.querySelectorAll('.node').length > count, first);
    await page.waitForTimeout(200);
    await page.keyboard.press('c');
    await page.waitForFunction((count) => document.querySelectorAll('.node').length <= count, first);
    await page.context().close();
  });

  it('keeps direction, depth, kinds, time and selection in the address', async () => {
    const page = await traced('/trace?lot=MP-2026-0412');
    await page.getByText('Customers', { exact: true }).click();
    await page.waitForURL(/dir=forward/);
    await page.getByRole('button', { name: /All steps/ }).click();
    await page.getByText('2 steps', { exact: true }).click();
    await page.waitForURL(/depth=2/);
    await page.getByRole('button', { name: 'Only' }).click();
    await page.locator('.ant-dropdown-menu-item', { hasText: 'Batch' }).click();
    await page.waitForURL(/kinds=batch/);
    await page.getByRole('slider', { name: 'To' }).focus();
    await page.keyboard.press('PageDown');
    await page.waitForURL(/to=20/);
    await page.locator('tr[data-index]').first().click();
    await page.waitForURL(/at=/);
    const rows = await page.locator('tr[data-index]').count();
    const address = page.url();
    await page.reload();
    await page.waitForSelector('.panel .facts');
    assert.equal(page.url(), address);
    assert.equal(await page.locator('tr[data-index]').count(), rows);
    await page.context().close();
  });

  it('plays through time and ends with all of it', async () => {
    const page = await traced('/trace?lot=MP-2026-0412&show=graph');
    await page.getByRole('button', { name: 'Play through time' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.node[data-out]').length > 50);
    await picture(page, 'trace-playing');
    await page.waitForFunction(() => document.querySelectorAll('.node[data-out]').length === 0, null, { timeout: 20_000 });
    await page.getByRole('button', { name: 'Play through time' }).waitFor();
    await page.context().close();
  });

  it('asks which one when a code means several lots', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality', '/trace?lot=LEC-88213');
    await page.getByText('2 lots are called “LEC-88213”').waitFor();
    await page.getByRole('button', { name: /Soy lecithin/ }).click();
    await page.waitForSelector('.node-start');
    await page.context().close();
  });

  it('pans, zooms and fits', async () => {
    const page = await traced('/trace?lot=MP-2026-0412');
    const place = () => page.locator('.graph-world').evaluate((element) => element.style.transform);
    const before = await place();
    const box = await page.locator('.graph').boundingBox();
    await page.mouse.move(box.x + 60, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + 160, box.y + 120, { steps: 4 });
    await page.mouse.up();
    assert.notEqual(await place(), before);
    await page.mouse.wheel(0, 400);
    await page.waitForFunction(() => /scale\(0\.[1-4]/.test(document.querySelector('.graph-world').style.transform));
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => {
      const frame = document.querySelector('.graph').getBoundingClientRect();
      return [...document.querySelectorAll('.node')].every((node) => {
        const b = node.getBoundingClientRect();
        return b.left >= frame.left && b.right <= frame.right && b.top >= frame.top && b.bottom <= frame.bottom;
      });
    });
    await page.context().close();
  });
});
