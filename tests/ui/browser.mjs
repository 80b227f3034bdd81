// A strict browser: any error on a page fails the test that opened it.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { chromium } = createRequire(join(process.env.WAYFINDER_SDK, 'package.json'))('playwright-core');

export const views = ['overview', 'traffic', 'keys', 'models', 'playground', 'calibrate'];
const patience = 40_000; // a busy machine

export const startBrowser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });

/**
 * A separate page with `open(view)`, `shot(name)` and `finish()`, which fails on any browser error;
 * `unreachable`: except on a request that got no response.
 */
export async function newPage(browser, url, { unreachable = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const complaints = [];
  const expected = unreachable ? /status of 40[13]|net::ERR_/ : /status of 40[13]/; // refusals that the page itself shows
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !expected.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.stack));
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'blob:' && protocol !== 'data:' && origin !== url) complaints.push(`asks ${request.url()}`);
  });
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });

  const open = async (view) => {
    await page.goto(`${url}/ui#/${view}`);
    await page.locator(`main[data-view="${view}"]`).waitFor();
  };
  const shot = (name) => page.screenshot({ path: join(process.env.WAYFINDER_SCREENSHOTS, `${name}.png`) });
  const finish = async () => {
    assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
    assert.deepEqual(complaints, []);
    await context.close();
  };
  return { page, open, shot, finish };
}

/** The text of the figure of this name, once it matches `wanted`. */
export async function figure(page, name, wanted) {
  await page.locator(`[data-figure="${name}"] .value`).filter({ hasText: wanted }).waitFor();
}

/** By how much the page is wider than its window. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
