/** Sends what the machine has to say, in the background and whenever someone must wait for it, one pass at a time. */
import { type OlmMachine, RequestType } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Log } from '../../operations/logs.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import { type MachineRequest, send } from './requests.ts';

/** A request that was not answered, or refused (RequestError), or whose answer the machine could not read. */
export interface FailedRequest {
  readonly type: RequestType;
  readonly error: unknown;
}

export interface Pump {
  /** Sends all there is to send now, and gives what failed. A pass that has begun is waited for, then another one is made. */
  pass(): Promise<readonly FailedRequest[]>;
  /** Starts a pass and does not wait for it; what fails is tried again, later and later, until it succeeds. */
  start(): void;
  /** Ends the waiting for a later try. */
  stop(): void;
  /** The server refuses this device's keys for good: another upload would do more harm. */
  readonly uploadRefused: boolean;
}

/** First and longest wait between two tries, in milliseconds. */
const firstWait = 1_000;
const longestWait = 60_000;

export function createPump(machine: OlmMachine, homeserver: Homeserver, log: Log): Pump {
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let waited = 0;
  let uploadRefused = false;
  let stopped = false;

  /** A failed request ends the pass: the machine gives it again, a query even under a new id. */
  const sendAll = async (): Promise<readonly FailedRequest[]> => {
    for (;;) {
      const all: MachineRequest[] = await machine.outgoingRequests();
      const next = all.filter(({ type }) => !(uploadRefused && type === RequestType.KeysUpload));
      const failed = (await Promise.all(next.map(sendOne))).filter((each) => each !== undefined);
      if (failed.length > 0 || next.length === 0) return failed;
    }
  };

  const sendOne = async (request: MachineRequest): Promise<FailedRequest | undefined> => {
    try {
      await send(homeserver, machine, request);
      return undefined;
    } catch (error) {
      // Measured: a refused upload has replaced the device's keys on the server all the same.
      if (request.type === RequestType.KeysUpload && error instanceof RequestError && error.status === 400)
        uploadRefused = true;
      return { type: request.type, error };
    }
  };

  const pass = (): Promise<readonly FailedRequest[]> => {
    const next = last.then(() => (stopped ? [] : sendAll()));
    last = next;
    return next;
  };

  const start = (): void => {
    clearTimeout(timer);
    void pass().then((failed) => {
      if (failed.length === 0 || stopped) {
        waited = 0;
        return;
      }
      const asked = failed.map(({ error }) => (error instanceof RequestError ? (error.retryAfter ?? 0) : 0));
      waited = Math.max(firstWait, Math.min(longestWait, waited * 2), ...asked);
      log.warn(
        { err: failed[0]?.error, requests: failed.length, wait: waited },
        'Une requête de chiffrement a échoué, nouvel essai plus tard',
      );
      clearTimeout(timer);
      timer = setTimeout(start, waited);
    });
  };

  return {
    pass,
    start,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
    get uploadRefused() {
      return uploadRefused;
    },
  };
}
