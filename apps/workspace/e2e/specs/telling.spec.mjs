// How others are told: channels, templates and subscriptions; and what oneself wants to hear.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { real, signIn } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, shared } from '../states.mjs';

const platform = shared();

const row = 'tr[data-index]';
const at = (part, n) => `01a2030${part}-0000-7000-8000-${String(n).padStart(12, '0')}`;
const recall = `/notifications/templates/${at(2, 3)}`;

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['channel-one', 'admin', `/notifications/channels?channel=${at(1, 2)}`, '.channel-last', (page) => button(page, 'Send a test').click().then(() => page.waitForSelector('.test-result')).then(() => page.mouse.move(0, 0))],
  ['channel-edit', 'admin', `/notifications/channels?channel=${at(1, 4)}`, '.channel-last', (page) => button(page, 'Change').click().then(() => page.waitForSelector('.drawer'))],
  ['templates', 'admin', '/notifications/templates', '.languages'],
  ['template-edit', 'admin', recall, '.mail-html'],
  ['template-history', 'admin', recall, '.mail-html', (page) => button(page, 'Versions').click().then(() => page.waitForSelector('.line-new'))],
  ['subscription-one', 'admin', `/notifications/subscriptions?subscription=${at(3, 2)}`, '.way .channel-mark'],
  ['subscription-edit', 'admin', `/notifications/subscriptions?subscription=${at(3, 2)}`, '.way .channel-mark', (page) => button(page, 'Change').click().then(() => page.locator('.drawer .address-row').waitFor())],
  ['preferences', 'admin', '/notifications/preferences', '.day'],
  ['suppressions', 'admin', `/notifications/suppressions?suppression=${at(4, 2)}`, '.suppression-detail'],
  ['suppressions-inbound', 'admin', '/notifications/suppressions', row, (page) => button(page, 'Bounces').click().then(() => page.waitForSelector('.signing-secret'))],
  ['template-instead', 'admin', '/notifications/templates/new?instead=quota.warned', '.mail-text'],
  ['on-call', 'admin', '/notifications/on-call', '.shift'],
  ['on-call-edit', 'admin', '/notifications/on-call', '.shift', (page) => button(page, 'Change').click().then(() => page.waitForSelector('.hours-row'))],
  ['channels-empty', 'empty', '/notifications/channels', '.notice'],
  ['templates-no-permission', 'viewer', '/notifications/templates', '.notice'],
];
const pictured = new Set(['channel-one', 'template-edit', 'template-history', 'subscription-edit', 'preferences', 'suppressions', 'on-call', 'on-call-edit']);
looksRight('telling', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: pictured },
    { name: 'tablet', theme: 'light', size: 'tablet', only: pictured },
  ],
});

fitsInLanguages('telling', {
  platform, who: 'admin', pages: [['channel', `/notifications/channels?channel=${at(1, 2)}`, '.channel-last'], ['template', recall, '.mail-html'], ['preferences', '/notifications/preferences', '.day'], ['on-call', '/notifications/on-call', '.shift']],
});

describe('telling', { skip: real ? 'changes the channels of the server' : false }, () => {
  it('goes by a web hook that is set up, signed, tried, given another secret, and removed', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/channels');
    await button(page, 'Set up a channel').click();
    const drawer = page.locator('.drawer');
    await drawer.getByText('Web hook', { exact: true }).click();
    await drawer.getByLabel('Name').fill('Line control');
    await drawer.getByLabel('Address').fill('http://line.example/hook');
    await drawer.getByLabel('Address').press('Enter');
    await drawer.getByText('it must begin with https://').waitFor();
    await drawer.getByLabel('Address').fill('https://line.example/hook');
    await drawer.getByLabel('Address').press('Enter');
    await page.locator('.signing-secret', { hasText: 'whsec_MfKQ9r8' }).waitFor();
    await button(page, 'I have kept it').click();
    await page.locator('.panel h2', { hasText: 'Line control' }).waitFor();
    await button(page, 'Send a test').click();
    await page.locator('.test-result', { hasText: '53 bytes' }).waitFor();
    await page.locator('.test-result', { hasText: 'asks to wait 120 s' }).waitFor();
    await button(page, 'Replace the secret').click();
    const confirm = page.locator('.confirm');
    await confirm.getByLabel('72 hours').check();
    await button(confirm, 'Replace the secret').click();
    await page.locator('.signing-secret', { hasText: 'whsec_C2FVsBQ' }).waitFor();
    await button(page, 'I have kept it').click();
    await page.getByText('Signed by the secret before, too').waitFor();
    await button(page, 'Switch off').click();
    await page.locator('.panel .pill', { hasText: 'Off' }).waitFor();
    await button(page, 'Remove').click();
    await button(confirm, 'Remove').click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.locator(row, { hasText: 'Line control' }).count(), 0);
    await page.context().close();
  });

  it('takes a password for the server only that it was entered for', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', `/notifications/channels?channel=${at(1, 4)}`);
    await button(page, 'Change').click();
    const drawer = page.locator('.drawer');
    await drawer.getByText('Leave empty to keep it').waitFor();
    await drawer.getByLabel('Server', { exact: true }).fill('mail.elsewhere.example');
    await drawer.getByText('Enter it anew').waitFor();
    await button(drawer, 'Save').click();
    await drawer.getByText('secrets.password is required').waitFor();
    await page.context().close();
  });

  it('says what a template says while it is written, and keeps what it said before', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/templates');
    await page.locator(row, { hasText: 'recall.opened' }).click();
    const subject = page.getByLabel('Subject');
    await page.locator('.mail-subject', { hasText: 'Recall RX-7: Alpenhof mountain cheese' }).waitFor();
    await subject.fill('Now: {{recall.nr}}');
    await page.locator('.mail-subject', { hasText: 'Line 1: {{recall.nr}} is not in the data' }).waitFor();
    await subject.fill('Now: ');
    await button(page, 'recall.number').click();
    await page.locator('.mail-subject', { hasText: 'Now: RX-7' }).waitFor();
    assert.equal(await subject.inputValue(), 'Now: {{recall.number}}');
    await button(page, 'Telephone').click();
    await page.locator('.phone-bubble', { hasText: 'RECALL RX-7 Alpenhof mountain cheese: hold KA-118 KA-119' }).waitFor();
    await button(page, '+ French').click();
    await page.locator('.language-open').waitFor();
    await page.getByLabel('Text', { exact: true }).fill('Le rappel {{recall.number}} est ouvert.');
    await page.locator('.language-open').waitFor({ state: 'detached' });
    await button(page, 'Save 2 changes').click();
    await page.getByText('Version 4, admin@alpenhof.example').waitFor();
    await button(page, 'Versions').click();
    const drawer = page.locator('.drawer');
    await drawer.locator('.difference', { hasText: 'French · Text' }).waitFor();
    await drawer.getByRole('button', { name: /^1 / }).click();
    await button(drawer, 'Take up version 1 again').click();
    await button(page, 'German').waitFor({ state: 'detached' });
    await button(page, 'Discard').click();
    await button(page, 'Send a test').click();
    await drawer.getByLabel('Channel').selectOption({ label: 'Quality channel (Slack)' });
    await button(drawer, 'Send a test').click();
    await drawer.locator('.test-result', { hasText: 'HTTP 200' }).waitFor();
    await page.context().close();
  });

  it('begins with an event and ends with a person', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/subscriptions');
    await button(page, 'Add a subscription').click();
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('Name').fill('Locked out');
    const events = drawer.getByRole('combobox', { name: 'Events' });
    await events.fill('SignInLocked');
    await events.press('Enter');
    await events.press('Tab');
    await button(drawer, 'Add a subscription').click();
    await drawer.getByText('to must reach somebody').waitFor();
    await button(drawer, 'Only if a part is like this').click();
    await drawer.getByLabel('Part of the event').fill('Until');
    await button(drawer, 'Add a subscription').click();
    await drawer.getByText('when.Until must be a part of an event').waitFor();
    await drawer.getByLabel('Part of the event').fill('reason');
    await drawer.getByLabel('Has to be').fill('codes');
    await button(drawer, 'Administrator').click();
    await drawer.getByText('Mail', { exact: true }).click();
    await drawer.getByText('Critical', { exact: true }).click();
    await drawer.getByLabel('Template').selectOption({ label: 'recall.opened' });
    await drawer.getByLabel('Language').selectOption({ label: 'German' });
    await button(drawer, 'Add a subscription').click();
    await page.locator('.panel .stop', { hasText: 'SignInLocked' }).waitFor();
    await page.locator('.panel .stop', { hasText: 'reason = codes' }).waitFor();
    await page.locator('.panel .stop', { hasText: 'recall.opened German' }).waitFor();
    await page.locator('.panel .stop', { hasText: 'Administrator' }).waitFor();
    await button(page, 'Switch off').click();
    await page.locator('.panel .pill', { hasText: 'Off' }).waitFor();
    await page.context().close();
  });

  it('takes the place of what the platform says, and gives it back', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/templates');
    await page.locator(row, { hasText: 'quota.warned' }).click();
    await page.getByText('Comes with the platform. What you save takes its place').waitFor();
    await page.getByLabel('Subject').fill('Ours: {{metric}}');
    await button(page, 'Save 1 change').click();
    await page.getByText('Version 1, admin@alpenhof.example').waitFor();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.locator(row, { hasText: 'Ours, in its place' }).click();
    await button(page, 'Remove').click();
    await page.locator('.confirm').getByRole('button', { name: 'Remove' }).click();
    await page.locator(row, { hasText: 'quota.warned' }).getByText('Comes with the platform').waitFor();
    await page.context().close();
  });

  it('ends at an address that is not written to', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/suppressions');
    await button(page, 'Suppress an address').click();
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('Address or number').fill('nobody');
    await drawer.getByLabel('Address or number').press('Enter');
    await drawer.getByText('address must be an address as anna@example.com').waitFor();
    await drawer.getByLabel('Address or number').fill('nobody@markt.example');
    await drawer.getByLabel('Address or number').press('Enter');
    await page.locator('.panel h2', { hasText: 'nobody@markt.example' }).waitFor();
    await button(page, 'Write there again').click();
    await page.locator('.confirm').getByRole('button', { name: 'Write there again' }).click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.locator(row, { hasText: 'nobody@markt.example' }).count(), 0);
    await button(page, 'Bounces').click();
    await button(drawer, 'Make a secret').click();
    await drawer.locator('.signing-secret', { hasText: 'whsec_plJ3nmy' }).waitFor();
    await page.context().close();
  });

  it('reaches whoever is on call, or stands in', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/notifications/on-call');
    await page.locator('.watch', { hasText: 'Line 2' }).click();
    await page.locator('.gap').first().waitFor();
    await page.locator('.watch', { hasText: 'Cold chain' }).click();
    await page.locator('.gap').first().waitFor({ state: 'detached' });
    await page.locator('.shift').nth(3).waitFor();
    const line = page.getByRole('group', { name: /^Week from/ }).nth(2);
    const { x, y, width, height } = await line.boundingBox();
    await page.mouse.move(x + (width * 1.25) / 7, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + (width * 2.25) / 7, y + height / 2, { steps: 4 });
    await page.mouse.up();
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('Who').selectOption({ label: 'Daniel Frei' });
    const from = await drawer.getByLabel('From').inputValue();
    assert.match(from, /T06:00$/);
    await drawer.getByLabel('To', { exact: true }).fill(from);
    await button(drawer, 'Have somebody stand in').click();
    await drawer.getByText('to must be after from').waitFor();
    const end = new Date(`${from}Z`);
    await drawer.getByLabel('To', { exact: true }).fill(new Date(end.getTime() + 86_400_000).toISOString().slice(0, 16));
    await button(drawer, 'Have somebody stand in').click();
    const standsIn = page.locator('.shift-stands-in', { hasText: 'Daniel Frei' }).first();
    await standsIn.focus();
    await page.keyboard.press('Enter');
    await button(drawer, 'End standing in').click();
    await standsIn.waitFor({ state: 'detached' });
    await button(page, 'Make a schedule').click();
    await drawer.getByLabel('Name', { exact: true }).fill('Deliveries');
    await drawer.getByLabel('Name of the layer').fill('Everybody');
    await button(drawer, 'Make a schedule').click();
    await drawer.getByText('layers[0].people must have 1..50 people').waitFor();
    const people = drawer.getByRole('combobox', { name: 'People' });
    await people.focus();
    await people.fill('Elif');
    await people.press('Enter');
    await button(drawer, 'Make a schedule').click();
    await page.locator('.oncall-schedule h2', { hasText: 'Deliveries' }).waitFor();
    await page.locator('.watch', { hasText: 'Deliveries' }).waitFor();
    await page.context().close();
  });

  it('leaves in peace whoever wants that', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'quality', '/notifications');
    await page.getByRole('link', { name: 'What I hear' }).click();
    await page.getByLabel('Warning by mail').click();
    await page.getByLabel('Every week').check();
    await page.getByLabel('On', { exact: true }).selectOption({ label: 'Friday' });
    await page.getByLabel('To', { exact: true }).fill('22:00');
    await button(page, 'Save 3 changes').click();
    await page.getByText('quiet_hours.to must be another time').waitFor();
    await page.getByLabel('To', { exact: true }).fill('07:00');
    await button(page, 'Save 3 changes').click();
    await button(page, 'Save').waitFor();
    assert.equal(await page.getByLabel('On', { exact: true }).inputValue(), 'friday');
    assert.equal(await page.getByLabel('Warning by mail').getAttribute('aria-checked'), 'false');
    assert.equal(await page.getByRole('link', { name: 'Channels' }).count(), 0);
    await page.context().close();
  });

  it('tries all again that was given up, once the receiver is back', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', `/notifications/deliveries?state=dead&channel=${at(1, 1)}`);
    await button(page, 'Try 2 again').click();
    await page.locator('.confirm').getByRole('button', { name: 'Try 2 again' }).click();
    await page.waitForSelector('.confirm', { state: 'detached' });
    await page.getByText('Nothing like that').waitFor();
    await page.goto(`${platform().url}/app/notifications?notification=01a20300-0000-7000-8000-000000000090`);
    await page.getByText('It is in other people’s lists').waitFor();
    assert.equal(await button(page, 'I am seeing to it').count(), 0);
    await page.context().close();
  });
});
