/** The homeserver over matrix-bot-sdk's client, whose HTTP goes through the built-in `fetch` (so Node's own proxy variables hold). */
import { type Homeserver, type Method, RequestError, type RequestOptions } from './homeserver.ts';
import { LogService, MatrixClient, MatrixError, setRequestFn } from './sdk.ts';

const defaultTimeout = 60_000;

/** The part of the `request` package's parameters that the SDK sets (its lib/http.js). */
interface RequestParameters {
  readonly uri: string;
  readonly method: string;
  readonly qs?: Readonly<Record<string, unknown>> | null;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly timeout?: number;
}
type RequestCallback = (
  error: unknown,
  response?: { statusCode: number; body: unknown },
  body?: unknown,
) => void;

/** `request`, as far as the SDK needs it. The whole body is read under the same time limit as the headers. */
export function requestByFetch(parameters: RequestParameters, callback: RequestCallback): void {
  const url = new URL(parameters.uri);
  for (const [name, value] of Object.entries(parameters.qs ?? {}))
    if (value !== undefined && value !== null) url.searchParams.append(name, String(value));
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException('the homeserver took too long', 'TimeoutError')),
    parameters.timeout ?? defaultTimeout,
  );
  fetch(url, {
    method: parameters.method,
    headers: parameters.headers ?? {},
    body: parameters.body ?? null,
    redirect: 'follow',
    signal: late.signal,
  })
    .then(async (response) => ({ statusCode: response.status, body: parsed(await response.text()) }))
    // `AbortSignal.timeout` would keep each request, with its body, for the whole minute: half of the memory of a busy bot.
    .finally(() => clearTimeout(timer))
    .then(
      (response) => callback(null, response, response.body),
      (error: unknown) => callback(error),
    );
}

/** The SDK would parse a text twice: once for the body, once for the response. What is no JSON object stays a text. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : text;
  } catch {
    return text;
  }
}

setRequestFn(requestByFetch);
// The SDK logs requests, rooms and bodies: what is worth telling is told by our own log.
LogService.setLogger({ info() {}, warn() {}, error() {}, debug() {}, trace() {} });

/**
 * Connects (without a request yet).
 * @param url the base of the client-server API, `https://matrix.agent.social.tchap.gouv.fr`
 * @param accessToken empty for the requests that need none
 * @param gate waited for before every request but GET; see Homeserver
 * @param renew gives another token when this one has expired
 */
export function connect(
  url: string,
  accessToken: string,
  gate: () => Promise<void>,
  renew?: () => Promise<string>,
): Homeserver {
  let client = new MatrixClient(url, accessToken);
  let renewing: Promise<void> | undefined;
  /** One renewal for all the requests that find the token expired. */
  const renewToken = (token: () => Promise<string>): Promise<void> => {
    renewing ??= token()
      .then((next) => {
        client = new MatrixClient(url, next);
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  const request = async (method: Method, path: string, options: RequestOptions): Promise<unknown> => {
    if (method !== 'GET') await gate();
    const { query = null, body = null, timeout = defaultTimeout } = options;
    try {
      const answer: unknown = await client.doRequest(method, path, query, body, timeout);
      if (typeof answer !== 'object' || answer === null) throw new Error('the body is not a JSON object');
      return answer;
    } catch (error) {
      throw toRequestError(method, path, error);
    }
  };

  return {
    async request(method, path, options = {}) {
      const used = client;
      try {
        return await request(method, path, options);
      } catch (error) {
        if (renew === undefined || !(error instanceof RequestError) || !hasExpired(error)) throw error;
        if (client === used) await renewToken(renew);
        return request(method, path, options);
      }
    },
  };
}

/** The token is over and the device is not: it can be had anew. */
const hasExpired = ({ errcode, body }: RequestError): boolean =>
  errcode === 'M_UNKNOWN_TOKEN' &&
  typeof body === 'object' &&
  body !== null &&
  'soft_logout' in body &&
  body.soft_logout === true;

/** Names the request by its method and the kind of path only: identifiers stay out of messages, since those are logged. */
function toRequestError(method: string, path: string, error: unknown): RequestError {
  const label = `${method} ${path.replaceAll(/\/[^/]*(?:%|[!@$#:])[^/]*/g, '/…')}`;
  if (error instanceof MatrixError)
    return new RequestError(`${label}: ${error.statusCode} ${error.errcode}`, {
      status: error.statusCode,
      errcode: error.errcode,
      retryAfter: typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined,
      body: error.body,
    });
  if (typeof error === 'object' && error !== null && 'statusCode' in error)
    return new RequestError(`${label}: ${error.statusCode}`, {
      status: Number(error.statusCode),
      // An authentication that asks for a further stage is a 401 without an error code.
      body: 'body' in error ? error.body : undefined,
    });
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const reason = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.message) : 'failed';
  return new RequestError(`${label}: ${reason}`, { cause: error });
}
