// Configuration fragments, and requests to what they configure.
import { createHash } from 'node:crypto';

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
[gateway]
retries = 0
breaker_threshold = 1000
[gateway.breaker]
min_calls = 1000
[gateway.models.remote]
base_url = "${url}/v1"
model = "remote-id"
api_key_env = "REMOTE_KEY"
`;
}

/** SHA-256 of a token in hexadecimal, as in the file. */
export function hashOf(token) {
  return createHash('sha256').update(token).digest('hex');
}

/** A `[gateway.keys.<id>]` table whose token is `wf-<id>`. */
export function keyTable(id, more = '') {
  return `[gateway.keys.${id}]\nhash = "${hashOf(`wf-${id}`)}"\n${more}\n`;
}

/** The request headers of that key's holder. */
export function chatHeaders(id) {
  return { authorization: `Bearer wf-${id}`, 'content-type': 'application/json' };
}

/** A chat request for this model with one question. */
export function chatBody(model, text, more = {}) {
  return JSON.stringify({ model, messages: [{ role: 'user', content: text }], ...more });
}
