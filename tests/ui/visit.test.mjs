// Each view of the operator page, for a gateway that has had some traffic.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { startProcess } from '../sdk/support/process.mjs';
import { figure, newPage, overflow, startBrowser, views } from './browser.mjs';

const config = `
[routing]
threshold = 0.08
[gateway.models.local]
base_url = "builtin:echo"
price = { input = 0.15, output = 0.6 }
[gateway.models.cloud]
base_url = "builtin:echo"
price = { input = 3.0, output = 15.0 }
`;
const hard = '# Plan\n\n- shard the table\n- without downtime\n- by tenant\n- show each step\n\n# Then\n\n- prove it';

describe('the page', () => {
  let gateway, browser;
  const api = async (path, body) => (await fetch(`${gateway.url}/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
  const chat = (content, model = 'auto') => api('v1/chat/completions', { model, messages: [{ role: 'user', content }] });

  before(async () => {
    [gateway, browser] = await Promise.all([startProcess(config), startBrowser()]);
    for (let i = 0; i < 9; ++i) await chat(i % 3 ? `hello ${i}` : hard);
    await chat('pinned', 'cloud');
  });
  after(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  test('overview has the numbers of the API', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url);
    await open('overview');
    const saved = await api('v1/savings?period=30d');
    assert.equal(saved.requests, 10);
    await figure(page, 'Requests', /^10$/);
    await figure(page, 'Error rate', '0.0 %');
    await page.getByText(`${saved.saved_pct} % of always-dearest`).waitFor();
    await page.getByText(`${Math.round((saved.by_route.local.requests / saved.requests) * 100)} % · ${saved.by_route.local.requests}`).waitFor();
    assert.equal(await page.locator('canvas').count(), 2);
    await chat('one more');
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await figure(page, 'Requests', /^11$/);
    await shot('overview');
    await finish();
  });

  test('traffic filters, and tells why', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url);
    await open('traffic');
    const { total, by_model: byModel, recent } = await api('router/recent?limit=200');
    const rows = page.locator('tbody tr');
    await page.getByText(`${total} of the last ${total} requests`).waitFor();
    assert.equal(await rows.count(), total);
    await page.getByRole('combobox', { name: 'Model' }).selectOption('cloud');
    assert.equal(await rows.count(), byModel.cloud);
    await page.getByLabel('Search requests').fill(recent.find((each) => each.model === 'cloud').request_id);
    assert.equal(await rows.count(), 1);
    await shot('traffic');
    await page.locator('tbody button').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('What the score is made of').waitFor();
    assert.ok(await dialog.locator('[data-contributions] .meter').count() >= 7);
    await shot('traffic-detail');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await finish();
  });

  test('models show their share', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url);
    await open('models');
    const { models } = await api('router/fleet');
    for (const model of models) {
      const card = page.getByRole('region', { name: model.name, exact: true });
      await card.getByText(`${model.chosen} times`).waitFor();
      await card.getByText('in service').waitFor();
    }
    await shot('models');
    await finish();
  });

  test('playground scores what is typed, sends it and takes a verdict; calibrate counts it', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url);
    await open('playground');
    await page.getByRole('textbox', { name: 'Prompt' }).fill(hard);
    const { score } = await api('router/score', { text: hard });
    await page.locator('#score').filter({ hasText: score.toFixed(2) }).waitFor();
    assert.equal(await page.locator('#goes-to').innerText(), 'cloud');
    await page.locator('#cut').focus();
    await page.keyboard.press('End');
    await page.locator('#goes-to').filter({ hasText: 'local' }).waitFor();
    await page.getByRole('button', { name: 'Send to auto' }).click();
    await page.getByText('threshold of the client').waitFor();
    assert.match(await page.locator('.answer').innerText(), /shard the table/);
    await shot('playground');
    await page.getByRole('button', { name: 'No' }).click();
    await page.getByText('Kept: this prompt deserves cloud').waitFor();

    await page.getByRole('link', { name: 'Calibrate' }).first().click();
    await page.getByText('1 of about 30 verdicts').waitFor();
    assert.equal((await api('router/labels')).labels[0].label, 'cloud');
    await page.getByText('of always-dearest').first().waitFor();
    const scored = (await api('router/recent?limit=200')).recent.filter((each) => each.mode !== 'pinned');
    await page.locator('#new-cut').focus();
    await page.keyboard.press('End');
    await page.locator('[data-preview]').getByText(`${scored.length} of ${scored.length}`).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download fragment' }).click();
    const toml = await readFile(await (await downloading).path(), 'utf8');
    assert.match(toml, /min_score = 1\.0\s+model = "cloud"/);
    await shot('calibrate');
    await finish();
  });

  test('the keyboard reaches everything', async () => {
    const { page, open, finish } = await newPage(browser, gateway.url);
    await open('overview');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.locator('.skip').focus();
    const order = [];
    for (let i = 0; i < 8; ++i) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate(() => document.activeElement.textContent.trim()));
    }
    assert.deepEqual(order.slice(2), ['Overview', 'Traffic', 'Keys', 'Models', 'Playground', 'Calibrate']);
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none');
    await page.keyboard.press('Enter');
    await page.locator('main[data-view="calibrate"]').waitFor();
    assert.equal(await page.locator('nav a[aria-current="page"]').innerText(), 'Calibrate');
    assert.equal(await page.title(), 'Calibrate · Wayfinder Router');
    await finish();
  });

  test('it fits a phone', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url, { viewport: { width: 375, height: 740 }, hasTouch: true });
    for (const view of views) {
      await open(view);
      await page.waitForTimeout(400);
      assert.ok((await overflow(page)) <= 0, `${view} is wider than the window`);
      await shot(`phone-${view}`);
    }
    await finish();
  });

  test('it is dark where the system is, and where the operator says so', async () => {
    const { page, open, shot, finish } = await newPage(browser, gateway.url, { colorScheme: 'dark' });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await open('overview');
    await page.locator('canvas').first().waitFor();
    const dark = await background();
    await shot('dark-overview');
    await page.getByRole('button', { name: 'Theme: auto' }).click();
    const light = await background();
    assert.notEqual(light, dark);
    await page.getByRole('button', { name: 'Theme: light' }).click();
    assert.equal(await background(), dark);
    await page.reload();
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
    await open('models');
    await shot('dark-models');
    await finish();
  });
});
