// The page in front of every kind of routing, with names and prices that are not the usual ones.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startProcess } from '../sdk/support/process.mjs';
import { newPage, startBrowser, views } from './browser.mjs';

const models = (prices = {}, names = ['local', 'cloud']) => names.map((name) => `[gateway.models."${name}"]
base_url = "builtin:echo"
${prices[name] ? `price = ${prices[name]}` : ''}
`).join('');
const skill = (more, names) => `[routing]\npolicy = "skill"\nmodels = ["local", "cloud"${names ?? ''}]\n${more}\n`;
const classifier = `[routing.classifier]
models = ["local", "cloud"]
intercepts = [0.0, -1.0]
[routing.classifier.weights]
word_count = [0.0, 4.0]
`;
const hard = '# Plan\n\n- shard the table\n- without downtime\n- by tenant\n- prove it, and give 3 examples of each step';

describe('the page, by the policy', () => {
  let browser;
  const open = async (config, use) => {
    browser ??= await startBrowser();
    const gateway = await startProcess(config);
    const api = async (path, body) => (await fetch(`${gateway.url}/${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
    try {
      const opened = await newPage(browser, gateway.url);
      await use({ api, ...opened });
      await opened.finish();
    } finally {
      await gateway.stop();
    }
  };
  after(() => browser?.close());

  const kinds = {
    'a share of the traffic': skill('dear_share = 0.25') + models(),
    'a cut in the table of scores': skill('threshold = 0.6') + models(),
    'a list of shares': skill('dear_share = [0.5, 0.2]', ', "best"') + models({}, ['local', 'cloud', 'best']),
    'a classifier': classifier + models(),
  };
  for (const [kind, config] of Object.entries(kinds))
    test(`every view opens: ${kind}`, () => open(config, async ({ api, open: show, page }) => {
      await api('v1/chat/completions', { model: 'auto', messages: [{ role: 'user', content: hard }] });
      for (const view of views) {
        await show(view);
        await page.locator(`main[data-filled="${view}"]`).waitFor();
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        assert.equal(await page.locator('#notice').isVisible(), false, view);
      }
      await show('traffic');
      await page.locator('tbody button').first().click();
      await page.getByRole('dialog').getByText('What the score is made of').waitFor();
    }));

  test('skill: the playground shows the share and moves the cut, calibrate names the command', () => open(kinds['a share of the traffic'], async ({ api, open: show, page, shot }) => {
    await show('playground');
    await page.getByRole('textbox', { name: 'Prompt' }).fill(hard);
    const { percentile, model } = await api('router/score', { text: hard });
    await page.locator('#score').filter({ hasText: `${(percentile * 100).toFixed(0)} %` }).waitFor();
    assert.equal(await page.locator('#goes-to').innerText(), model);
    await page.locator('[data-contributions]').getByText('length').waitFor();
    await page.locator('#cut').focus();
    await page.keyboard.press('End');
    await page.locator('#goes-to').filter({ hasText: 'local' }).waitFor();
    await page.keyboard.press('Home');
    await page.locator('#goes-to').filter({ hasText: 'cloud' }).waitFor();
    await page.getByRole('button', { name: 'Send to auto' }).click();
    await page.getByText(/^cloud, threshold of the client, above \d+ % of the traffic/).waitFor();
    await shot('skill-playground');
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Kept: this prompt deserves cloud').waitFor();
    await show('calibrate');
    await page.getByText('75 %').waitFor();
    await page.getByText('wayfinder-router recalibrate --dry-run').first().waitFor();
    await page.getByText('wayfinder-router calibrate labels.jsonl --mode learned').waitFor();
    await page.getByText('1 of about 100 verdicts').waitFor();
    await shot('skill-calibrate');
  }));

  test('a bill with a free model is reckoned with its prices', async () => {
    const bill = async (prices, expected, note) => open(`[routing]\nthreshold = 0.05\n${models(prices)}`, async ({ api, open: show, page }) => {
      for (let i = 0; i < 5; ++i) {
        await api('v1/feedback', { text: `hello ${i}`, label: 'local' });
        await api('v1/feedback', { text: `${hard} ${i}`, label: 'cloud' });
      }
      assert.ok((await api('router/score', { text: hard })).score >= 0.05);
      await show('calibrate');
      const figure = page.locator('[data-figure="Bill"]');
      await figure.locator('.value').filter({ hasText: expected }).waitFor();
      assert.match(await figure.locator('.note').innerText(), note);
    });
    await bill({ local: '{ input = 0.0, output = 0.0 }', cloud: '{ input = 10.0, output = 20.0 }' }, '50.0 %', /of always-dearest$/);
    await bill({ cloud: '{ input = 10.0, output = 20.0 }' }, '60.0 %', /relative prices$/);
  });

  test('a model of any name answers and is judged by it', () => open(`[[routing.tiers]]\nmin_score = 0.0\nmodel = "wolke-größe-雲"\n${models({}, ['wolke-größe-雲'])}`, async ({ api, open: show, page }) => {
    await show('playground');
    await page.getByRole('textbox', { name: 'Prompt' }).fill('hello');
    await page.getByRole('button', { name: 'Send to auto' }).click();
    await page.getByText(/^wolke-größe-雲, by score/).waitFor();
    await page.getByRole('button', { name: 'Yes' }).click();
    await page.getByText('Kept: this prompt deserves wolke-größe-雲').waitFor();
    assert.equal((await api('router/labels')).labels[0].label, 'wolke-größe-雲');
  }));
});
