/** A way to the homeserver on which a benchmark may change what passes. */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { text } from 'node:stream/consumers';

/** What is changed; what is not given passes as it is. */
export interface Changes {
  /** The path of a sync. */
  path?(path: string): string;
  /** The body of a sync's answer. */
  sync?(body: string): string;
  /** An answer in the homeserver's place. */
  answer?(
    method: string,
    path: string,
    body: string,
  ): { readonly status: number; readonly body: object } | undefined;
}

/** A running way. */
export interface Way {
  readonly url: string;
  /** Syncs answered so far. */
  readonly syncs: () => number;
  close(): void;
}

/** Opens one to a homeserver. */
export async function startWay(target: string, changes: Changes): Promise<Way> {
  let syncs = 0;
  const agent = new Agent({ keepAlive: true });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const said = await text(request);
    const answer = changes.answer?.(method, url, said);
    if (answer !== undefined) {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
      return;
    }
    const isSync = url.startsWith('/_matrix/client/v3/sync');
    const path = isSync ? (changes.path?.(url) ?? url) : url;
    const onward = send(new URL(path, target), { method, headers, agent });
    onward.end(said);
    const [incoming] = (await once(onward, 'response')) as [IncomingMessage];
    const body = await text(incoming);
    response.writeHead(incoming.statusCode ?? 502, { 'content-type': 'application/json' });
    response.end(isSync ? (changes.sync?.(body) ?? body) : body);
    if (isSync) syncs += 1;
  };
  const server = createServer((request, response) => {
    // A bot that ends leaves its request behind.
    pass(request, response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    syncs: () => syncs,
    close() {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}
