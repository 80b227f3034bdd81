// Starts a program that reports on stderr when it is ready, and stops it again.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const patience = 40_000; // milliseconds that a program may take to be ready, or to end: below the timeouts of tests
const inherited = ['PATH', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'TSAN_OPTIONS'];

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
 * captured, all of its log(), and stop(), which sends SIGTERM and throws if a sanitizer has reported anything or the
 * program does not end well. Only the first stop() does anything.
 */
export async function startProgram(command, parameters, { directory, ready, env = {} }) {
  const own = Object.fromEntries(inherited.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
  const child = spawn(command, parameters, { cwd: directory, env: { ...own, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (more) => (text += more));
  const log = () => text;
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  const killChild = () => child.kill('SIGKILL');
  process.once('exit', killChild);
  const end = async () => {
    child.kill('SIGTERM');
    const insist = setTimeout(killChild, patience);
    const how = await ended;
    clearTimeout(insist);
    process.removeListener('exit', killChild);
    await rm(directory, { recursive: true, force: true });
    return how;
  };
  const endWell = async () => {
    const how = await end();
    if (how !== 0 || /Sanitizer:|runtime error:/.test(text)) throw new Error(`${command} ended with ${how}:\n${text}`);
  };
  let stopping;
  const stop = () => (stopping ??= endWell());
  try {
    return { pid: child.pid, announced: await announcement(child, ready, log), log, stop };
  } catch (failure) {
    await end();
    throw failure;
  }
}
