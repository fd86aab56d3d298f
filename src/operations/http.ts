/**
 * `/sante` and `/metrics` over HTTP, for those who watch over the bot. Nothing listens without `BOT_HTTP_PORT`, and only the loopback
 * can ask unless `BOT_HTTP_HOST` says otherwise.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { OperatorError } from './errors.ts';
import type { Health } from './health.ts';

/** Where it listens, and what is told there. */
export interface HttpOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly health: () => Health;
  /** The text of `/metrics`. */
  readonly metrics: () => string;
}

/** What is listening. */
export interface HttpEndpoints {
  /** `http://127.0.0.1:9100` */
  readonly url: string;
  close(): void;
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A client that takes longer to ask, in milliseconds, is let go. */
const patience = 5_000;
/** Probes and a Prometheus need a few; whoever opens more is kept from the bot's own. */
const mostConnections = 50;

/**
 * Begins to listen.
 * @throws OperatorError when the address cannot be had
 */
export async function serveHttp(options: HttpOptions): Promise<HttpEndpoints> {
  const server = createServer(
    { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience },
    (request, response) => send(request, response, pageOf(request, options)),
  );
  server.maxConnections = mostConnections;
  const { host, port } = options;
  try {
    server.listen(port, host);
    await once(server, 'listening');
    // It does not keep a program alive that has nothing else to do: a start that has failed ends.
    server.unref();
  } catch (error) {
    throw explain(error, host, port);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `/sante` is for "does it work", `/sante/vivant` for "would a restart help". */
function pageOf({ method, url = '/' }: IncomingMessage, { health, metrics }: HttpOptions): Page {
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'Seulement GET.');
  switch (url.split('?')[0]) {
    case '/sante':
      return json(health().healthy ? 200 : 503, healthPage(health()));
    case '/sante/vivant':
      return json(health().live ? 200 : 503, { vivant: health().live });
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body: metrics() };
    default:
      return text(404, 'Ici : /sante, /sante/vivant et /metrics.');
  }
}

/** The state in the operator's words; what is not known yet is null. */
const healthPage = ({ healthy, live, lines, syncAge, outbox, signed, knowledge, lease }: Health) => ({
  vivant: live,
  pret: healthy,
  relais: lease === undefined ? null : lease.epoch === undefined ? 'en attente' : 'pris',
  relais_numero: lease?.epoch ?? null,
  raisons: lines,
  synchronisation_age_s: syncAge ?? null,
  envois_en_attente: outbox?.waiting ?? null,
  envoi_le_plus_ancien_s: outbox?.oldest ?? null,
  appareil_signe: signed ?? null,
  connaissances: knowledge?.version ?? null,
});

const text = (status: number, body: string): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});
const json = (status: number, body: object): Page => ({
  status,
  type: 'application/json; charset=utf-8',
  body: `${JSON.stringify(body, null, 2)}\n`,
});

function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: Page): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function explain(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new OperatorError(
        `Le port ${port} de ${host} est déjà pris : arrêtez ce qui l’occupe, ou donnez un autre BOT_HTTP_PORT.`,
        { cause: error },
      );
    case 'EACCES':
      return new OperatorError(`Le port ${port} est réservé : donnez un BOT_HTTP_PORT de 1024 ou plus.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new OperatorError(
        `BOT_HTTP_HOST = « ${host} » n’est pas une adresse de cette machine. Donnez 127.0.0.1, ou 0.0.0.0 pour toutes.`,
        { cause: error },
      );
    default:
      return error;
  }
}
