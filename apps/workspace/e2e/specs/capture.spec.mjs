import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn, violations } from '../browser.mjs';

const event = (time) => ({ type: 'ObjectEvent', action: 'OBSERVE', eventTime: time, epcList: ['urn:epc:id:sgtin:0614141.107346.2018'] });
const document = (...events) => Buffer.from(JSON.stringify({ type: 'EPCISDocument', schemaVersion: '2.0', epcisBody: { eventList: events } }));
const mixed = { name: 'week-12.jsonld', mimeType: 'application/ld+json', buffer: document(event('2026-03-02T10:00:00Z'), event(undefined), event('2026-03-02T11:00:00Z')) };

describe('uploading a document', { skip: real ? 'writes data; runs against the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  async function uploading() {
    const page = await platform.page();
    await signIn(page, platform.url, 'empty', '/captures');
    await page.getByRole('button', { name: 'Upload a document' }).click();
    await page.waitForSelector('.upload-zone');
    return page;
  }

  it('refuses all of it when one event is wrong, and says which and why', async () => {
    const page = await uploading();
    await page.locator('input[type=file]').setInputFiles(mixed);
    await page.waitForSelector('.sendings [role=progressbar]');
    await page.locator('.sendings').getByText('Rolled back').waitFor();
    await picture(page, 'captures-sent');
    await page.locator('.sendings').getByRole('link', { name: 'Open' }).click();
    await page.getByText('eventTime must be given, was absent').waitFor();
    await page.getByText('none of this document was kept').waitFor();
    await page.context().close();
  });

  it('keeps the valid ones when asked to', async () => {
    const page = await uploading();
    await page.getByText('Keep the valid ones').click();
    await page.locator('input[type=file]').setInputFiles(mixed);
    await page.locator('.sendings').getByText('2 accepted, 1 rejected').waitFor();
    await page.context().close();
  });

  it('takes files that are dropped, and refuses before sending what is neither JSON nor XML', async () => {
    const page = await uploading();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-1.7'], 'delivery-note.pdf', { type: 'application/pdf' }));
      return transfer;
    });
    await page.dispatchEvent('.upload-zone', 'drop', { dataTransfer: data });
    await page.getByText('neither JSON nor XML').waitFor();
    await page.context().close();
  });

  it('shows the reason of a document that cannot be read', async () => {
    const page = await uploading();
    await page.locator('input[type=file]').setInputFiles({ name: 'cut.json', mimeType: 'application/json', buffer: Buffer.from('{"epcisBody": {') });
    await page.getByText('JSON ends too early').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Copy trace id' }).count(), 1);
    await page.context().close();
  });
});

describe('one capture', { skip: real ? 'needs the captures of the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  async function shown(address, who = 'quality') {
    const page = await platform.page();
    await signIn(page, platform.url, who, address);
    await page.waitForSelector('.capture-figures');
    return page;
  }
  const refused = '/captures/018f0002-7c11-7aaa-8000-00000000c0de';
  const partly = '/captures/018f0008-7c11-7aaa-8000-00000000c0de';

  it('shows the events of one outcome, in the address, and exports just those', async () => {
    const page = await shown(partly);
    await page.waitForSelector('tr.row-act');
    const number = Number(await page.locator('.figure-rejected .figure-number').textContent());
    assert.equal(await page.locator('tr[data-index]').count(), number);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const file = await downloading;
    assert.match(file.suggestedFilename(), /-rejected\.csv$/);
    const rows = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    assert.equal(rows.length - 1, number);
    await page.getByRole('button', { name: /Accepted/ }).click();
    await page.waitForURL(/outcome=accepted/);
    await page.waitForFunction(() => document.querySelector('tr[data-index]') && !document.querySelector('tr.row-act'));
    const address = page.url();
    await page.reload();
    await page.waitForSelector('tr[data-index]');
    assert.equal(page.url(), address);
    assert.equal(await page.getByRole('button', { name: /Accepted/ }).getAttribute('aria-pressed'), 'true');
    await page.context().close();
  });

  it('exports every page of a long list', async () => {
    const page = await shown(`${refused}?outcome=all`);
    const total = Number(await page.locator('.figure-total .figure-number').textContent());
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const rows = (await readFile(await (await downloading).path(), 'utf8')).trimEnd().split('\r\n');
    assert.equal(rows.length - 1, total);
    await page.context().close();
  });

  it('leads from an event to the lots in it, with their cards', async () => {
    const page = await shown('/captures/018f0003-7c11-7aaa-8000-00000000c0de');
    await page.locator('tr[data-index]').first().click();
    const lot = page.locator('.mentions a', { hasText: 'MP-2026-0412' });
    await lot.hover();
    await page.locator('.hover-title', { hasText: 'MP-2026-0412' }).waitFor();
    await page.mouse.move(400, 860);
    await page.waitForSelector('.hover-card', { state: 'detached' });
    await page.locator('.mentions a', { hasText: 'GONE-1' }).hover();
    await page.locator('.hover-missing').waitFor();
    await lot.click();
    await page.waitForURL(/\/trace\?epc=/);
    await page.waitForSelector('.node-start');
    await page.context().close();
  });

  it('goes on by itself, and is cancelled only when said twice', async () => {
    const page = await platform.page();
    const asked = [];
    page.on('request', (request) => request.url().includes('/jobs/') && asked.push(request.url().split('/').at(-1)));
    await signIn(page, platform.url, 'empty', '/captures?upload=1');
    await page.locator('input[type=file]').setInputFiles({ ...mixed, name: 'slow-week.jsonld' });
    await page.locator('.sendings').getByRole('link', { name: 'Open' }).click();
    await page.locator('.live-on').waitFor();
    const percent = () => page.locator('.capture-running .number').textContent().then(parseFloat);
    const first = await percent();
    await page.waitForFunction((before) => parseFloat(document.querySelector('.capture-running .number').textContent) > before, first);
    assert.ok(asked.includes('stream'), 'the job is listened to');
    await picture(page, 'capture-live');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Nothing of this document will be kept').waitFor();
    await page.waitForTimeout(250);
    await picture(page, 'capture-cancel');
    assert.deepEqual(await violations(page), []);
    await page.getByRole('button', { name: 'Let it run' }).click();
    assert.ok(!asked.includes('cancel'));
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel the capture' }).click();
    await page.locator('.page-state').getByText('Cancelled').waitFor();
    await page.getByText('Nothing of this document was kept').waitFor();
    await page.context().close();
  });

  it('is asked for when its job cannot be listened to', async () => {
    const page = await platform.page();
    await page.route('**/jobs/*/stream', (route) => route.fulfill({ status: 503, body: '' }));
    await signIn(page, platform.url, 'empty', '/captures?upload=1');
    await page.locator('input[type=file]').setInputFiles({ ...mixed, name: 'week.jsonld' });
    await page.locator('.sendings').getByRole('link', { name: 'Open' }).click();
    await page.getByText('none of this document was kept').waitFor();
    await page.context().close();
  });
});
