// What the page says when something is wrong, and that it leaves the reader alone when nothing is.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chatBody, chatHeaders, hashOf, keyTable } from '../sdk/support/configurations.mjs';
import { startProcess } from '../sdk/support/process.mjs';
import { newPage, startBrowser } from './browser.mjs';

const models = '[gateway.models.local]\nbase_url = "builtin:echo"\n[gateway.models.cloud]\nbase_url = "builtin:echo"\n';
const open = '[gateway.admin]\nopen = ["router", "savings"]\n';

describe('in trouble', () => {
  let browser;
  before(async () => (browser = await startBrowser()));
  after(() => browser?.close());

  test('a gateway that is gone is told of, and so is its return', async (t) => {
    const gateway = await startProcess(models);
    t.after(() => gateway.stop());
    const { page, open: show, finish } = await newPage(browser, gateway.url, { unreachable: true });
    await show('overview');
    const pill = page.locator('#health');
    await pill.filter({ hasText: 'healthy' }).waitFor();
    const isGone = async () => {
      await page.getByRole('button', { name: '7 days' }).click();
      await page.getByText('The gateway does not answer. Trying again.').waitFor();
      await pill.filter({ hasText: 'no answer' }).waitFor();
      assert.match(await pill.getAttribute('class'), /\bbad\b/);
    };
    await page.context().setOffline(true);
    await isGone();
    await page.context().setOffline(false);
    await pill.filter({ hasText: 'healthy' }).waitFor();
    await page.locator('#notice').waitFor({ state: 'hidden' });
    await gateway.stop();
    await isGone();
    await finish();
  });

  test('a fault of the page is not told as an outage', async (t) => {
    const gateway = await startProcess(models);
    t.after(() => gateway.stop());
    const { page, open: show } = await newPage(browser, gateway.url); // whose complaints are the point
    await page.route('**/router/overview', (route) => route.fulfill({ json: {} }));
    await page.goto(`${gateway.url}/ui`);
    await page.getByText('This page has a fault').waitFor();
    assert.equal(await page.getByText('does not answer').count(), 0);
    await page.unroute('**/router/overview');
    await show('overview');
    await page.locator('#notice').waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('addresses that name no view lead to the overview', async (t) => {
    const gateway = await startProcess(models);
    t.after(() => gateway.stop());
    const { page, finish } = await newPage(browser, gateway.url);
    for (const name of ['constructor', 'toString', '__proto__', 'nowhere']) {
      await page.goto('about:blank');
      await page.goto(`${gateway.url}/ui#/${name}`);
      await page.locator('main[data-view="overview"]').waitFor();
      assert.equal(await page.locator('nav a[aria-current="page"]').innerText(), 'Overview');
    }
    await finish();
  });

  test('a token of any script is sent as it is, and a wrong one is asked for again', async (t) => {
    const gateway = await startProcess(`${models}[gateway.admin]\ntoken_hash = "${hashOf('密码')}"\n${keyTable('team')}`);
    t.after(() => gateway.stop());
    const { page, finish } = await newPage(browser, gateway.url);
    await page.goto(`${gateway.url}/ui`);
    const field = page.getByLabel('Admin token');
    for (const wrong of ['пароль', '\u0001']) {
      await field.fill(wrong);
      await page.keyboard.press('Enter');
      await page.getByText('not the admin token').waitFor();
      assert.deepEqual(await page.evaluate(() => Object.values(sessionStorage)), []);
    }
    await field.fill('密码');
    await page.keyboard.press('Enter');
    await page.locator('main[data-view="overview"]').waitFor();
    assert.equal(await page.locator('#notice').isVisible(), false);
    await finish();
  });

  test('text that is marked stays, and marking opens no request', async (t) => {
    const gateway = await startProcess(`${models}${open}${keyTable('team')}`);
    t.after(() => gateway.stop());
    await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: chatHeaders('team'), body: chatBody('local', 'hello') });
    const { page, open: show, finish } = await newPage(browser, gateway.url);
    const marked = () => page.evaluate(() => getSelection().toString());
    const places = { overview: '.figure .value', traffic: 'tbody td:nth-child(5)', keys: 'tbody td b', models: '.facts dd' };
    for (const [view, place] of Object.entries(places)) {
      await show(view);
      const { x, y, width, height } = await page.locator(place).first().boundingBox();
      await page.mouse.move(x + 1, y + height / 2);
      await page.mouse.down();
      await page.mouse.move(x + Math.min(width, 60) - 1, y + height / 2, { steps: 4 });
      await page.mouse.up();
      const text = await marked();
      assert.notEqual(text, '', view);
      for (let i = 0; i < 2; ++i) await page.waitForResponse(/\/router\//); // the first has been shown by the second
      assert.equal(await page.getByRole('dialog').count(), 0, view);
      assert.equal(await marked(), text, view);
    }
    await page.getByRole('heading', { level: 1 }).click(); // marks nothing: the table goes on
    await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: chatHeaders('team'), body: chatBody('local', 'again') });
    await page.getByText('2 times').waitFor();
    await finish();
  });
});
