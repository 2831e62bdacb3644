// The browser and the server that specs run against: the mock by default, a real one by FOODFLOW_URL.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startMock } from './mock/server.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const real = process.env.FOODFLOW_URL ?? null;
export const screens = process.env.FOODFLOW_SCREENS ?? null;
/** Whether every state is looked at in every look: where pictures are kept, and in './foodflow test --long'. */
export const thorough = screens !== null || process.env.FOODFLOW_LONG === '1';

export const sizes = {
  laptop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  wall: { width: 2560, height: 1440 },
};

/** Opens server and browser once for a spec file; `close` ends both. */
export async function open(options = {}) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium or set CHROMIUM to one`);
  const [mock, browser] = await Promise.all([real ? null : startMock(options), chromium.launch({ executablePath, headless: true, args: flags })]);
  return {
    url: (real ?? mock.url).replace(/\/$/, ''),
    mock,
    /** A fresh page with its own storage. */
    page: async ({ size = 'laptop', theme = 'light', language = 'en', density, motion = 'reduce' } = {}) => {
      const context = await browser.newContext({ viewport: sizes[size], colorScheme: theme, locale: language, reducedMotion: motion, acceptDownloads: true, hasTouch: size === 'tablet' });
      const page = await context.newPage();
      if (density) await page.addInitScript((value) => localStorage.setItem('foodflow.preferences', JSON.stringify({ density: value })), density);
      return page;
    },
    close: async () => {
      await browser.close();
      await mock?.close();
    },
  };
}

export function person(who) {
  return real
    ? { email: process.env.FOODFLOW_EMAIL, password: process.env.FOODFLOW_PASSWORD }
    : { email: `${who}@alpenhof.example`, password: 'demo' };
}

/** Comes in as `who`, as after a reload: what signing in looks like has specs of its own. */
export async function signIn(page, url, who = 'quality', to = '/') {
  const { email, password } = person(who);
  const answer = await page.request.post(`${url}/auth/login`, { data: { email, password } });
  if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()} ${await answer.text()}`);
  const { refresh_token: token } = await answer.json();
  const keep = (kept) => {
    // Frames without an origin keep nothing.
    if (window.top !== window || sessionStorage.getItem('e2e.entered') !== kept.instead) return;
    sessionStorage.setItem('e2e.entered', kept.token);
    sessionStorage.setItem('foodflow.refresh', kept.token);
  };
  if (page.url().startsWith(url)) await page.evaluate(keep, { token, instead: await page.evaluate(() => sessionStorage.getItem('e2e.entered')) });
  else await page.addInitScript(keep, { token, instead: null });
  await page.goto(`${url}/app${to}`);
  await page.waitForSelector('.shell');
}

/** Violations of WCAG 2.2 A and AA, each with the elements that have them. axe stays in a page that it was brought into. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }));
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map((node) => `  ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`).join('\n')}`);
}

/** Keeps a picture where FOODFLOW_SCREENS says; nowhere without it. */
export async function picture(page, name) {
  if (!screens) return;
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`) });
}
