// A page of another origin reads every header of an answer, whatever headers there come to be.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { startProcess } from '../sdk/support/process.mjs';
import { startBrowser } from './browser.mjs';

const config = (app) => `
[routing]
policy = "skill"
models = ["local", "cloud"]
[gateway]
cors_origins = ["${app}"]
[gateway.rate_limit]
rpm = 100
[gateway.cache]
enabled = true
[gateway.models.local]
base_url = "builtin:echo"
[gateway.models.cloud]
base_url = "builtin:echo"
`;
const ours = /^(x-|age$|retry-after$)/;
const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"messages":[{"role":"user","content":"hello"}]}' };
const names = (answer) => [...answer.headers.keys()].filter((name) => ours.test(name)).sort();

test('a page of a configured origin reads every header', async (t) => {
  const pages = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html>')).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  const app = `http://127.0.0.1:${pages.address().port}`;
  let gateway, browser;
  t.after(async () => {
    pages.close();
    await browser?.close();
    await gateway?.stop();
  });
  gateway = await startProcess(config(app));
  browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`${app}/`);
  const url = `${gateway.url}/v1/chat/completions`;
  await fetch(url, request); // the next ones are from the cache, with an age
  const sent = names(await fetch(url, request));
  assert.ok(['age', 'x-wayfinder-router-percentile', 'x-wayfinder-router-cache'].every((name) => sent.includes(name)), sent.join());
  const read = await page.evaluate(async ([to, what]) => [...(await fetch(to, what)).headers.keys()], [url, request]);
  assert.deepEqual(read.filter((name) => ours.test(name)).sort(), sent);
});
