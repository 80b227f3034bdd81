// An upstream that answers as a test specifies and records its requests.
import { createServer } from 'node:http';

export const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'remote-id',
  choices: [{ index: 0, message: { role: 'assistant', content: 'fine' }, finish_reason: 'stop', logprobs: null }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
};

/** A chat.completion.chunk with this delta. */
export function chunk(delta, finishReason = null) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'remote-id',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  };
}

export function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Starts a stream with these chunks and leaves it open. */
export function beginEvents(response, chunks) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const each of chunks) response.write(`data: ${JSON.stringify(each)}\n\n`);
}

export function endEvents(response) {
  response.end('data: [DONE]\n\n');
}

/** `answer(request, response)` is called with the parsed body in `request.json`; set it again for each test. */
export async function startUpstream() {
  const upstream = { requests: [], answer: (request, response) => sendJson(response, 200, completion) };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    request.json = JSON.parse(body);
    upstream.requests.push(request);
    upstream.answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  upstream.url = `http://127.0.0.1:${server.address().port}`;
  upstream.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return upstream;
}
