// How people sign in to other applications with their account here.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { open, picture, real, violations } from '../browser.mjs';

const looks = [['light', 'laptop'], ['dark', 'laptop'], ['light', 'tablet']];

describe('another application', { skip: real ? 'needs the applications of the mock' : false }, () => {
  let platform;
  before(async () => {
    platform = await open();
  });
  after(async () => platform.close());

  const at = (id) => `/connect?tenant=alpenhof&request=${id}`;
  const password = async (page) => {
    await page.locator('#email').fill('quality@alpenhof.example');
    await page.locator('#password').fill('demo');
    await page.keyboard.press('Enter');
  };

  const enter = async (page, id) => {
    await page.goto(`${platform.url}/app/sign-in?to=${encodeURIComponent(at(id))}`);
    await password(page);
  };

  const states = [
    ['agree', (page) => enter(page, 'agree').then(() => page.waitForSelector('.connect-asks'))],
    ['sign-in', (page) => page.goto(`${platform.url}/app${at('agree')}`).then(() => page.getByText('signs people in').waitFor())],
    ['another-user', (page) => enter(page, 'other').then(() => page.getByText('asks for another user').waitFor())],
    ['gone', (page) => page.goto(`${platform.url}/app${at('old')}`).then(() => page.waitForSelector('.sign-in-problem'))],
  ];

  for (const [theme, size] of looks) {
    it(`asks in ${theme} on a ${size}`, async () => {
      const wrong = [];
      for (const [name, reach] of states) {
        const page = await platform.page({ theme, size });
        const errors = [];
        page.on('console', (message) => message.type() === 'error' && !/40\d|50\d/.test(message.text()) && errors.push(message.text()));
        page.on('pageerror', (error) => errors.push(String(error)));
        await reach(page);
        const found = [...(await violations(page)), ...errors];
        await picture(page, `connect-${name}-${theme}-${size}`);
        if (found.length > 0) wrong.push(`${name}: ${found.join('\n')}`);
        await page.context().close();
      }
      assert.deepEqual(wrong, []);
    });
  }

  it('signs somebody in who signs in here first and allows it, by keyboard alone', async () => {
    const page = await platform.page();
    await page.goto(`${platform.url}/app${at('agree')}`);
    await page.getByText('signs people in').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#email');
    await password(page);
    await page.waitForSelector('.connect-asks');
    assert.equal(await page.locator('.connect-asks li').count(), 6);
    await page.getByRole('button', { name: 'Allow', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/mock/application?code=1');
    await page.context().close();
  });

  it('takes no for an answer', async () => {
    const page = await platform.page();
    await enter(page, 'agree');
    await page.getByRole('button', { name: 'Do not allow' }).click();
    await page.waitForURL('**/mock/application?error=access_denied');
    await page.context().close();
  });

  it('asks nothing that was agreed to before', async () => {
    const page = await platform.page();
    await enter(page, 'go');
    await page.waitForURL('**/mock/application?code=1');
    await page.context().close();
  });

  it('may ask for another sign-in', async () => {
    const page = await platform.page();
    await enter(page, 'again');
    await page.getByText('asks you to sign in again').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForSelector('#email');
    await password(page);
    await page.waitForSelector('.connect-asks');
    await page.context().close();
  });
});
