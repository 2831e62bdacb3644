// The main task by keyboard alone: sign in, search a lot, trace it, select a node, export it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { open, person, picture, real } from '../browser.mjs';

const lot = process.env.FOODFLOW_LOT ?? 'MP-2026-0412';
let platform;
before(async () => {
  platform = await open();
});
after(async () => platform.close());

it('a lot is found, traced, looked at and exported without a mouse', async () => {
  const page = await platform.page();
  const keys = async (...list) => {
    for (const key of list) await page.keyboard.press(key);
  };
  const focused = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? '');
  const { email, password } = person('quality');
  await page.goto(`${platform.url}/app/`);
  await page.waitForSelector('#email:focus');
  await page.keyboard.type(email);
  await keys('Tab');
  await page.keyboard.type(password);
  await keys('Enter');
  await page.waitForSelector('.shell');

  // To the lots by keys, then narrow the list.
  await keys('g', 'l');
  await page.waitForSelector('tr[data-index]');
  await keys('/');
  await page.keyboard.type(lot);
  await page.waitForFunction((code) => {
    const rows = [...document.querySelectorAll('tr[data-index]')];
    return rows.length > 0 && rows[0].textContent.includes(code) && location.search.includes('q=');
  }, lot);
  await keys('ArrowDown');
  assert.match(await focused(), /^<tr/);
  await keys('Enter');
  await page.waitForURL(/\/trace\?node=/);

  // Into the graph: the start has the tab stop; the arrows follow the flow.
  await page.waitForSelector('.node');
  for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement?.classList.contains('node'))); i++) await keys('Tab');
  assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('node-start')), `focus was on ${await focused()}`);
  await keys('ArrowRight');
  await page.waitForFunction(() => document.activeElement?.classList.contains('node') && !document.activeElement.classList.contains('node-start'));
  const chosen = await page.evaluate(() => document.activeElement.dataset.card);
  await keys('Enter');
  await page.waitForSelector('.panel .facts');
  assert.equal(new URL(page.url()).searchParams.get('at'), chosen);
  assert.equal(await page.locator('tr[aria-selected=true]').count(), 1, 'the table has the same selection');
  await picture(page, 'task-selected');

  // Export by keyboard.
  for (let i = 0; i < 80 && !(await focused()).includes('Export CSV'); i++) {
    await page.keyboard.press('Shift+Tab');
    if (await page.evaluate(() => document.activeElement?.textContent === 'Export CSV')) break;
  }
  await keys('Enter');
  await page.waitForSelector('.ant-dropdown-menu-item');
  const downloading = page.waitForEvent('download');
  await page.waitForSelector('.ant-dropdown-menu-item-active');
  await keys('Enter');
  const file = await downloading;
  const rows = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  assert.match(rows[0], /^\uFEFFid,kind,key,lot_code/);
  assert.ok(rows.length > 2, `the export has ${rows.length - 1} nodes`);
  assert.ok(rows.some((row) => row.startsWith(chosen)), 'the chosen node is among them');
  if (!real) assert.equal(rows.length - 1, Number((await page.locator('.page-state').textContent()).match(/(\d+) nodes/)[1]));
  await page.context().close();
});
