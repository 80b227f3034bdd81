// Each failure raises the exception that applications catch for it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { remoteConfig, startGateway } from './support/gateway.mjs';
import { beginEvents, chunk, sendJson, startUpstream } from './support/upstream.mjs';

const body = { model: 'auto', messages: [{ role: 'user', content: 'hi' }] };

describe('errors', { timeout: 20_000 }, () => {
  let gateway;
  let upstream;
  before(async () => {
    upstream = await startUpstream();
    gateway = await startGateway(remoteConfig(upstream.url));
  });
  after(() => Promise.all([gateway?.stop(), upstream?.stop()]));
  const create = (more = {}, options = {}) => gateway.client.chat.completions.create({ ...body, ...more }, options);

  const relayed = [
    [400, OpenAI.BadRequestError],
    [404, OpenAI.NotFoundError],
    [422, OpenAI.UnprocessableEntityError],
    [429, OpenAI.RateLimitError],
  ];
  // Failures that the gateway could not recover from, or of its own credential, are not the client's fault.
  const own = [
    [401, 'upstream_credential_refused'],
    [403, 'upstream_credential_refused'],
    [409, 'upstream_status'],
    [500, 'upstream_status'],
    [503, 'upstream_status'],
  ];
  for (const [status, code] of own) {
    test(`an upstream's ${status} is InternalServerError`, async () => {
      upstream.answer = (request, response) => sendJson(response, status, { error: { message: 'no', type: 'its' } });
      for (const stream of [false, true])
        await assert.rejects(create({ stream }), raisedAs(OpenAI.InternalServerError, 'wayfinder_router_upstream_error', code));
    });
  }

  for (const [status, kind] of relayed) {
    test(`an upstream's ${status} is ${kind.name}`, async () => {
      const error = { message: `no: ${status}`, type: 'its_type', param: 'its_param', code: 'its_code' };
      upstream.answer = (request, response) =>
        sendJson(response, status, { error }, { 'x-request-id': 'up-1', 'retry-after': '2' });
      for (const stream of [false, true]) {
        await assert.rejects(create({ stream }), (raised) => {
          assert.ok(raised instanceof kind, raised.constructor.name);
          assert.equal(raised.status, status);
          assert.match(raised.message, new RegExp(`no: ${status}`));
          assert.equal(raised.type, 'its_type');
          assert.equal(raised.param, 'its_param');
          assert.equal(raised.code, 'its_code');
          assert.match(raised.requestID, /^[0-9a-f]{32}$/);
          assert.equal(raised.headers.get('x-wayfinder-router-upstream-request-id'), 'up-1');
          assert.equal(raised.headers.get('retry-after'), '2');
          return true;
        });
      }
    });
  }

  /** Expects this exception with the gateway's own error type. */
  function raisedAs(kind, type, code) {
    return (raised) => {
      assert.ok(raised instanceof kind, `${raised.constructor.name}: ${raised.message}`);
      assert.equal(raised.type, type);
      if (code) assert.equal(raised.code, code);
      assert.match(raised.requestID, /^[0-9a-f]{32}$/);
      return true;
    };
  }

  test('a bad override is BadRequestError', async () => {
    const headers = { 'X-Wayfinder-Route-On': 'nonsense' };
    await assert.rejects(create({}, { headers }), raisedAs(OpenAI.BadRequestError, 'wayfinder_router_bad_override'));
  });

  test('an unknown path is NotFoundError', async () => {
    const answer = gateway.client.embeddings.create({ model: 'auto', input: 'hi' });
    await assert.rejects(answer, raisedAs(OpenAI.NotFoundError, 'invalid_request_error'));
  });

  test('an upstream that hangs up is InternalServerError', async () => {
    upstream.answer = (request, response) => response.destroy();
    await assert.rejects(create(), (raised) => {
      assert.equal(raised.status, 502);
      return raisedAs(OpenAI.InternalServerError, 'wayfinder_router_upstream_error')(raised);
    });
  });

  test('a stream that breaks raises instead of ending', async () => {
    upstream.answer = (request, response) => {
      beginEvents(response, [chunk({ content: 'Hel' })]);
      setTimeout(() => response.destroy(), 50);
    };
    const texts = [];
    await assert.rejects(
      async () => {
        for await (const each of await create({ stream: true })) texts.push(each.choices[0].delta.content);
      },
      (raised) => {
        assert.ok(raised instanceof OpenAI.APIError, raised.constructor.name);
        assert.equal(raised.type, 'wayfinder_router_upstream_error');
        return true;
      },
    );
    assert.deepEqual(texts, ['Hel']);
  });

  test('the SDK retries what it may', async () => {
    let calls = 0;
    upstream.answer = (request, response) => {
      calls += 1;
      if (calls === 1) sendJson(response, 503, { error: { message: 'later' } });
      else sendJson(response, 200, { id: 'x', object: 'chat.completion', choices: [{ index: 0, message: {} }] });
    };
    assert.equal((await create({}, { maxRetries: 1 })).id, 'x');
    assert.equal(calls, 2);
  });
});
