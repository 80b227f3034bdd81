// The gateway under test as a process, for any client.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgram, temporaryDirectory } from './program.mjs';

const binary = process.env.WAYFINDER_BINARY;
if (!binary) throw new Error('WAYFINDER_BINARY must name the wayfinder-router program');

/** Runs a gateway with this TOML configuration. The result has its `url`, `pid`, configuration `file` and stop(). */
export async function startProcess(config, { env = {}, workers = 1 } = {}) {
  const directory = await temporaryDirectory('wayfinder-node');
  const file = join(directory, 'wayfinder-router.toml');
  await writeFile(file, config);
  const parameters = ['serve', '--config', file, '--host', '127.0.0.1', '--port', '0', '--workers', String(workers)];
  const ready = /listening on (http:\/\/127\.0\.0\.1:\d+)\s/;
  const program = await startProgram(binary, parameters, { directory, ready, env });
  return { ...program, url: program.announced, file };
}
