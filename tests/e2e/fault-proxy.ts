/** A proxy in front of the homeserver that does to requests what networks do. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What happens to one request. */
export type Fault =
  /** The connection is closed before the homeserver hears of it. */
  | { readonly kind: 'drop' }
  /** The homeserver answers, and the answer is lost. */
  | { readonly kind: 'lose' }
  /** The homeserver answers, and the body ends in the middle. */
  | { readonly kind: 'cut' }
  /** Another answer than the homeserver's. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The homeserver's answer, changed on its way. */
  | { readonly kind: 'rewrite'; readonly change: (body: string) => string };

/** The fault of a request; undefined: it passes. */
export type ChooseFault = (method: string, path: string) => Fault | undefined;

/** A running proxy. */
export interface FaultProxy {
  readonly url: string;
  /** Replaces how faults are chosen. */
  choose(faults: ChooseFault): void;
  /** How many faults there were. */
  readonly count: () => number;
  close(): void;
}

/** Starts one in front of a homeserver, without faults. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  let chooseFault: ChooseFault = () => undefined;
  let count = 0;
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/';
    const fault = chooseFault(request.method ?? 'GET', path);
    if (fault !== undefined) count += 1;
    pass(target, fault, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    choose: (faults) => {
      chooseFault = faults;
    },
    count: () => count,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function pass(
  target: string,
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (fault?.kind === 'drop') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'answer') {
    response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body);
    return;
  }
  if (fault?.kind === 'delay') await delay(fault.ms);
  const { method = 'GET' } = request;
  const abandoned = new AbortController();
  response.once('close', () => abandoned.abort());
  const answer = await fetch(target + request.url, {
    method,
    headers: {
      authorization: request.headers.authorization ?? '',
      'content-type': request.headers['content-type'] ?? 'application/json',
    },
    body: method === 'GET' ? null : Buffer.concat(chunks),
    signal: abandoned.signal,
  });
  const text = await answer.text();
  const body = Buffer.from(fault?.kind === 'rewrite' ? fault.change(text) : text);
  if (fault?.kind === 'lose') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length });
  if (fault?.kind !== 'cut') {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, body.length >> 1));
  setImmediate(() => response.destroy());
}
