// The gateway under test with the official client for it.
import OpenAI from 'openai';
import { startProcess } from './process.mjs';

export { echoConfig, remoteConfig } from './configurations.mjs';

/** Runs a gateway with this TOML configuration. The result has its URL, an SDK client for it, and stop(). */
export async function startGateway(config, env = {}) {
  const gateway = await startProcess(config, { env });
  return {
    ...gateway,
    client: new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0, timeout: 30_000 }),
  };
}
