// Single sign-on: the company's identity providers, and signing in by one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, real, signIn, violations } from '../browser.mjs';
import { button, fitsInLanguages, looksRight, settled, shared } from '../states.mjs';

const platform = shared();

/** name, who signs in, address, what shows that the state is reached, what is done then. */
const states = [
  ['sso-test', 'admin', '/single-sign-on?provider=p1', '.sso-domain', (page) => button(page, 'Test').click().then(() => page.waitForSelector('.sso-checks')).then(() => page.mouse.move(0, 0))],
  ['sso-trial', 'admin', '/single-sign-on?provider=p1&trial=t1', '.sso-claims'],
  ['sso-edit', 'admin', '/single-sign-on?provider=p1', '.sso-domain', (page) => button(page, 'Change').click().then(() => page.locator('.drawer').getByLabel('Role of b1946ac9-qa').waitFor())],
  ['sso-empty', 'empty', '/single-sign-on', '.notice'],
  ['sso-no-permission', 'viewer', '/single-sign-on', '.notice'],
];
const pictured = new Set(['sso-test', 'sso-edit']);
looksRight('single sign-on', {
  platform,
  states,
  looks: [
    { name: 'light', theme: 'light' },
    { name: 'dark', theme: 'dark', only: pictured },
    { name: 'tablet', theme: 'light', size: 'tablet', only: pictured },
  ],
});

fitsInLanguages('single sign-on', { platform, who: 'admin', pages: [['sso', '/single-sign-on?provider=p1', '.sso-domain']] });

describe('an identity provider', { skip: real ? 'changes the providers of the server' : false }, () => {
  it('is connected, verified, tried and removed', async () => {
    const page = await platform().page();
    await signIn(page, platform().url, 'admin', '/single-sign-on');
    await button(page, 'Connect a provider').click();
    const drawer = page.locator('.drawer');
    await drawer.getByLabel('Name', { exact: true }).fill('Okta');
    await drawer.getByLabel('Issuer').fill('http://okta.example');
    await drawer.getByLabel('Client ID').fill('0oa1');
    await drawer.getByLabel('Client secret').fill('secret');
    await drawer.getByLabel('Email domains').fill('okta.example');
    await button(drawer, 'Connect a provider').click();
    await drawer.getByText('issuer must be an https:// address').waitFor();
    await drawer.getByLabel('Issuer').fill('https://okta.example');
    await drawer.getByLabel('Issuer').press('Enter');
    await page.locator('.panel h2', { hasText: 'Okta' }).waitFor();
    await page.getByText('https://foodflow.alpenhof.example/auth/sso/alpenhof/p3/callback').waitFor();
    await page.getByText('Add this TXT record').waitFor();
    await button(page, 'Verify').click();
    await page.locator('.sso-domain .pill-ok').waitFor();
    await button(page, 'Take back').click();
    await page.locator('.confirm').getByRole('button', { name: 'Take back' }).click();
    await button(page, 'Verify').click();
    await button(page, 'Take back').waitFor();
    await button(page, 'Try a sign-in').click();
    await page.waitForSelector('.sso-claims');
    await button(page, 'Remove').click();
    await page.locator('.confirm').getByRole('button', { name: 'Remove' }).click();
    await page.waitForSelector('.panel', { state: 'detached' });
    assert.equal(await page.getByText('Okta', { exact: true }).count(), 0);
    await page.context().close();
  });

  it('signs somebody in who leaves the address field, and leads to the page that was asked for', async () => {
    const page = await platform().page();
    await page.goto(`${platform().url}/app/sign-in?to=${encodeURIComponent('/lots?q=milk')}`);
    await page.locator('#email').fill('marta@works.example');
    await page.keyboard.press('Tab');
    await button(page, 'Continue with Works ID').waitFor();
    await settled(page);
    await picture(page, 'sign-in-sso-light');
    assert.deepEqual(await violations(page), []);
    await page.locator('#email').fill('marta@elsewhere.example');
    await button(page, 'Continue with Works ID').waitFor({ state: 'detached' });
    await page.locator('#email').fill('marta@works.example');
    await page.keyboard.press('Tab');
    await button(page, 'Continue with Works ID').waitFor();
    await page.locator('#email').press('Enter');
    await page.waitForSelector('.shell');
    assert.match(page.url(), /\/app\/lots\?q=milk$/);
    await page.locator('.side-user').click();
    await page.getByText('Sign out', { exact: true }).click();
    await page.getByText('You are still signed in at Works ID.').waitFor();
    await page.getByRole('link', { name: 'Sign out there' }).click();
    await page.getByRole('heading', { name: 'Silo Portal' }).waitFor();
    await page.context().close();
  });

  it('says why it signed nobody in, and leaves the password as it was', async () => {
    const page = await platform().page();
    await page.goto(`${platform().url}/app/sign-in?sso_refused=no_account`);
    await page.getByText('Ask your administrator for an invitation').waitFor();
    await page.goto(`${platform().url}/app/sign-in?sso_refused=${encodeURIComponent('call 0900 1234')}`);
    await page.locator('#email').waitFor();
    assert.equal(await page.getByText('0900').count(), 0);
    await page.goto(`${platform().url}/app/sign-in#sso=ffx_old`);
    await page.getByText('was used already').waitFor();
    assert.equal(new URL(page.url()).hash, '');
    await page.locator('#email').fill('quality@alpenhof.example');
    await page.locator('#password').fill('demo');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.shell');
    await page.context().close();
  });
});
