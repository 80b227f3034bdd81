// /metrics as the real Prometheus reads it: without a warning, and with the correct numbers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chatBody, chatHeaders, echoConfig, hashOf, keyTable } from '../sdk/support/configurations.mjs';
import { startProcess } from '../sdk/support/process.mjs';
import { lint, startPrometheus } from './prometheus.mjs';

const adminToken = 'scraper-token';
const oddName = 'grün "\\n" \\'; // characters that a label must escape
const config = `
[gateway]
rate_limit = { rpm = 1000 }
budget = { limit = 1000.0 }
admin = { token_hash = "${hashOf(adminToken)}" }
cache = { enabled = true }
tags = { research = { budget = { limit = 20.0 } } }
${keyTable('alice', 'tags = ["research"]')}
${keyTable('bob', 'rate_limit = { rpm = 2 }')}
${keyTable('carol', 'budget = { limit = 0.000001, on_breach = "block" }')}
[[routing.tiers]]
min_score = 0.0
model = "small"
[[routing.tiers]]
min_score = 0.5
model = "large"
[gateway.models.small]
base_url = "builtin:echo"
cost_per_1k = 0.0004
max_output_tokens = 100
[gateway.models.'${oddName}']
base_url = "builtin:echo"
model = "odd"
cost_per_1k = 0.1
max_output_tokens = 100
[gateway.models.large]
base_url = "builtin:echo"
model = "large"
price = { input = 2.5, output = 10.0, cached_input = 1.25 }
max_output_tokens = 100
`;

let gateway;

/** Sends a chat request and returns its status once the answer has been read completely. */
async function send(key, body) {
  const request = { method: 'POST', headers: chatHeaders(key), body };
  const response = await fetch(`${gateway.url}/v1/chat/completions`, request);
  await response.text();
  return response.status;
}

// One of each: the caller, the body, the status, and the series of requests_total that counts it, if any.
const scored = 'small scored';
const pinned = 'large pinned';
const traffic = [
  ['alice', chatBody('auto', 'the first question'), 200, scored],
  ['alice', chatBody('auto', 'the first question'), 200, scored], // from the cache
  ['alice', chatBody('auto', 'a stream', { stream: true }), 200, scored],
  ['alice', chatBody('large', 'the first question'), 200, pinned],
  ['alice', chatBody(oddName, 'the first question'), 200, `${oddName} pinned`],
  ['alice', '{', 400],
  ['bob', chatBody('auto', 'the first question'), 200, scored],
  ['bob', chatBody('auto', 'another question'), 200, scored],
  ['bob', chatBody('auto', 'a third question'), 429],
  ['carol', chatBody('large', 'what I cannot pay'), 402],
  ['mallory', chatBody('auto', 'whose key is not known'), 401],
];
const routed = traffic.filter(([, , , series]) => series);

async function exposition(url) {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } });
  assert.equal(response.status, 200);
  return response.text();
}

before(async () => {
  gateway = await startProcess(config);
  for (const [key, body, status] of traffic) assert.equal(await send(key, body), status, `${key} ${body}`);
});
after(() => gateway?.stop());

test('promtool has nothing to say', async () => {
  const text = await exposition(gateway.url);
  const lines = text.split('\n');
  for (const line of [ // the traffic has left its marks, so that their families are in the text
    'cache_hits_total 1',
    'key_requests_total{key="alice"} 6',
    'rate_limited_total{limit="rpm"} 1',
    'responses_total{code="200"} 7',
    'responses_total{code="400"} 1',
    'responses_total{code="401"} 1',
    'responses_total{code="402"} 1',
    'budget_limit_dollars{scope="tag:research"} 20',
  ])
    assert.ok(lines.includes(`wayfinder_router_${line}`), `${line} is not in\n${text}`);
  assert.deepEqual(lint(text), { status: 0, printed: '' });
});

test('nor of a gateway without keys, prices and limits', async (t) => {
  const bare = await startProcess(echoConfig);
  t.after(() => bare.stop());
  assert.deepEqual(lint(await exposition(bare.url)), { status: 0, printed: '' });
});

test('promtool complains where there is cause', () => {
  assert.notEqual(lint('# TYPE refusals counter\nrefusals 1\n').status, 0); // no help, and no _total
  assert.notEqual(lint('refusals_total{reason="x} 1\n').status, 0);
});

test('a server scrapes what was sent', { timeout: 60_000 }, async (t) => {
  const prometheus = await startPrometheus(gateway.url, { operator: adminToken, stranger: 'some-other-token' });
  t.after(() => prometheus.stop());
  await prometheus.eventually('up{job="operator"}', (up) => up === 1);

  const requests = 'wayfinder_router_requests_total{job="operator"}';
  assert.deepEqual(await prometheus.query(`sum(${requests})`), [[{}, routed.length]]);
  const bySeries = await prometheus.query(`sum by (model, mode) (${requests}) > 0`);
  const counted = Object.fromEntries(bySeries.map(([{ model, mode }, count]) => [`${model} ${mode}`, count]));
  const sent = {};
  for (const [, , , series] of routed) sent[series] = (sent[series] ?? 0) + 1;
  assert.deepEqual(counted, sent);

  const durations = 'sum by (le) (wayfinder_router_request_duration_seconds_bucket)';
  const [[, median]] = await prometheus.query(`histogram_quantile(0.5, ${durations})`);
  assert.ok(median > 0, `the median of the durations is ${median}`);

  for (let i = 0; i < 3; ++i) assert.equal(await send('alice', chatBody('auto', `one more: ${i}`)), 200);
  const total = await prometheus.eventually(`sum(${requests})`, (sum) => sum !== routed.length);
  assert.ok(total > routed.length && total <= routed.length + 3, `a counter goes up by what is sent: ${total}`);
  await prometheus.eventually(`sum(${requests})`, (sum) => sum === routed.length + 3);

  await prometheus.eventually('up{job="stranger"}', (up) => up === 0);
  assert.deepEqual(await prometheus.query('{__name__=~"wayfinder_.*", job="stranger"}'), []);
  assert.doesNotMatch(prometheus.log(), /level=(warn|error).*scrape/); // such as dropped samples
});
