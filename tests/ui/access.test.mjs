// The page with ten thousand keys behind an admin token.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chatBody, chatHeaders, hashOf, keyTable } from '../sdk/support/configurations.mjs';
import { startProcess } from '../sdk/support/process.mjs';
import { newPage, overflow, startBrowser } from './browser.mjs';

const id = (i) => `team-${String(i).padStart(5, '0')}`;
const config = `
[gateway.models.local]
base_url = "builtin:echo"
price = { input = 0.15, output = 0.6 }
[gateway.models.cloud]
base_url = "builtin:echo"
price = { input = 3.0, output = 15.0 }
[gateway.admin]
token_hash = "${hashOf('let me see')}"
${Array.from({ length: 10_000 }, (_, i) => keyTable(id(i), i % 10 ? '' : 'tags = ["tenth"]\nbudget = { limit = 0.01, window = "day" }')).join('')}
`;

describe('the page of a large team', () => {
  let gateway, browser;
  before(async () => {
    [gateway, browser] = await Promise.all([startProcess(config), startBrowser()]);
    await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: chatHeaders(id(70)), body: chatBody('local', 'some words that cost something') });
  });
  after(async () => {
    await browser?.close();
    await gateway?.stop();
  });

  test('asks for the token, and keeps it in the tab alone', async () => {
    const { page, shot, finish } = await newPage(browser, gateway.url);
    await page.goto(`${gateway.url}/ui#/keys`);
    await page.getByLabel('Admin token').fill('a guess');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the admin token.').waitFor();
    await shot('sign-in');
    await page.getByLabel('Admin token').fill('let me see');
    await page.keyboard.press('Enter');
    await page.getByText('10,000 keys').waitFor();
    const kept = await page.evaluate(() => [Object.values(sessionStorage), Object.values(localStorage), document.cookie]);
    assert.deepEqual(kept, [['let me see'], [], '']);
    await page.getByRole('button', { name: 'Forget token' }).click();
    await page.getByLabel('Admin token').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await finish();
  });

  test('finds one key of ten thousand', async () => {
    const { page, shot, finish } = await newPage(browser, gateway.url);
    await page.goto(`${gateway.url}/ui#/keys`);
    await page.getByLabel('Admin token').fill('let me see');
    await page.keyboard.press('Enter');
    await page.getByText('Page 1 of 200').waitFor();
    assert.equal(await page.locator('tbody tr').count(), 50);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 200').waitFor();
    await page.locator('tbody').getByText(id(50)).waitFor();
    await page.getByLabel('Search keys').fill('tenth');
    await page.getByText('1,000 of 10,000 keys').waitFor();
    await page.getByLabel('Order').selectOption('used');
    await page.locator('tbody tr').first().getByText(id(70)).waitFor();
    assert.match(await page.locator('tbody tr').first().innerText(), /% of \$0\.01 a day/);
    await shot('keys');
    await page.setViewportSize({ width: 375, height: 740 });
    assert.ok((await overflow(page)) <= 0);
    await shot('phone-keys-many');
    await finish();
  });
});
