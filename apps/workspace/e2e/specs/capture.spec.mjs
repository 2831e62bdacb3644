import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn } from '../browser.mjs';

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
