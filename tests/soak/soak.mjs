// Whether a long-running gateway keeps its size. Run manually, since it takes long:
//   WAYFINDER_BINARY=build/release/wayfinder-router node tests/soak/soak.mjs [requests]
// Prints memory and descriptors along the way. Fails when, after the first fifth, memory has grown by more than
// a tenth, and when an answer is wrong or something is still held at the end.
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashOf } from '../sdk/support/configurations.mjs';
import { startProcess } from '../sdk/support/process.mjs';
import { Load, adminToken, soakConfig } from './load.mjs';

const total = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(total) || total < 1_000) throw new Error('soak.mjs [requests], at least 1000 of them');
const clients = 32;
const reloadEvery = 10_000;
const samples = 20;
const warmUp = Math.floor(total / 5);
const growthAllowed = 0.1;

const adminHash = hashOf(adminToken);
const gateway = await startProcess(soakConfig(adminHash, 0), { workers: 2 });
const load = new Load(gateway.url, clients);
const faults = [];

async function sample(done) {
  const status = await readFile(`/proc/${gateway.pid}/status`, 'utf8');
  const kib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]);
  const fds = (await readdir(`/proc/${gateway.pid}/fd`)).length;
  console.log(`${String(done).padStart(9)}  ${(kib / 1024).toFixed(1).padStart(9)}  ${String(fds).padStart(9)}`);
  return { kib, fds };
}

/** The values of the named families, each summed over its labels. */
async function metrics(...names) {
  const response = await fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${adminToken}` } });
  const lines = (await response.text()).split('\n');
  const series = (name) => lines.filter((line) => line.match(/^\w+/)?.[0] === `wayfinder_router_${name}`);
  return names.map((name) => series(name).reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0));
}

async function reload(generation) {
  const next = `${gateway.file}.next`;
  await writeFile(next, soakConfig(adminHash, generation));
  await rename(next, gateway.file);
  process.kill(gateway.pid, 'SIGHUP');
}

async function run() {
  const sampled = new Set(Array.from({ length: samples }, (_, i) => Math.floor((total * (i + 1)) / samples)));
  const reloads = Array.from({ length: Math.ceil(total / reloadEvery) - 1 }, (_, i) => (i + 1) * reloadEvery);
  const pauses = [...new Set([...sampled, ...reloads])].sort((a, b) => a - b);
  console.log(' requests    RSS MiB  open fds');
  await sample(0);
  let done = 0;
  let warm;
  let last;
  for (const at of pauses) {
    await load.send(done, at);
    done = at;
    if (sampled.has(at)) last = await sample(at);
    if (at === warmUp) warm = last;
    if (reloads.includes(at)) await reload(at / reloadEvery);
  }
  return { warm, last, reloads: reloads.length };
}

/** What an idle gateway holds. */
async function checkRest(reloads) {
  load.stop();
  await sleep(1_000); // clients that left have been noticed by then
  const names = ['in_flight_requests', 'budget_reserved_dollars', 'ledger_backlog_entries', 'config_generation'];
  const wanted = [0, 0, 0, reloads + 1];
  (await metrics(...names)).forEach((value, i) => {
    if (Math.abs(value - wanted[i]) > 1e-9) faults.push(`${names[i]} is ${value} at the end, not ${wanted[i]}`);
  });
}

try {
  const begun = performance.now();
  const { warm, last, reloads } = await run();
  const seconds = (performance.now() - begun) / 1_000;
  const growth = last.kib / warm.kib - 1;
  if (growth > growthAllowed) faults.push(`memory grew by ${(growth * 100).toFixed(1)} % after the warm-up`);
  if (last.fds > warm.fds + clients) faults.push(`descriptors grew from ${warm.fds} to ${last.fds}`);
  await checkRest(reloads);
  if (load.wrong.length > 0) faults.push(`${load.wrong.length} wrong answers, first: ${load.wrong[0]}`);
  const outcomes = [...load.outcomes].map(([what, count]) => `${what}: ${count}`).sort();
  console.log(`${total} requests in ${seconds.toFixed(0)} s, ${reloads} reloads; ${outcomes.join(', ')}`);
  console.log(`memory after the warm-up: ${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %`);
} finally {
  load.stop();
  await gateway.stop();
}
for (const fault of faults) console.error(`FAULT: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
