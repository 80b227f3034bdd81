// The monitoring system itself: its linter, and a server that scrapes a gateway.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram, temporaryDirectory } from '../sdk/support/program.mjs';

/** The result of `promtool check metrics` for this exposition: its exit status and all output. */
export function lint(exposition) {
  const done = spawnSync('promtool', ['check', 'metrics'], { input: exposition, encoding: 'utf8' });
  if (done.error) throw done.error;
  return { status: done.status, printed: done.stdout + done.stderr };
}

/** `jobs` are names with the token that each presents to the gateway at this URL. */
function configuration(url, jobs) {
  const scrapes = Object.entries(jobs).map(([name, token]) => ({
    job_name: name,
    authorization: { credentials: token },
    static_configs: [{ targets: [new URL(url).host] }],
  }));
  return JSON.stringify({ global: { scrape_interval: '1s' }, scrape_configs: scrapes }); // JSON is valid YAML
}

// It listens and becomes ready on two threads, so either may be reported first.
const ready = /^(?=[^]*Server is ready to receive web requests)[^]*msg="Listening on" address=(\S+)\s/;

/** Runs a server on a port that it picks itself. The result has its log(), query(), eventually() and stop(). */
export async function startPrometheus(url, jobs) {
  const directory = await temporaryDirectory('wayfinder-prometheus');
  const file = join(directory, 'prometheus.yml');
  await writeFile(file, configuration(url, jobs));
  const program = await startProgram(
    'prometheus',
    [`--config.file=${file}`, `--storage.tsdb.path=${join(directory, 'data')}`, '--web.listen-address=127.0.0.1:0'],
    { directory, ready },
  );

  /** The answer to a PromQL query: pairs of labels and number. */
  async function query(expression) {
    const response = await fetch(`http://${program.announced}/api/v1/query`, {
      method: 'POST',
      body: new URLSearchParams({ query: expression }),
    });
    const { status, error, data } = await response.json();
    if (status !== 'success') throw new Error(`${expression}: ${error}`);
    return data.result.map((each) => [each.metric, Number(each.value[1])]);
  }

  /** Queries until the answer is one number that is `accepted`; otherwise the test's timeout ends the wait. */
  async function eventually(expression, accepted) {
    for (;;) {
      const answer = await query(expression);
      if (answer.length === 1 && accepted(answer[0][1])) return answer[0][1];
      await sleep(50);
    }
  }

  return { ...program, query, eventually };
}
