// How people come in, come back and keep their account their own; and the machines' accounts.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, signIn, thorough, violations } from '../browser.mjs';

const looks = thorough ? [['light', 'laptop'], ['dark', 'laptop'], ['light', 'tablet']] : [['dark', 'laptop']];

describe('accounts', { skip: real ? 'needs the people of the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  const password = async (page, who) => {
    await page.goto(`${platform.url}/app/sign-in`);
    await page.locator('#email').fill(`${who}@alpenhof.example`);
    await page.locator('#password').fill('demo');
    await page.locator('#password').press('Enter');
    await page.waitForSelector('#code');
  };

  /** name, address, what shows that it is there, what to do before, language. */
  const states = [
    ['sign-in-code', (page) => password(page, 'factor')],
    ['sign-in-enrol', (page) => password(page, 'enrol').then(() => page.waitForSelector('.enrolment svg'))],
    ['sign-in-codes', (page) => password(page, 'enrol').then(async () => {
      await page.locator('#code').fill('123456');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.recovery li');
    })],
    ['forgot', (page) => page.goto(`${platform.url}/app/forgot-password`).then(() => page.waitForSelector('#email'))],
    ['forgot-sent', async (page) => {
      await page.goto(`${platform.url}/app/forgot-password`);
      await page.locator('#email').fill('quality@alpenhof.example');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.sign-in-done');
    }],
    ['forgot-no-mail', async (page) => {
      await page.goto(`${platform.url}/app/forgot-password`);
      await page.locator('#email').fill('nomail@alpenhof.example');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.sign-in-problem');
    }],
    ['reset', (page) => page.goto(`${platform.url}/app/reset-password#ffp_good`).then(() => page.waitForSelector('#new-password'))],
    ['reset-common', async (page) => {
      await page.goto(`${platform.url}/app/reset-password#ffp_good`);
      await page.locator('#new-password').fill('Password2026!');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.sign-in-problem');
    }],
    ['invitation', (page) => page.goto(`${platform.url}/app/invitation#ffi_good`).then(() => page.waitForSelector('#new-password'))],
    ['invitation-refused', (page) => page.goto(`${platform.url}/app/invitation#ffi_old`).then(() => page.waitForSelector('.sign-in-problem'))],
    ['verify', (page) => page.goto(`${platform.url}/app/verify-email#ffv_good`).then(() => page.waitForSelector('.sign-in-done'))],
    ['account', (page) => signIn(page, platform.url, 'quality', '/account').then(() => page.waitForSelector('.session-row'))],
    ['account-enrol', async (page) => {
      await signIn(page, platform.url, 'brand', '/account');
      await page.getByRole('button', { name: 'Turn it on' }).click();
      await page.locator('#proof-password').fill('demo');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.enrolment svg');
    }],
    ['service-accounts', (page) => signIn(page, platform.url, 'admin', '/service-accounts').then(() => page.waitForSelector('tr[data-index]'))],
    ['service-account-details', async (page) => {
      await signIn(page, platform.url, 'admin', '/service-accounts');
      await page.locator('tr[data-index="1"]').click();
      await page.waitForSelector('.service-details');
    }],
    ['service-account-new', async (page) => {
      await signIn(page, platform.url, 'admin', '/service-accounts');
      await page.getByRole('button', { name: 'Add a service account' }).click();
      await page.waitForSelector('#service-name');
    }],
    ['service-accounts-no-permission', (page) => signIn(page, platform.url, 'guest', '/service-accounts').then(() => page.waitForSelector('.notice'))],
  ];

  for (const [theme, size] of looks) {
    it(`look right in ${theme} on a ${size}`, async () => {
      const wrong = [];
      for (const [name, reach] of states) {
        const page = await platform.page({ theme, size });
        const errors = [];
        page.on('console', (message) => message.type() === 'error' && !/40\d|50\d/.test(message.text()) && errors.push(message.text()));
        page.on('pageerror', (error) => errors.push(String(error)));
        await reach(page);
        await page.waitForTimeout(150);
        const found = [...(await violations(page)), ...errors];
        await picture(page, `accounts-${name}-${theme}-${size}`);
        if (found.length > 0) wrong.push(`${name}: ${found.join('\n')}`);
        await page.context().close();
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('are entered with a code, by keyboard alone', async () => {
    const page = await platform.page();
    await password(page, 'factor');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('The code is not right').waitFor();
    await page.locator('#code').fill('123 456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.shell');
    await page.context().close();
  });

  it('are entered only after the recovery codes were seen', async () => {
    const page = await platform.page();
    await password(page, 'enrol');
    await page.locator('#code').fill('123456');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.recovery li');
    assert.equal(await page.locator('.recovery li').count(), 10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.waitForSelector('.shell');
    await page.context().close();
  });

  it('take back what an application may do', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality', '/account');
    await page.getByRole('button', { name: 'Withdraw: Silo Portal' }).click();
    await picture(page, 'account-withdraw-light');
    await page.locator('.confirm').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('Silo Portal', { exact: true }).waitFor({ state: 'detached' });
    await page.getByText('Cold store dashboards').waitFor();
    await page.context().close();
  });

  it('take the secret of a link out of the address', async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app/reset-password#ffp_good`);
    await page.locator('#new-password').fill('a quite different phrase');
    assert.ok(!page.url().includes('ffp_'), page.url());
    await page.locator('#new-password').press('Enter');
    await page.getByText('Your new password is set').waitFor();
    await page.context().close();
  });

  it('are made by an invitation, which signs in', async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app/invitation#ffi_good`);
    await page.getByText('Welcome to Alpenhof Group').waitFor();
    await page.locator('#last').fill('Keller');
    await page.locator('#new-password').fill('demo');
    await page.locator('#new-password').press('Enter');
    await page.waitForSelector('.shell');
    await page.context().close();
  });

  it('end the sessions one does not know', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality');
    await page.locator('.side-user').click();
    await page.getByText('Profile and security').click();
    await page.getByRole('button', { name: 'End: Safari · macOS' }).click();
    await page.waitForFunction(() => document.querySelectorAll('[aria-labelledby=account-sessions] .session-row').length === 2);
    await page.context().close();
  });

  it('turn the second factor on and off', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'quality', '/account');
    await page.getByRole('button', { name: 'Turn it on' }).click();
    await page.locator('#proof-password').fill('not this');
    await page.keyboard.press('Enter');
    await page.getByText('The password is not right').waitFor();
    await page.locator('#proof-password').fill('demo');
    await page.keyboard.press('Enter');
    await page.locator('#proof-code').fill('123456');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 recovery codes are left').waitFor();
    await page.getByRole('button', { name: 'Turn it off' }).click();
    await page.locator('#proof-password').fill('demo');
    await page.locator('#proof-code').fill('123456');
    await page.keyboard.press('Enter');
    await page.getByText('Whoever knows your password').waitFor();
    await page.context().close();
  });

  it('of machines show their key once', async () => {
    const page = await platform.page();
    await signIn(page, platform.url, 'admin', '/service-accounts');
    await page.getByRole('button', { name: 'Add a service account' }).click();
    await page.locator('#service-name').fill('MES line 7');
    await page.getByRole('button', { name: 'Make account and key' }).click();
    await page.getByText('ffs_AaBX').waitFor();
    await page.waitForTimeout(400);
    assert.deepEqual(await violations(page), []);
    await picture(page, 'accounts-service-key-light-laptop');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('gridcell', { name: 'MES line 7' }).waitFor();
    assert.equal(await page.getByText('ffs_AaBX').count(), 0);
    await page.context().close();
  });
});
