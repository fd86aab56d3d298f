/** What the rest of `matrix/` sees of the homeserver: requests that give parsed JSON, and one kind of error. */

/** The HTTP methods of the client-server API that are used. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Options of one request. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
  /** In milliseconds; 60 s unless told. */
  readonly timeout?: number;
}

/** The homeserver, as one account on one device. */
export interface Homeserver {
  /**
   * Sends one request to the client-server API. Every request but GET first waits until all that was journalled before it
   * is durable (storage/journal.ts): no byte leaves before the state it depends on.
   * @param path from `/_matrix/…`, its variable parts already encoded
   * @throws RequestError
   */
  request(method: Method, path: string, options?: RequestOptions): Promise<unknown>;
}

/** A request that did not succeed. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  /** The HTTP status; undefined when no whole answer came (connection refused, reset, timed out, body cut short). */
  readonly status: number | undefined;
  /** `M_FORBIDDEN`, … when the homeserver gave one. */
  readonly errcode: string | undefined;
  /** How long the homeserver asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** The whole body of the refusal: user-interactive authentication needs it. Not for logs. */
  readonly body: unknown;

  constructor(
    message: string,
    details: {
      status?: number | undefined;
      errcode?: string | undefined;
      retryAfter?: number | undefined;
      body?: unknown;
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.errcode = details.errcode;
    this.retryAfter = details.retryAfter;
    this.body = details.body;
  }

  /** True when the same request may succeed later: no answer, too many requests, a fault of the server. */
  get temporary(): boolean {
    return this.status === undefined || this.status === 429 || this.status >= 500 || this.status === 408;
  }
}
