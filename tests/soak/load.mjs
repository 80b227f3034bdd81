// Requests of many clients, valid and invalid, over persistent connections.
import { Agent, request } from 'node:http';
import { chatBody, chatHeaders, keyTable } from '../sdk/support/configurations.mjs';

export const adminToken = 'soak-operator';

/** A gateway with everything on. Each `generation` differs from the last, so that a reload has an effect. */
export function soakConfig(adminHash, generation) {
  return `
[gateway]
rate_limit = { rpm = ${100_000_000 + generation}, tpm = 1000000000, max_in_flight = 1000 }
budget = { limit = 1000000.0 }
cache = { enabled = true, max_entries = 500 }
admin = { token_hash = "${adminHash}" }
feedback = { remember = 100 }
tags = { research = { budget = { limit = 1000000.0 } } }
${keyTable('alice', 'tags = ["research"]')}
${keyTable('bob', 'rate_limit = { rpm = 600 }')}
${keyTable('carol', 'budget = { limit = 0.000001, on_breach = "block" }')}
[[routing.tiers]]
min_score = 0.0
model = "small"
[[routing.tiers]]
min_score = 0.05
model = "large"
[gateway.models.small]
base_url = "builtin:echo"
model = "small"
cost_per_1k = 0.0004
max_output_tokens = 200
[gateway.models.large]
base_url = "builtin:echo"
model = "large"
price = { input = 2.5, output = 10.0, cached_input = 1.25 }
max_output_tokens = 200
[gateway.models.slow]
base_url = "builtin:echo"
model = "slow"
echo_delay = 0.2
cost_per_1k = 0.001
max_output_tokens = 200
`;
}

// Coprime to all numbers below, so that kinds, texts and reloads do not run in lockstep.
const kinds = 97;

/** The i-th request: caller, body, permitted outcomes, and whether the client leaves early. */
function script(i) {
  const text = `# Question ${i % 3}\n\n${'Which of these is the better one, and why? '.repeat(1 + (i % 7))}${i % 1500}`;
  const kind = i % kinds;
  if (kind === 0) return { key: 'mallory', body: chatBody('auto', text), right: [401, 429] };
  if (kind === 1) return { key: 'alice', body: '{"model":', right: [400] };
  if (kind === 2) return { key: 'carol', body: chatBody('large', `${text} ${i}`), right: [402] };
  if (kind === 3) return { key: 'alice', body: chatBody('slow', `${text} ${i}`), leaves: true, right: ['left'] };
  if (kind === 4) return { key: 'alice', body: chatBody('auto', text, { stream: true }), leaves: true, right: ['left'] };
  if (kind < 15) return { key: 'bob', body: chatBody('auto', text), right: [200, 429] };
  if (kind < 25) return { key: 'alice', body: chatBody('auto', text, { stream: true }), right: [200] };
  return { key: 'alice', body: chatBody('auto', text), right: [200] };
}

/** `clients` connections to the gateway; `outcomes` counts the results of their requests. */
export class Load {
  outcomes = new Map();
  wrong = [];
  #url;
  #agent;

  constructor(url, clients) {
    this.#url = new URL('/v1/chat/completions', url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: clients });
  }

  /** Sends requests `from` to `to` (exclusive) and ends when all are answered or abandoned. */
  async send(from, to) {
    let next = from;
    const client = async () => {
      while (next < to) await this.#sendOne(next++);
    };
    await Promise.all(Array.from({ length: this.#agent.maxSockets }, client));
  }

  async #sendOne(i) {
    const { key, body, right, leaves } = script(i);
    const outcome = await this.#exchange(key, body, leaves);
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    if (!right.includes(outcome)) this.wrong.push(`request ${i} of ${key}: ${outcome}`);
  }

  /** The status, 'left', or the error. A client that leaves does so at the first bytes or after 20 ms. */
  #exchange(key, body, leaves = false) {
    return new Promise((resolve) => {
      const call = request(this.#url, { method: 'POST', agent: this.#agent, headers: chatHeaders(key) });
      const leave = () => {
        resolve('left');
        call.destroy();
      };
      const patience = leaves && setTimeout(leave, 20);
      call.on('error', (error) => resolve(error.code ?? error.message));
      call.on('close', () => clearTimeout(patience));
      call.on('response', (response) => {
        if (leaves) return leave();
        response.on('error', (error) => resolve(error.code ?? error.message));
        response.on('end', () => resolve(response.statusCode)).resume();
      });
      call.end(body);
    });
  }

  stop() {
    this.#agent.destroy();
  }
}
