// Discovery through the SDK.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import OpenAI from 'openai';
import { echoConfig, startGateway } from './support/gateway.mjs';

describe('models', () => {
  let gateway;
  before(async () => (gateway = await startGateway(echoConfig)));
  after(() => gateway.stop());

  test('list', async () => {
    const ids = [];
    for await (const model of gateway.client.models.list()) ids.push(model.id);
    assert.deepEqual(ids, ['auto', 'prefer-local', 'prefer-hosted', 'echo']);
  });

  test('retrieve', async () => {
    const model = await gateway.client.models.retrieve('echo');
    assert.equal(model.id, 'echo');
    assert.equal(model.object, 'model');
    assert.equal(model.owned_by, 'wayfinder');
  });

  test('retrieve what is not there', async () => {
    await assert.rejects(gateway.client.models.retrieve('gpt-4o'), (raised) => {
      assert.ok(raised instanceof OpenAI.NotFoundError);
      assert.equal(raised.code, 'model_not_found');
      return true;
    });
  });

  test('every listed model answers', async () => {
    for await (const model of gateway.client.models.list()) {
      const messages = [{ role: 'user', content: 'hi' }];
      const answer = await gateway.client.chat.completions.create({ model: model.id, messages });
      assert.equal(answer.choices[0].message.role, 'assistant');
    }
  });
});
