// Starts a program that reports on stderr when it is ready, and stops it again.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patience = 40_000; // milliseconds that a program may take to be ready: below the timeouts of tests

/** What `ready` captures first on the child's stderr; rejects if the child ends before that, or does not print it. */
function announcement(child, ready, log) {
  let silence;
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${child.spawnfile} ${why}:\n${log()}`));
    child.stderr.on('data', () => {
      const found = log().match(ready);
      if (found) resolve(found[1]);
    });
    child.once('error', reject);
    child.once('exit', (code) => fail(`ended with ${code}`));
    silence = setTimeout(() => fail(`did not say ${ready}`), patience);
  }).finally(() => clearTimeout(silence));
}

/** A new directory for one program's files, named after `prefix`. */
export function temporaryDirectory(prefix) {
  return mkdtemp(join(tmpdir(), `${prefix}-`));
}

/**
 * Runs a program in a directory that is deleted with it. The result has its `pid`, the text `announced` that `ready`
 * captured, all of its log(), and stop(), which sends SIGTERM, and SIGKILL after five seconds.
 */
export async function startProgram(command, parameters, { directory, ready, env = {} }) {
  const child = spawn(command, parameters, {
    cwd: directory,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more) => (text += more));
  const log = () => text;
  const ended = new Promise((resolve) => child.once('close', resolve));
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);
  const stop = async () => {
    child.kill('SIGTERM');
    const insist = setTimeout(killChild, 5_000);
    await ended;
    clearTimeout(insist);
    process.removeListener('exit', killChild);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    return { pid: child.pid, announced: await announcement(child, ready, log), log, stop };
  } catch (failure) {
    await stop();
    throw failure;
  }
}
