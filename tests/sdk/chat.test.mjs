// What applications do with chat completions, against the model inside the gateway and a scripted one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { echoConfig, remoteConfig, startGateway } from './support/gateway.mjs';
import { beginEvents, chunk, endEvents, startUpstream } from './support/upstream.mjs';

const messages = [{ role: 'user', content: 'a parrot, please' }];
const weather = {
  type: 'function',
  function: {
    name: 'weather',
    description: 'the weather of a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

async function collect(stream) {
  const chunks = [];
  for await (const each of stream) chunks.push(each);
  return chunks;
}

const textOf = (chunks) => chunks.map((each) => each.choices[0]?.delta?.content ?? '').join('');

describe('the model inside the gateway', () => {
  let gateway;
  before(async () => (gateway = await startGateway(echoConfig)));
  after(() => gateway.stop());
  const completions = () => gateway.client.chat.completions;

  test('create', async () => {
    const answer = await completions().create({ model: 'auto', messages });
    assert.equal(answer.object, 'chat.completion');
    assert.match(answer.choices[0].message.content, /a parrot, please/);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  });

  test('the decision is in the response headers', async () => {
    const { response, request_id } = await completions().create({ model: 'auto', messages }).withResponse();
    assert.equal(response.headers.get('x-wayfinder-router-model'), 'echo');
    assert.equal(response.headers.get('x-wayfinder-router-mode'), 'scored');
    assert.match(response.headers.get('x-wayfinder-router-score'), /^\d\.\d\d$/);
    assert.equal(request_id, response.headers.get('x-wayfinder-router-request-id'));
  });

  test('request ids reach the SDK', async () => {
    const answer = await completions().create({ model: 'auto', messages });
    assert.match(answer._request_id, /^[0-9a-f]{32}$/);
    const headers = { 'X-Request-Id': 'mine-1' };
    assert.equal((await completions().create({ model: 'auto', messages }, { headers }))._request_id, 'mine-1');
  });

  test('a stream that begins with the decision', async () => {
    const asked = { model: 'auto', messages, stream: true };
    const headers = { 'X-Wayfinder-Debug': 'true' };
    const [decision, ...chunks] = await collect(await completions().create(asked, { headers }));
    assert.equal(decision.model, 'echo');
    assert.deepEqual(decision.choices, []);
    assert.match(textOf(chunks), /a parrot, please/);
    const whole = await completions().stream(asked, { headers }).finalChatCompletion();
    assert.match(whole.choices[0].message.content, /a parrot, please/);
  });

  test('stream', async () => {
    const chunks = await collect(await completions().create({ model: 'auto', messages, stream: true }));
    assert.ok(chunks.length >= 3);
    const whole = await completions().create({ model: 'auto', messages });
    assert.equal(textOf(chunks), whole.choices[0].message.content);
    assert.equal(chunks.at(-1).choices[0].finish_reason, 'stop');
  });

  test('stream with usage', async () => {
    const options = { stream: true, stream_options: { include_usage: true } };
    const chunks = await collect(await completions().create({ model: 'auto', messages, ...options }));
    assert.deepEqual(chunks.at(-1).choices, []);
    assert.ok(chunks.at(-1).usage.total_tokens > 0);
  });

  test('the stream helper', async () => {
    const final = await completions().stream({ model: 'auto', messages }).finalChatCompletion();
    assert.match(final.choices[0].message.content, /a parrot, please/);
  });

  test('tools', async () => {
    const answer = await completions().create({
      model: 'auto',
      messages,
      tools: [weather],
      tool_choice: { type: 'function', function: { name: 'weather' } },
    });
    assert.equal(answer.choices[0].finish_reason, 'tool_calls');
    const [call] = answer.choices[0].message.tool_calls;
    assert.equal(call.function.name, 'weather');
    assert.equal(typeof JSON.parse(call.function.arguments), 'object');
  });

  test('streamed tools', async () => {
    const body = { model: 'auto', messages, tools: [weather], tool_choice: 'required' };
    const final = await completions().stream(body).finalChatCompletion();
    assert.equal(final.choices[0].finish_reason, 'tool_calls');
    assert.equal(final.choices[0].message.tool_calls[0].function.name, 'weather');
    JSON.parse(final.choices[0].message.tool_calls[0].function.arguments);
  });

  test('structured output', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: true };
    const answer = await completions().parse({
      model: 'auto',
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'bird', schema } },
    });
    assert.equal(typeof JSON.parse(answer.choices[0].message.content), 'object');
    assert.equal(typeof answer.choices[0].message.parsed, 'object');
    assert.notEqual(answer.choices[0].message.parsed, null);
  });

  test('image parts', async () => {
    const parts = [
      { type: 'text', text: 'what is this?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(100_000)}` } },
    ];
    const answer = await completions().create({ model: 'auto', messages: [{ role: 'user', content: parts }] });
    assert.match(answer.choices[0].message.content, /what is this\?/);
  });
});

describe('a model elsewhere', () => {
  let gateway;
  let upstream;
  before(async () => {
    upstream = await startUpstream();
    gateway = await startGateway(remoteConfig(upstream.url), { REMOTE_KEY: 'remote-secret' });
  });
  after(() => Promise.all([gateway?.stop(), upstream?.stop()]));

  test('everything the SDK sends arrives, but for the name, the key and the headers', async () => {
    const body = {
      model: 'auto',
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,x', detail: 'low' } }] }],
      tools: [weather],
      reasoning_effort: 'high',
      logprobs: true,
      top_logprobs: 2,
      metadata: { model: 'auto' },
      temperature: 0.7,
      seed: 9007199254740991,
    };
    const answer = await gateway.client.chat.completions.create(body);
    assert.equal(answer.choices[0].message.content, 'fine');
    const seen = upstream.requests.at(-1);
    assert.deepEqual(seen.json, { ...body, model: 'remote-id' });
    assert.equal(seen.headers.authorization, 'Bearer remote-secret');
    assert.deepEqual(Object.keys(seen.headers).filter((name) => name.startsWith('x-stainless')), []);
  });

  test('a stream arrives delta by delta', async () => {
    let goOn;
    const seen = new Promise((resolve) => (goOn = resolve));
    upstream.answer = async (request, response) => {
      beginEvents(response, [chunk({ role: 'assistant', content: 'Hel' })]);
      await seen; // the second delta leaves only after the SDK has shown the first
      response.write(`data: ${JSON.stringify(chunk({ content: 'lo' }, 'stop'))}\n\n`);
      endEvents(response);
    };
    const body = { model: 'auto', messages, stream: true };
    const texts = [];
    for await (const each of await gateway.client.chat.completions.create(body)) {
      texts.push(each.choices[0].delta.content);
      goOn();
    }
    assert.deepEqual(texts, ['Hel', 'lo']);
  });
});
