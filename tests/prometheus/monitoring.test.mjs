// The alert rules and the dashboard that come with the gateway: every metric that they query exists.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chatBody, chatHeaders, hashOf, keyTable } from '../sdk/support/configurations.mjs';
import { startProcess } from '../sdk/support/process.mjs';
import { startPrometheus } from './prometheus.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const alerts = here('../../docker/alerts.yml');
const dashboard = JSON.parse(await readFile(here('../../docker/grafana/dashboards/wayfinder-router.json'), 'utf8'));

const operatorToken = 'an-operator';
// Aborts each of its answers.
const torn = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'half of' } }] })}\n\n`, () => response.destroy());
});
torn.listen(0, '127.0.0.1');
await once(torn, 'listening');

// Nothing listens at `away`, so that `echo` answers instead; the second request of `bob` is refused.
const config = `
[gateway]
retries = 1
[gateway.admin]
token_hash = "${hashOf(operatorToken)}"
[gateway.cache]
enabled = true
[gateway.budget]
limit = 1
${keyTable('alice')}
${keyTable('bob', 'rate_limit = { rpm = 1 }')}
[[routing.tiers]]
min_score = 0.0
model = "echo"
[gateway.models.echo]
base_url = "builtin:echo"
price = { input = 1, output = 2 }
[gateway.models.away]
base_url = "http://127.0.0.1:9/v1"
model = "away"
fallbacks = ["echo"]
[gateway.models.torn]
base_url = "http://127.0.0.1:${torn.address().port}/v1"
model = "torn"
`;

/** The query of each panel and annotation, as Grafana would send it. */
function queries() {
  const asked = dashboard.panels.flatMap((panel) => (panel.targets ?? []).map((each) => [panel.title, each.expr]));
  const noted = dashboard.annotations.list.map((each) => [each.name, each.expr]);
  const variables = { $__rate_interval: '1m', $__range: '1h', $instance: '.*' };
  return [...asked, ...noted].map(([title, expression]) => [
    title,
    expression.replace(/\$\w+/g, (name) => variables[name] ?? assert.fail(`${title}: ${name}`)),
  ]);
}

function promtool(...parameters) {
  const done = spawnSync('promtool', parameters, { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

let gateway;

async function send(key, body) {
  const response = await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers: chatHeaders(key), body });
  await response.text().catch(() => {}); // it is aborted
  return response.status;
}

before(async () => {
  gateway = await startProcess(config);
  assert.equal(await send('alice', chatBody('auto', 'hello')), 200);
  assert.equal(await send('alice', chatBody('away', 'hello')), 200);
  assert.equal(await send('alice', chatBody('torn', 'hello', { stream: true })), 200);
  assert.equal(await send('bob', chatBody('auto', 'hello')), 200);
  assert.equal(await send('bob', chatBody('auto', 'hello')), 429);
});
after(async () => {
  torn.close();
  await gateway?.stop();
});

test('the rules are rules, and the configuration that names them is one', () => {
  promtool('check', 'rules', alerts);
  promtool('check', 'config', here('../../docker/prometheus.yml'));
});

test('the rules fire when they should', () => promtool('test', 'rules', here('alerts.yml')));

test('each metric that they name is one of the gateway', async () => {
  const response = await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${operatorToken}` } });
  const families = [...(await response.text()).matchAll(/^# TYPE (\S+) (\S+)$/gm)];
  const known = new Set(families.flatMap(([, name, type]) => (type === 'histogram' ? [`${name}_bucket`, `${name}_count`] : [name])));
  const asked = [await readFile(alerts, 'utf8'), ...queries().map(([, expression]) => expression)].join('\n');
  const named = new Set(asked.match(/\b(wayfinder_router|process)_[a-z_]+(?=[^a-z_"])/g));
  assert.ok(named.size > 25, [...named].join());
  assert.deepEqual([...named].filter((name) => !known.has(name)), []);
});

test('Prometheus can answer what the dashboard asks', { timeout: 180_000 }, async (t) => {
  const prometheus = await startPrometheus(gateway.url, { 'wayfinder-router': operatorToken });
  t.after(() => prometheus.stop());
  await prometheus.eventually('count_over_time(up[1m])', (scrapes) => scrapes >= 3);
  for (const [title, expression] of queries()) {
    const answer = await prometheus.query(expression);
    if (!expression.includes('code=') && title !== 'Reloads') assert.ok(answer.length > 0, `${title}: ${expression}`);
  }
});
