// The compose example without an engine: its form, the files that it mounts, the commands that it runs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const root = process.env.WAYFINDER_ROOT;
const text = (name) => readFileSync(join(root, name), 'utf8');
const example = parse(text('docker-compose.example.yml'), { strict: true });
const services = Object.entries(example.services);

// The part of the Compose specification that the example uses: an engine would refuse a misspelt key.
const serviceKeys = `build cap_drop command depends_on environment image logging network_mode ports profiles read_only
  restart security_opt stop_grace_period tmpfs ulimits user volumes`.split(/\s+/);

function run(...parameters) {
  return spawnSync(process.env.WAYFINDER_BINARY, parameters, { encoding: 'utf8', input: 'hello', cwd: root });
}

test('every key is one of the specification, every image has a version', () => {
  assert.deepEqual(Object.keys(example).sort(), ['name', 'services', 'volumes']);
  for (const [name, service] of services) {
    assert.deepEqual(Object.keys(service).filter((key) => !serviceKeys.includes(key)), [], name);
    if (service.image !== 'wayfinder-router') assert.match(service.image, /^[a-z/]+:v?\d+\.\d+\.\d+$/, name);
  }
});

test('the profiles are the promised ones', () => {
  const profiles = Object.fromEntries(services.map(([name, service]) => [name, service.profiles ?? []]));
  assert.deepEqual(profiles, {
    gateway: [],
    prometheus: ['metrics'],
    grafana: ['metrics'],
    ollama: ['local'],
    recalibrate: ['tools'],
  });
});

test('what a service refers to is there', () => {
  for (const [name, service] of services) {
    for (const other of service.depends_on ?? []) assert.ok(example.services[other], `${name} ${other}`);
    for (const mount of service.volumes ?? []) {
      const [source, target, mode] = mount.split(':');
      if (source.startsWith('.')) assert.ok(existsSync(join(root, source)), `${name}: ${source}`);
      else assert.ok(source in example.volumes, `${name}: ${source}`);
      assert.match(target, /^\//);
      assert.ok(mode === undefined || mode === 'ro', mount);
    }
  }
  const used = services.flatMap(([, service]) => service.volumes).map((mount) => mount.split(':')[0]);
  for (const volume of Object.keys(example.volumes)) assert.ok(used.includes(volume), volume);
});

test('nothing is open to the world, and the gateway can write to its volume only', () => {
  for (const [name, service] of services)
    for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:\d+:\d+$/, name);
  const { gateway } = example.services;
  assert.equal(gateway.read_only, true);
  assert.deepEqual(gateway.cap_drop, ['ALL']);
  assert.deepEqual(gateway.volumes.filter((mount) => !mount.endsWith(':ro')), ['ledger:/data']);
});

test('the commands are commands of the program', () => {
  for (const name of ['gateway', 'recalibrate']) {
    const [command, ...parameters] = example.services[name].command;
    const help = run(command, '--help');
    assert.equal(help.status, 0, help.stderr);
    const options = parameters.map((each) => each.split('=')[0]).filter((each) => each.startsWith('--'));
    assert.ok(options.length > 0);
    for (const option of options) assert.match(help.stdout, new RegExp(`${option}\\b`), name);
  }
});

test('the configuration is one, and the scrape goes where it has operators served', () => {
  const routed = run('route', '-', '--config', 'docker/config/wayfinder-router.toml');
  assert.equal(routed.status, 0, routed.stderr);
  const [, port] = /listen = "0\.0\.0\.0:(\d+)"/.exec(text('docker/config/wayfinder-router.toml'));
  const { scrape_configs } = parse(text('docker/prometheus.yml'));
  assert.deepEqual(scrape_configs[0].static_configs, [{ targets: [`gateway:${port}`] }]);
});

test('Grafana finds its source and its dashboard', () => {
  const { datasources } = parse(text('docker/grafana/provisioning/datasources/prometheus.yml'));
  assert.equal(datasources[0].url, 'http://prometheus:9090');
  const { providers } = parse(text('docker/grafana/provisioning/dashboards/wayfinder-router.yml'));
  const dashboard = JSON.parse(text('docker/grafana/dashboards/wayfinder-router.json'));
  assert.ok(dashboard.panels.every((panel) => panel.type === 'row' || panel.datasource.uid === datasources[0].uid));
  const mounted = example.services.grafana.volumes.find((mount) => mount.includes('/dashboards:'));
  assert.equal(mounted.split(':')[1], providers[0].options.path);
});

test('the settings of the applications in docs/clients.md are YAML', () => {
  const blocks = [...text('docs/clients.md').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, body]) => parse(body));
  assert.equal(blocks.length, 2);
  assert.equal(blocks[0].endpoints.custom[0].models.default[0], 'auto');
  assert.equal(blocks[1].models[0].model, 'auto');
});
