// The gateway's endpoints. The admin token is kept for this tab alone.
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

export async function refusalOf(response) {
  const text = await response.text();
  try {
    const { message, code } = JSON.parse(text).error;
    return new Refusal(response.status, message, code);
  } catch {
    return new Refusal(response.status, text || `The gateway answered ${response.status}.`);
  }
}

async function call(path, options = {}) {
  const headers = { ...options.headers };
  if (token.get()) headers.authorization = `Bearer ${token.get()}`;
  const response = await fetch(path, { ...options, headers, credentials: 'omit' });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

export const get = async (path, signal) => (await call(path, { signal })).json();

const posting = (body, signal) => ({
  method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal,
});
export const post = async (path, body, signal) => (await call(path, posting(body, signal))).json();
export const postForText = async (path, body) => (await call(path, posting(body))).text();

/** For what clients do, with a client's key in place of the admin token. */
export async function asClient(path, body, { key, headers = {}, signal } = {}) {
  const all = { 'content-type': 'application/json', ...headers };
  if (key) all.authorization = `Bearer ${key}`;
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body), headers: all, signal, credentials: 'omit' });
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** The texts of a chat stream's deltas, one after another. */
export async function* deltas(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
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
