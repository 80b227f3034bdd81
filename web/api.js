// The gateway's endpoints. The admin token is kept for this tab only.
const slot = 'wayfinder-admin-token';

export const token = {
  get: () => sessionStorage.getItem(slot),
  set: (text) => sessionStorage.setItem(slot, text),
  forget: () => sessionStorage.removeItem(slot),
};

export class Refusal extends Error {
  constructor(status, message, code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** There was no answer: the connection was refused or broke. */
export class Outage extends Error {}

/** Awaits a promise of fetch. A failure of the network becomes an Outage; an abort stays an AbortError. */
async function overNetwork(promise, otherwise = 'The gateway does not answer.') {
  try {
    return await promise;
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Outage(otherwise, { cause: error });
  }
}

export async function refusalOf(response) {
  const text = await overNetwork(response.text());
  try {
    const { message, code } = JSON.parse(text).error;
    return new Refusal(response.status, message, code);
  } catch {
    return new Refusal(response.status, text || `The gateway answered ${response.status}.`);
  }
}

// A header consists of bytes, which fetch decodes as Latin-1. The gateway's headers are UTF-8: model names and tokens may need it.
const inHeader = (text) => String.fromCharCode(...new TextEncoder().encode(text));
const outOfHeader = (bytes) => new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));

/** The value of one of the gateway's own response headers, such as `model`; undefined if it is missing. */
export function told(response, name) {
  const bytes = response.headers.get(`x-wayfinder-router-${name}`);
  return bytes === null ? undefined : outOfHeader(bytes);
}

const bearer = (text) => `Bearer ${inHeader(text)}`;

/** Whether a text can be a token at all. */
export const isSendable = (text) => /^\P{Cc}+$/u.test(text);

async function send(path, options) {
  const request = new Request(path, { ...options, credentials: 'omit' }); // throws if this page made an invalid request
  const response = await overNetwork(fetch(request));
  if (!response.ok) throw await refusalOf(response);
  return response;
}

async function call(path, options = {}) {
  const headers = { ...options.headers };
  if (token.get()) headers.authorization = bearer(token.get());
  return send(path, { ...options, headers });
}

const textOf = (response) => overNetwork(response.text());
const jsonOf = async (response) => JSON.parse(await textOf(response));

export const get = async (path, signal) => jsonOf(await call(path, { signal }));

/** Needs no token. */
export const health = async () => jsonOf(await send('healthz'));

const posting = (body, signal) => ({
  method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal,
});
export const post = async (path, body, signal) => jsonOf(await call(path, posting(body, signal)));
export const postForText = async (path, body) => textOf(await call(path, posting(body)));

/** Posts as a client does: with a client's key instead of the admin token. */
export async function asClient(path, body, { key, headers = {}, signal } = {}) {
  const all = { 'content-type': 'application/json', ...headers };
  if (key) all.authorization = bearer(key);
  return send(path, { method: 'POST', body: JSON.stringify(body), headers: all, signal });
}

/** The texts of a chat stream's deltas, one after another. */
export async function* deltas(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await overNetwork(reader.read(), 'The connection to the gateway broke.');
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      const data = line.match(/^data: ?(.*)/)?.[1].trim();
      if (!data || data === '[DONE]') continue;
      const event = JSON.parse(data);
      if (event.error) throw new Refusal(200, event.error.message, event.error.code);
      const text = event.choices?.[0]?.delta?.content;
      if (text) yield text;
    }
  }
}
