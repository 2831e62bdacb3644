// Lineage: from a search to a data set, along the jobs around it, into a column.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, looksRight, shared } from '../states.mjs';

const platform = shared();
const events = '0199a000-0000-7000-8000-000000000002';
const joined = '0199a000-0000-7000-8000-000000000012';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['lineage-lists', 'admin', '/lineage', '.lineage-lists'],
  ['lineage-graph', 'admin', `/lineage?node=${joined}`, '.lineage-runs li'],
];
looksRight('lineage', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['lineage-graph']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['lineage-graph']) },
  ],
});

describe('lineage', { skip: real ? 'needs the data of the mock' : false }, () => {
  it('is followed from a data set to its columns and to the job that failed', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/lineage');
    await page.getByRole('searchbox').fill('events');
    await page.waitForFunction(() => document.querySelectorAll('.lineage-lists li').length === 1);
    await page.locator('.lineage-lists li button').click();
    await page.waitForSelector('.lineage-node');
    assert.match(page.url(), new RegExp(`node=${events}`));
    assert.equal(await page.locator('.lineage-node').count(), 3);
    await page.locator('.lineage-fields button', { hasText: 'biz_step' }).click();
    await page.waitForSelector('.lineage-links');
    assert.match(await page.locator('.lineage-links').innerText(), /epcis_documents\.bizStep/);

    await page.goto(`${platform().url}/app/lineage?node=${joined}`);
    await page.waitForSelector('.lineage-runs li');
    assert.match(await page.locator('.lineage-error').first().innerText(), /Column kg/);
    const whole = await page.locator('.lineage-node').count();
    await page.locator('.lineage-node', { hasText: 'capture' }).hover();
    await page.waitForSelector('.lineage-graph[data-light]');
    assert.equal(await page.locator('.lineage-node[data-lit]', { hasText: 'epcis_documents' }).count(), 1);
    await page.getByText('Downstream', { exact: true }).click();
    await page.waitForFunction((before) => document.querySelectorAll('.lineage-node').length < before, whole);
    await button(page, 'Close').click();
    await page.waitForSelector('.panel', { state: 'detached' });
    await page.context().close();
  });
});
