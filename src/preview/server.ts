/**
 * The preview over HTTP, for the editor's own browser: a page, what its conversation is answered, and an event each time that the
 * knowledge has changed. It keeps nothing of any conversation: a page sends all its turns, so that tabs share nothing and
 * an answer can be asked for again when the knowledge has changed.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import type { Band } from '../answering/answer.ts';
import type { Reply } from '../conversation/message.ts';
import { talkThrough } from '../conversation/talk.ts';
import type { Previewed } from './previewed.ts';

/** What is listening. */
export interface PreviewServer {
  /** `http://127.0.0.1:8420/` */
  readonly url: string;
  close(): void;
}

/** What one turn gets, as the page is told. */
export interface PreviewAnswer {
  /** The portable HTML of each message that a room would get; none for silence. */
  readonly html: readonly string[];
  /** The plain body, as `npm run ask` gives it. */
  readonly text: string;
  readonly band: Band | 'silent';
}

/** Nobody else's network reaches it. */
const loopback = '127.0.0.1';
/** A conversation of more characters than this was pasted. */
const longestBody = 256 * 1024;

const conversationSchema = z.strictObject({
  turns: z.array(z.string()).min(1).max(500),
  direct: z.boolean(),
});

/** Nothing is loaded from elsewhere, nothing inline runs, and no other page may show this one in a frame. */
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const files: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
  '/page.css': { file: 'page.css', type: 'text/css' },
  '/page.js': { file: 'page.js', type: 'text/javascript' },
};

/**
 * Begins to listen on the loopback.
 * @param port 0 for any that is free
 * @throws as `listen` does, when the port cannot be had
 */
export async function servePreview(previewed: Previewed, port: number): Promise<PreviewServer> {
  const server = createServer((request, response) => {
    // A page elsewhere can make a browser ask here under its own name (DNS rebinding): only ours are answered.
    if (!isOurs(request, boundPort(server.address())))
      return end(response, 403, 'Cette page ne répond qu’à votre propre navigateur.');
    const { method = '', url = '/' } = request;
    const page = files[url];
    if (method === 'GET' && page !== undefined) return sendFile(response, page);
    if (method === 'GET' && url === '/evenements') return follow(previewed, response);
    if (method === 'POST' && url === '/conversation') return void answer(previewed, request, response);
    return end(response, 404, 'Il n’y a rien à cette adresse.');
  });
  server.listen(port, loopback);
  await once(server, 'listening');
  return {
    url: `http://${loopback}:${boundPort(server.address())}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const boundPort = (address: ReturnType<ReturnType<typeof createServer>['address']>): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

/** Asked under one of the names of the loopback, and, by a script, from our own page. */
function isOurs({ headers }: IncomingMessage, port: number): boolean {
  const hosts = [`${loopback}:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? '')) return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

function sendFile(response: ServerResponse, { file, type }: { file: string; type: string }): void {
  response.writeHead(200, { ...securityHeaders, 'content-type': `${type}; charset=utf-8` });
  response.end(readFileSync(join(import.meta.dirname, 'page', file)));
}

/** The state of the knowledge, now and at each change (server-sent events). */
function follow(previewed: Previewed, response: ServerResponse): void {
  response.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
  const tell = () => response.write(`data: ${JSON.stringify(previewed.state())}\n\n`);
  tell();
  response.on('close', previewed.onChange(tell));
}

/** Answers every turn of a conversation. */
async function answer(
  previewed: Previewed,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const conversation = previewed.conversation();
  if (conversation === undefined)
    return end(response, 503, 'Les connaissances ont des erreurs : corrigez-les d’abord.');
  // A form of another page can only send other types.
  if (request.headers['content-type'] !== 'application/json') return end(response, 415, 'JSON attendu.');
  const asked = await readConversation(request);
  if (asked === undefined) return end(response, 400, 'La conversation est illisible ou trop longue.');
  const answers = talkThrough(conversation, asked.turns, asked.direct).map(previewOf);
  response.writeHead(200, { ...securityHeaders, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(answers));
}

function previewOf(replies: readonly Reply[]): PreviewAnswer {
  return {
    html: replies.map(({ message }) => message.html),
    text: replies.map(({ message }) => message.plain).join('\n\n'),
    band: replies[0]?.answer.band ?? 'silent',
  };
}

async function readConversation(
  request: IncomingMessage,
): Promise<z.infer<typeof conversationSchema> | undefined> {
  let body = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      body += chunk;
      if (body.length > longestBody) return undefined;
    }
    return conversationSchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}
