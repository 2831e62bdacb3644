// The browser and the server that specs run against: the mock by default, a real one by FOODFLOW_URL.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { startMock } from './mock/server.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const real = process.env.FOODFLOW_URL ?? null;
export const screens = process.env.FOODFLOW_SCREENS ?? null;

export const sizes = {
  laptop: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  wall: { width: 2560, height: 1440 },
};

/** Opens server and browser once for a spec file; `close` ends both. */
export async function open(options = {}) {
  const mock = real ? null : await startMock(options);
  const profile = await mkdtemp(join(tmpdir(), 'foodflow-e2e-'));
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`No browser at ${executablePath}: install chromium or set CHROMIUM to one`);
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: flags });
  const browser = context.browser();
  return {
    url: (real ?? mock.url).replace(/\/$/, ''),
    mock,
    /** A fresh page with its own storage. */
    page: async ({ size = 'laptop', theme = 'light', language = 'en', density, motion = 'reduce' } = {}) => {
      const made = browser
        ? await browser.newContext({ viewport: sizes[size], colorScheme: theme, locale: language, reducedMotion: motion, acceptDownloads: true, hasTouch: size === 'tablet' })
        : context;
      const page = await made.newPage();
      if (!browser) await page.setViewportSize(sizes[size]);
      if (density) await page.addInitScript((value) => localStorage.setItem('foodflow.preferences', JSON.stringify({ density: value })), density);
      return page;
    },
    close: async () => {
      await context.close();
      await mock?.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

export function person(who) {
  return real
    ? { email: process.env.FOODFLOW_EMAIL, password: process.env.FOODFLOW_PASSWORD }
    : { email: `${who}@alpenhof.example`, password: 'demo' };
}

export async function signIn(page, url, who = 'quality', to = '/') {
  const { email, password } = person(who);
  await page.goto(`${url}/app/sign-in?to=${encodeURIComponent(to)}`);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('#password').press('Enter');
  await page.waitForSelector('.shell');
}

/** Violations of WCAG 2.2 A and AA, each with the elements that have them. */
export async function violations(page) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 4).map((node) => `  ${node.html.slice(0, 160)} ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''}`).join('\n')}`);
}

/** Keeps a picture where FOODFLOW_SCREENS says; nowhere without it. */
export async function picture(page, name) {
  if (!screens) return;
  await mkdir(screens, { recursive: true });
  await page.screenshot({ path: join(screens, `${name}.png`) });
}
