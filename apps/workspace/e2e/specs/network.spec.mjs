import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn, violations } from '../browser.mjs';
import { broken, outbreak, sendNetwork } from './networks.mjs';

describe('importing a network', () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  async function importing() {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality', '/networks');
    await page.waitForSelector('.network-zone');
    return page;
  }

  it('shows what is in the file before it is sent, and where to trace afterwards', async () => {
    const page = await importing();
    await page.locator('input[type=file]').setInputFiles(outbreak);
    await page.getByText('7 stations, 6 deliveries, 5 relations in the file').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Name of the network' }).inputValue(), 'Baby tea outbreak');
    await page.getByRole('button', { name: 'Check and import' }).click();
    await page.getByText('The network is sound').waitFor();
    await page.getByText(/7 stations, 6 deliveries and 5 relations are in the graph/).waitFor();
    await picture(page, real ? 'real-network-imported' : 'network-done');
    assert.deepEqual(await violations(page), []);
    const starts = page.locator('.network-starts li a');
    assert.match(await starts.first().textContent(), /Abpackbetrieb Celle.*3 out, 1 in/);
    const address = page.url();
    assert.match(address, /networks\?job=/);
    await page.reload();
    await page.getByText(/are in the graph/).waitFor();
    assert.equal(page.url(), address);
    await page.context().close();
  });

  it('leads from a station to its trace', { skip: real ? false : 'needs a platform that imports' }, async () => {
    const page = await importing();
    await sendNetwork(page, outbreak);
    await page.locator('.network-starts li a').first().hover();
    await page.locator('.hover-title', { hasText: 'Abpackbetrieb Celle' }).waitFor();
    await page.locator('.network-starts li a').first().click();
    await page.waitForSelector('.node-start');
    await picture(page, 'real-network-trace');
    assert.ok((await page.locator('.node').count()) > 4);
    await page.context().close();
  });

  it('names the rules that a broken file breaks', async () => {
    const page = await importing();
    await sendNetwork(page, broken);
    await page.getByText('The platform refused the file').waitFor();
    await page.getByText(/there is no 'shop-9'/).waitFor();
    assert.equal(await page.locator('.network-faults li').count(), 2);
    await page.getByRole('button', { name: 'Another file' }).click();
    await page.waitForSelector('.network-zone');
    await page.context().close();
  });

  for (const [name, content, words] of [
    ['notes.txt', 'lot; quantity', 'This file is not JSON'],
    ['events.json', '{"epcisBody":{"eventList":[]}}', 'This is no FoodChain-Lab network'],
  ]) {
    it(`does not send ${name}`, async () => {
      const page = await importing();
      const calls = [];
      page.on('request', (request) => request.url().includes('/graph/import') && calls.push(request.url()));
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
      await page.getByText(words).waitFor();
      assert.deepEqual(calls, []);
      await page.context().close();
    });
  }
});
