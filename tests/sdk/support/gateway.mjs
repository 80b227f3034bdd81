// Starts the gateway under test and stops it again.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';

const binary = process.env.WAYFINDER_BINARY;
if (!binary) throw new Error('WAYFINDER_BINARY must name the wayfinder-router program');

/** The port in `listening on http://127.0.0.1:<port>` on the child's stderr; rejects when it ends first. */
function announcedPort(child) {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      log += text;
      const found = log.match(/listening on http:\/\/127\.0\.0\.1:(\d+)\s/);
      if (found) resolve(Number(found[1]));
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}:\n${log}`)));
  });
}

/** Runs a gateway with this TOML configuration. The result has its URL, an SDK client for it, and stop(). */
export async function startGateway(config, env = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'wayfinder-sdk-'));
  const file = join(directory, 'wayfinder-router.toml');
  await writeFile(file, config);
  const child = spawn(binary, ['serve', '--config', file, '--host', '127.0.0.1', '--port', '0', '--workers', '1'], {
    cwd: directory,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);
  const url = `http://127.0.0.1:${await announcedPort(child)}`;
  return {
    url,
    client: new OpenAI({ baseURL: `${url}/v1`, apiKey: 'client-key', maxRetries: 0, timeout: 30_000 }),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      setTimeout(killChild, 5_000).unref();
      await ended;
      process.removeListener('exit', killChild);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A configuration whose model `echo` is the one inside the gateway. */
export const echoConfig = `
[[routing.tiers]]
min_score = 0.0
model = "echo"
[gateway.models.echo]
base_url = "builtin:echo"
`;

/** A configuration whose one model, `remote`, is at this URL. */
export function remoteConfig(url) {
  return `
[[routing.tiers]]
min_score = 0.0
model = "remote"
[gateway.models.remote]
base_url = "${url}/v1"
model = "remote-id"
api_key_env = "REMOTE_KEY"
`;
}
