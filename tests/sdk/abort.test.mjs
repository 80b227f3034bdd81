// When an application gives up, its upstream call ends too.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { remoteConfig, startGateway } from './support/gateway.mjs';
import { beginEvents, chunk, startUpstream } from './support/upstream.mjs';

const messages = [{ role: 'user', content: 'hi' }];

describe('giving up', { timeout: 20_000 }, () => {
  let gateway;
  let upstream;
  before(async () => {
    upstream = await startUpstream();
    gateway = await startGateway(remoteConfig(upstream.url));
  });
  after(() => Promise.all([gateway?.stop(), upstream?.stop()]));

  /** Lets the upstream answer with `begin` and then stay silent; resolves when the call has arrived and ended. */
  function hangAfter(begin) {
    let arrived;
    const call = { arrived: new Promise((resolve) => (arrived = resolve)) };
    call.gone = new Promise((resolve) => {
      upstream.answer = (request, response) => {
        response.once('close', resolve);
        begin(response);
        arrived();
      };
    });
    return call;
  }

  test('abort mid-stream', async () => {
    const call = hangAfter((response) => beginEvents(response, [chunk({ content: 'Hel' })]));
    const stream = await gateway.client.chat.completions.create({ model: 'auto', messages, stream: true });
    const { value } = await stream[Symbol.asyncIterator]().next();
    assert.equal(value.choices[0].delta.content, 'Hel');
    stream.controller.abort(); // not in a loop: under load Node 18 does not always end the loop of an aborted stream
    await call.gone;
  });

  test('break out of the loop', async () => {
    const call = hangAfter((response) => beginEvents(response, [chunk({ content: 'Hel' })]));
    const stream = await gateway.client.chat.completions.create({ model: 'auto', messages, stream: true });
    for await (const each of stream) {
      assert.equal(each.choices[0].delta.content, 'Hel');
      break;
    }
    await call.gone;
  });

  test('abort before the first byte', async () => {
    for (const stream of [true, false]) {
      const call = hangAfter(() => {});
      const controller = new AbortController();
      const body = { model: 'auto', messages, stream };
      const answer = gateway.client.chat.completions.create(body, { signal: controller.signal });
      await call.arrived;
      controller.abort();
      await assert.rejects(answer, OpenAI.APIUserAbortError);
      await call.gone;
    }
  });

  test('the client timeout', async () => {
    const call = hangAfter(() => {});
    const answer = gateway.client.chat.completions.create({ model: 'auto', messages }, { timeout: 300 });
    await assert.rejects(answer, OpenAI.APIConnectionTimeoutError);
    await call.gone;
  });
});
