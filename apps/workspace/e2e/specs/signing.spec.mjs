// A quality manager signs: the dialog, the signatures on the screen and on paper.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, real, signIn } from '../browser.mjs';
import { button, looksRight, shared } from '../states.mjs';

const platform = shared();

const traced = '/trace?lot=MP-2026-0412&show=table';
const open = async (page) => {
  await page.locator('.page-actions button:has(.lucide-pen-line)').click();
  await page.waitForSelector('.meanings');
};

looksRight('signing', {
  platform,
  states: [
    ['signing-dialog', 'quality', traced, '.page-actions', open],
    ['signing-lot', 'quality', traced, 'tr[data-index]', async (page) => {
      await page.locator('tr[data-index]', { hasText: 'MP-2026-0412' }).first().click();
      await page.waitForSelector('.panel .signature-changed');
      await page.locator('.panel .signatures').scrollIntoViewIfNeeded();
    }],
  ],
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: new Set(['signing-dialog']) },
    { name: 'tablet', theme: 'light', size: 'tablet', only: new Set(['signing-lot']) },
  ],
});

describe('signing a report', { skip: real ? 'signs with the people of the mock' : false }, () => {
  it('proves who signs, shows the signature, and prints it', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'quality', traced);
    await page.waitForSelector('tr[data-index]');
    await open(page);
    await page.getByText('Your signature binds you as one by hand does.').waitFor();
    const sign = page.locator('.sheet-foot').getByRole('button', { name: 'Sign' });
    assert.equal(await page.getByRole('radio', { name: /Authorship/ }).isDisabled(), true);
    await page.getByRole('radio', { name: 'Review' }).check();
    await page.getByLabel('Email').fill('quality@alpenhof.example');
    assert.equal(await sign.isDisabled(), true);
    await page.getByLabel('Password').fill('not this one');
    await sign.click();
    await page.getByText('That is not right').waitFor();
    await page.getByLabel('Password').fill('demo');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.signatures .signature');
    const row = page.locator('.signature');
    assert.match(await row.innerText(), /Marta Keller\s+Review\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
    assert.equal(await row.locator('.signature-proof').isVisible(), false);

    await open(page);
    assert.equal(await page.getByLabel('Email').count(), 0);
    assert.equal(await page.getByRole('radio', { name: /Review/ }).isDisabled(), true);
    await page.getByRole('radio', { name: 'Approval' }).check();
    await page.getByLabel('Password').fill('demo');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.signature').length === 2);

    await page.emulateMedia({ media: 'print' });
    const printed = await page.locator('.signatures').innerText();
    assert.match(printed, /Marta Keller[^]*Approval[^]*quality@alpenhof\.example · SHA-256\s+[0-9a-f]{64}/);
    assert.equal(await button(page, 'Sign').first().isVisible(), false);
    await page.locator('.signatures').scrollIntoViewIfNeeded();
    await picture(page, 'signing-print');
    await page.context().close();
  });

  it('shows and prints the signatures of a lot on its own page', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'quality', traced);
    await page.locator('tr[data-index]', { hasText: 'MP-2026-0412' }).first().click();
    await page.locator('.panel .details-link').click();
    await page.waitForURL(/\/lots\?node=/);
    await page.waitForSelector('.panel .signature-changed');
    assert.equal(await page.locator('.panel button:has(.lucide-pen-line)').isVisible(), true);
    await page.emulateMedia({ media: 'print' });
    assert.match(await page.locator('.panel .signatures').innerText(), /Andrea Huber[^]*The record has changed since[^]*SHA-256\s+[0-9a-f]{64}/);
    assert.equal(await page.locator('.panel .signatures').isVisible(), true);
    await picture(page, 'signing-lot-print');
    await page.context().close();
  });
});
