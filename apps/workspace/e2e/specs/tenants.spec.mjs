// Companies: one's own, as its administrator sees it, and all of them, as whoever runs the platform does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['first-steps', 'admin', '/', '.first-steps li'],
  ['company', 'admin', '/company', '.previews'],
  ['company-colour', 'admin', '/company', '.previews', async (page) => {
    await page.getByLabel('Colour of actions').fill('#f2c200');
    await page.getByText('only 1.', { exact: false }).waitFor();
  }],
  ['company-plan', 'admin', '/company/plan', '.plan-chosen'],
  ['company-features', 'admin', '/company/features', '.feature'],
  ['company-export', 'admin', '/company/export', '.exports li'],
  ['company-loading', 'slow', '/company', '.skeleton'],
  ['company-error', 'broken', '/company', '[role=alert] .notice'],
  ['company-no-permission', 'viewer', '/company', '.notice'],
  ['company-no-plan', 'slow', '/company/plan', '.notice'],
  ['tenants', 'platform', '/tenants', row],
  ['tenants-new', 'platform', '/tenants?new=1', '.drawer form', async (page) => {
    await page.getByLabel('Name of the company').fill('Käserei Emmental & Söhne');
    await page.getByLabel('Plan').selectOption('pro');
  }],
  ['tenants-empty', 'empty', '/tenants', '.notice'],
  ['tenants-no-match', 'platform', '/tenants?q=nothing-like-this', '.notice'],
  ['tenants-loading', 'slow', '/tenants', '.skeleton'],
  ['tenants-error', 'broken', '/tenants', '[role=alert] .notice'],
  ['tenants-no-permission', 'admin', '/tenants', '.notice'],
  ['tenant-unpaid', 'platform', '/tenants/t6', '.invoices li'],
  ['billing-events', 'platform', '/billing-events', row],
  ['billing-events-none', 'platform', '/billing-events?state=waiting', '.notice'],
  ['tenant-suspended', 'platform', '/tenants/t3', '.tenant-standing-watch'],
  ['tenant-deleting', 'platform', '/tenants/t7', '.tenant-standing-act'],
  ['tenant-limit', 'platform', '/tenants/t2', '.meter', (page) => button(page, 'Change the limit: Users').click().then(() => page.waitForSelector('.drawer form'))],
  ['tenant-suspend', 'platform', '/tenants/t2', '.meter', (page) => button(page, 'Suspend').click().then(() => page.waitForSelector('.confirm'))],
  ['tenant-delete', 'platform', '/tenants/t2', '.meter', (page) => button(page, 'Delete').click().then(() => page.waitForSelector('.confirm'))],
  ['tenant-restore', 'platform', '/tenants/t2', '.backups li', (page) => button(page, 'Restore').first().click().then(() => page.waitForSelector('.confirm'))],
  ['tenant-sandbox', 'platform', '/tenants/t9', '.sandbox-line', (page) => button(page, 'Fill once more').click().then(() => page.getByText('35%').waitFor())],
  ['tenant-database', 'platform', '/tenants/t8', '.placement-tables', async (page) => {
    await page.getByText('Tables compared: 5').click();
    await page.getByText('Not compared yet').scrollIntoViewIfNeeded();
  }],
  ['tenant-unknown', 'platform', '/tenants/t99', '[role=alert] .notice'],
];
const pictured = new Set(['first-steps', 'company', 'company-plan', 'company-features', 'company-export', 'tenants', 'tenant-unpaid', 'tenant-database', 'billing-events']);
const dark = new Set([...pictured, 'company-colour', 'tenant-suspended', 'tenant-deleting', 'tenant-delete', 'tenant-restore', 'tenant-limit']);
looksRight('companies', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: dark },
    { name: 'tablet', theme: 'light', size: 'tablet', only: pictured },
  ],
});

fitsInLanguages('companies', { platform, who: 'platform', pages: [['tenant', '/tenants/t6', '.plan-chosen'], ['company', '/company', '.previews']] });

describe('a company', { skip: real ? 'changes the companies of the server' : false }, () => {
  it('gets another name and colour, and everybody sees them at once', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/company');
    await page.getByLabel('Name of the company').fill('Alpenhof Holding');
    await page.getByLabel('Colour of actions').fill('#1d4f91');
    await button(page, 'Save 2 changes').click();
    await page.locator('.side-tenant', { hasText: 'Alpenhof Holding' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.style.getPropertyValue('--ff-brand-fill')), '#1d4f91');
    await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('iVBORw0KGgo=', 'base64') });
    await page.waitForSelector('.side-logo');
    await button(page, 'Remove').click();
    await page.waitForSelector('.side-logo', { state: 'detached' });
    await page.getByLabel('Name of the company').fill('Alpenhof Group');
    await button(page, 'Standard').click();
    await button(page, 'Save 2 changes').click();
    await page.locator('.side-tenant', { hasText: 'Alpenhof Group' }).waitFor();
    await page.context().close();
  });

  it('moves to a database of its own, and back', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'platform', '/tenants/t2');
    await page.getByText('a database of its own is proposed', { exact: false }).waitFor();
    await button(page, 'Move to its own database').click();
    await page.locator('.confirm').getByRole('button', { name: 'Move to its own database' }).click();
    await page.getByText('Copying, 42%').waitFor();
    await page.getByText('Saving waited 212 ms at the switch').waitFor();
    assert.equal(await button(page, 'Settle').count(), 1);
    await button(page, 'Take it back').click();
    await page.locator('.confirm').getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Saving waited 148 ms on the way back').waitFor();
    await button(page, 'Move to its own database').waitFor();
    await page.context().close();
  });

  it('warns at 80 %, switches features, changes and cancels its plan', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/company/plan');
    await page.locator('.meter-warning', { hasText: '86% used' }).waitFor();
    await page.locator('.meter-exceeded', { hasText: 'Used up' }).waitFor();
    await button(page, 'Cancel the plan').click();
    await page.locator('.confirm').getByRole('button', { name: 'Cancel the plan' }).click();
    await page.getByText('Ends on', { exact: false }).waitFor();
    await button(page, 'Keep the plan').click();
    await page.getByText('Paid until', { exact: false }).waitFor();

    await page.getByRole('link', { name: 'Features' }).click();
    const sensors = page.getByRole('switch', { name: 'Sensors and cold chain' });
    await sensors.focus();
    await page.keyboard.press('Space');
    await page.locator('.feature-off', { hasText: 'switched off by the company' }).nth(1).waitFor();
    assert.equal(await page.getByRole('switch', { name: 'Co-pilot' }).isDisabled(), true);
    await page.locator('.feature', { hasText: 'Sensors' }).getByRole('button', { name: 'As the plan' }).click();
    await page.locator('.feature', { hasText: 'Sensors' }).getByText(/^In the plan ·/).waitFor();

    await page.getByRole('link', { name: 'Export' }).click();
    await button(page, 'Make an export').click();
    await page.locator('.exports li').nth(1).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.exports .pill-ok').length === 2);
    await page.context().close();
  });

  it('is backed up, put back to what it was, and that is undone', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'platform', '/tenants/t4');
    await button(page, 'Back up now').click();
    await page.locator('.backups .pill-ok').waitFor();
    const slug = await page.locator('code.code').first().textContent();
    const confirm = page.locator('.confirm');
    await button(page, 'Restore').click();
    assert.equal(await confirm.getByRole('button', { name: 'Restore' }).isDisabled(), true);
    await confirm.getByLabel('To confirm, type').fill(slug);
    await confirm.getByRole('button', { name: 'Restore' }).click();
    await page.locator('.restores .pill-ok').waitFor();
    await page.getByText('requests waited 38 ms', { exact: false }).waitFor();
    await button(page, 'Undo').click();
    await confirm.getByLabel('To confirm, type').fill(slug);
    await confirm.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.restores .pill', { hasText: 'Undone' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'then.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') });
    await page.locator('.backups li').nth(1).waitFor();
    await page.context().close();
  });

  it('pays for its plan on the page of Stripe, and looks after its cards there', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/company/plan');
    await page.locator('.plan-times', { hasText: 'Invoiced by hand' }).waitFor();
    await button(page, 'Choose Free').click();
    await page.locator('.confirm').getByRole('button', { name: 'Choose Free' }).click();
    await button(page, 'Choose Pro').click();
    await page.getByText('You go to Stripe’s page', { exact: false }).waitFor();
    await page.locator('.confirm').getByRole('button', { name: 'Pay for Pro' }).click();
    await page.locator('.plan-times', { hasText: 'Paid through Stripe' }).waitFor();
    await page.locator('.invoices li').first().waitFor();
    assert.equal(await page.evaluate(() => location.search), '');
    await button(page, 'Cards and addresses').click();
    await page.getByRole('heading', { name: 'Cards and invoices' }).waitFor();
    await page.context().close();
  });

  it('sees its first steps, skips one, and hides the list', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/');
    await page.locator('.first-steps', { hasText: '2 of 8 done' }).waitFor();
    await button(page, 'Send a test mail').click();
    await page.locator('.first-steps', { hasText: '3 of 8 done' }).waitFor();
    await button(page, 'Skip: Ask everybody for a second step at sign-in').click();
    await page.locator('.first-steps', { hasText: '3 of 7 done' }).waitFor();
    await page.getByRole('link', { name: 'Give the company its colour and logo' }).click();
    await page.waitForSelector('.previews');
    await page.goBack();
    await button(page, 'Hide').click();
    await page.waitForSelector('.first-steps', { state: 'detached' });
    await page.context().close();
  });

  it('is noted as unpaid and as paid, and a payment event is dealt with anew', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'platform', '/tenants/t8');
    await button(page, 'Note as unpaid').click();
    await page.locator('.plan-standing-watch', { hasText: 'The last payment failed' }).waitFor();
    await button(page, 'Note as paid').click();
    await page.waitForSelector('.plan-standing', { state: 'detached' });
    await button(page, 'Invite an administrator').click();
    await page.getByLabel('Email').fill('new@nordkorn.example');
    await page.keyboard.press('Enter');
    await page.getByText(`${platform().url}/app/invitation#ffi_`).waitFor();

    await page.goto(`${platform().url}/app/billing-events?state=dead`);
    await page.locator(row, { hasText: 'customer.subscription.updated' }).getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('.notice');
    await page.locator('.contracts summary', { hasText: '2 contracts' }).click();
    await page.locator('.contracts li', { hasText: 'price_support_1' }).waitFor();
    await button(page, 'Use account acct_1QxOther (test)').click();
    await page.locator('.confirm').getByRole('button', { name: 'Use account' }).click();
    await page.waitForSelector('.tenant-standing', { state: 'detached' });
    await page.context().close();
  });

  it('is made, suspended, resumed and deleted by its name', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'platform', '/tenants');
    await button(page, 'Add a company').click();
    await page.locator('.drawer :focus').waitFor();
    await page.keyboard.type('Zuger Kirsch');
    assert.equal(await page.locator('.drawer').getByLabel('Short name').inputValue(), 'zuger_kirsch');
    await page.getByLabel('Email').fill('chef@zuger-kirsch.example');
    await page.keyboard.press('Enter');
    await page.getByText(`${platform().url}/app/invitation#ffi_`).waitFor();
    await button(page, 'I have it').click();
    await page.getByRole('heading', { name: 'Zuger Kirsch', level: 1 }).waitFor();

    await button(page, 'Choose Pro').click();
    await page.getByLabel('Begin with a trial').check();
    await page.locator('.confirm').getByRole('button', { name: 'Choose Pro' }).click();
    await page.locator('.plan-state', { hasText: 'On trial' }).waitFor();
    await button(page, 'Change the limit: Users').click();
    await page.getByLabel('A limit of its own').check();
    await page.getByLabel('How many').fill('500');
    await page.getByLabel('Reason').fill('Harvest');
    await button(page, 'Save').click();
    await page.locator('.meter', { hasText: 'own limit' }).waitFor();

    await button(page, 'Suspend').click();
    await page.locator('.confirm').getByLabel('Reason').fill('Unpaid');
    await page.locator('.confirm').getByRole('button', { name: 'Suspend' }).click();
    await page.locator('.tenant-standing', { hasText: 'Unpaid' }).waitFor();
    await button(page, 'Resume').click();
    await page.waitForSelector('.tenant-standing', { state: 'detached' });

    await button(page, 'Delete').click();
    await page.locator('.confirm :focus').waitFor();
    const yes = page.locator('.confirm').getByRole('button', { name: 'Delete 1 company' });
    assert.equal(await yes.isDisabled(), true);
    await page.keyboard.type('zuger_kirsch');
    await yes.click();
    await page.locator('.tenant-standing-act', { hasText: 'all data is erased' }).waitFor();
    await button(page, 'Take the deletion back').click();
    await page.waitForSelector('.tenant-standing', { state: 'detached' });
    await page.context().close();
  });
});
