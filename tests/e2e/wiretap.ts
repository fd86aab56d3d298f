/** A proxy in front of the homeserver that writes down all that passes, and can delay key deliveries. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wiretap {
  readonly url: string;
  /** Requests (with their address) and answers, as text. */
  readonly passed: readonly string[];
  /** Answers key deliveries (`sendToDevice`) of a token at once and keeps them back until `release`. */
  delayKeys(token: string): void;
  /** Delivers what was kept back. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a proxy to a homeserver. */
export async function startWiretap(target: string): Promise<Wiretap> {
  const passed: string[] = [];
  const keptBack: (() => Promise<unknown>)[] = [];
  let delayed: string | undefined;

  const forward = (
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const { host: _, ...headers } = incoming.headers;
      const outgoing = request(
        new URL(incoming.url ?? '/', target),
        { method: incoming.method, headers: { ...headers, 'content-length': body.length } },
        async (answer) => {
          const text = await read(answer);
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: text });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await read(incoming);
    passed.push(`${incoming.method} ${incoming.url}\n${body}`);
    const isDelayed = delayed !== undefined && incoming.headers.authorization === `Bearer ${delayed}`;
    if (isDelayed && incoming.url?.includes('/sendToDevice/')) {
      keptBack.push(() => forward(incoming, body));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const answer = await forward(incoming, body);
    passed.push(String(answer.body));
    const { 'transfer-encoding': _, connection: __, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(answer.body);
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    delayKeys(token) {
      delayed = token;
    },
    async release() {
      delayed = undefined;
      for (const deliver of keptBack.splice(0)) await deliver();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
