import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { RequestError } from '../../../src/matrix/homeserver/homeserver.ts';
import { connect } from '../../../src/matrix/homeserver/transport.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A homeserver that answers as told. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
const open = async () => {};
/** The error of a request that fails. */
const failure = (request: Promise<unknown>): Promise<RequestError> =>
  request.then(
    () => {
      throw new Error('the request has succeeded');
    },
    (error: unknown) => {
      if (error instanceof RequestError) return error;
      throw error;
    },
  );

describe('connect', () => {
  it('sends the token, the query and the body, and gives the parsed answer', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () =>
        response.end(JSON.stringify({ path: request.url, auth: request.headers.authorization, body })),
      );
    });
    const answer = await connect(url, 'syt_token', open).request('PUT', '/_matrix/client/v3/x', {
      query: { a: 'é&', b: 2, c: false },
      body: { text: 'oui' },
    });
    expect(answer).toEqual({
      path: '/_matrix/client/v3/x?a=%C3%A9%26&b=2&c=false',
      auth: 'Bearer syt_token',
      body: '{"text":"oui"}',
    });
  });

  it('waits at the gate before every request but GET', async () => {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(request.method ?? '');
      response.end('{}');
    });
    let commit: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const homeserver = connect(url, 't', () => gate);
    const put = homeserver.request('PUT', '/x', { body: {} });
    await homeserver.request('GET', '/x');
    expect(asked).toEqual(['GET']);
    commit();
    await put;
    expect(asked).toEqual(['GET', 'PUT']);
  });

  it('lets nothing through a gate that has failed', async () => {
    const asked: string[] = [];
    const url = await serve((_, response) => {
      asked.push('!');
      response.end('{}');
    });
    const failed = new Error('disk full');
    const request = connect(url, 't', () => Promise.reject(failed)).request('POST', '/x');
    await expect(request).rejects.toBe(failed);
    expect(asked).toEqual([]);
  });

  it('tells a refusal by its code, and a limit by its delay', async () => {
    const url = await serve((_, response) => {
      response.statusCode = 429;
      response.end(JSON.stringify({ errcode: 'M_LIMIT_EXCEEDED', error: 'slow', retry_after_ms: 1500 }));
    });
    const error = await failure(connect(url, 't', open).request('GET', '/x'));
    expect(error).toMatchObject({
      status: 429,
      errcode: 'M_LIMIT_EXCEEDED',
      retryAfter: 1500,
      temporary: true,
    });
  });

  it.each([
    ['a page of a proxy', 502, '<html>Bad gateway</html>', true],
    ['a refusal without a code', 404, 'not found', false],
    ['a body that is no JSON', 200, '{"cut": ', true],
    ['a body that is no object', 200, '3', true],
  ])('takes %s for what it is', async (_, status, body, temporary) => {
    const url = await serve((__, response) => {
      response.statusCode = status;
      response.end(body);
    });
    expect((await failure(connect(url, 't', open).request('GET', '/x'))).temporary).toBe(temporary);
  });

  it('takes a connection that is refused, reset, cut short or silent for no answer', async () => {
    const refused = await failure(connect('http://127.0.0.1:9', 't', open).request('GET', '/x'));
    const reset = await failure(
      connect(await serve((request) => request.socket.destroy()), 't', open).request('GET', '/x'),
    );
    const cut = await failure(
      connect(
        await serve((_, response) => {
          response.setHeader('content-length', 100);
          response.write('{"a":');
          setImmediate(() => response.destroy());
        }),
        't',
        open,
      ).request('GET', '/x'),
    );
    const silent = await failure(
      connect(await serve(() => {}), 't', open).request('GET', '/x', { timeout: 50 }),
    );
    for (const error of [refused, reset, cut, silent])
      expect(error).toMatchObject({ status: undefined, temporary: true });
  });

  it('keeps rooms, events and people out of its error messages', async () => {
    const url = await serve((_, response) => {
      response.statusCode = 403;
      response.end('{"errcode":"M_FORBIDDEN","error":"@alice:hs.fr is not in !salon:hs.fr"}');
    });
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent('!salon:hs.fr')}/send/m.room.message/txn`;
    const error = await failure(connect(url, 't', open).request('PUT', path));
    expect(error.message).toBe('PUT /_matrix/client/v3/rooms/…/send/m.room.message/txn: 403 M_FORBIDDEN');
  });
});
