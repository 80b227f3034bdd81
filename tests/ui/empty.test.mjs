// The page of an unused gateway: it says what to do.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProcess } from '../sdk/support/process.mjs';
import { newPage, overflow, startBrowser } from './browser.mjs';

const config = `
[routing]
threshold = 0.2
[gateway.models.local]
base_url = "builtin:echo"
[gateway.models.cloud]
base_url = "builtin:echo"
`;
const advice = {
  overview: 'Send a request, and it shows here within seconds',
  traffic: 'Decisions show here as they are made.',
  keys: 'wayfinder-router keys new',
  models: '0 times',
  playground: 'Nothing typed yet.',
  calibrate: 'The curve appears with the first verdicts.',
};

describe('the page of a new gateway', () => {
  let gateway, browser;
  before(async () => ([gateway, browser] = await Promise.all([startProcess(config), startBrowser()])));
  after(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  for (const [view, text] of Object.entries(advice))
    test(view, async () => {
      const { page, open, shot, finish } = await newPage(browser, gateway.url);
      await open(view);
      await page.getByText(text).first().waitFor();
      await shot(`empty-${view}`);
      await page.setViewportSize({ width: 375, height: 740 });
      assert.ok((await overflow(page)) <= 0);
      await finish();
    });

  test('the first request turns up by itself', async () => {
    const { page, open, finish } = await newPage(browser, gateway.url);
    await open('overview');
    await page.getByText(advice.overview).waitFor();
    await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"messages":[{"role":"user","content":"hi"}]}' });
    await page.getByText('Where requests went').waitFor();
    await finish();
  });
});
