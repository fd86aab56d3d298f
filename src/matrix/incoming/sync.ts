/**
 * The bot's own sync loop (the SDK's advances its token before its handlers have finished). Each response goes, in this order, to
 * the encryption, the rooms' state, the timelines; then its token is stored, and only then is the next one asked for, since asking
 * is what acknowledges to-device messages.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import type { Store } from '../../storage/store.ts';
import type { Encryption } from '../encryption.ts';
import { Backoff } from '../homeserver/backoff.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import type { Outbox } from '../outgoing/outbox.ts';
import type { Invitations } from '../rooms/invitations.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { OnStep } from '../steps.ts';
import type { HandleJoinedRoom } from './joined-room.ts';
import { type SyncResponse, syncFilter, syncResponseSchema } from './sync-response.ts';

const tokenKey = 'sync-token';
/** The homeserver holds a sync without news that long, in milliseconds. */
const longPoll = 30_000;
const firstRetry = 1_000;
const longestRetry = 30_000;
/** Events of a room's timeline in one sync; more is read back page by page. */
const timelineLength = 50;

/** What the loop works with. */
export interface SyncParts {
  readonly store: Store;
  readonly homeserver: Homeserver;
  readonly encryption: Encryption | undefined;
  readonly rooms: Rooms;
  readonly handleJoinedRoom: HandleJoinedRoom;
  readonly invitations: Invitations;
  readonly outbox: Outbox;
  readonly counters: Counters;
  readonly log: Log;
  readonly onStep: OnStep;
  /** Called after each response that was handled to the end, and after each failure. */
  readonly onSync: (error: RequestError | undefined) => void;
}

/** The loop. */
export interface Sync {
  /** Runs until stopped. @throws RequestError when the homeserver no longer accepts the token (401) */
  run(): Promise<void>;
  /** Ends the loop; resolves when the response under way is handled. A request that waits for news is not awaited. */
  stop(): Promise<void>;
}

/** Makes the loop. */
export function createSync(parts: SyncParts): Sync {
  const { store, homeserver, encryption, rooms, handleJoinedRoom, invitations, outbox, log, onStep } = parts;
  const stopping = new AbortController();
  let handling: Promise<void> = Promise.resolve();

  const ask = async (token: string | undefined, known: boolean): Promise<SyncResponse> => {
    const response = await homeserver.request('GET', '/_matrix/client/v3/sync', {
      query: {
        filter: syncFilter(token === undefined && !known ? 0 : timelineLength),
        // Without a token everything is news: no need to wait.
        timeout: token === undefined ? 0 : longPoll,
        set_presence: 'offline',
        ...(token === undefined ? {} : { since: token }),
      },
      timeout: longPoll + 60_000,
    });
    return syncResponseSchema.parse(response);
  };

  const handle = async (response: SyncResponse, first: boolean): Promise<void> => {
    const receivedAt = performance.now();
    onStep('sync-received');
    await encryption?.receiveSync({
      toDevice: response.to_device.events,
      changedDevices: response.device_lists.changed,
      leftDevices: response.device_lists.left,
      oneTimeKeys: response.device_one_time_keys_count,
      unusedFallbackKeys: response.device_unused_fallback_key_types,
    });
    onStep('keys-received');
    for (const [id, { invite_state }] of Object.entries(response.rooms.invite)) {
      invitations.receive(id, invite_state.events);
      onStep('invited');
    }
    for (const id of Object.keys(response.rooms.leave)) {
      if (rooms.get(id) === undefined) continue;
      rooms.leave(id);
      outbox.dropRoom(id);
    }
    for (const [id, part] of Object.entries(response.rooms.join)) await handleJoinedRoom(id, part, first);
    rooms.heard(receivedAt);
    onStep('events-done');
    invitations.answer();
    outbox.kick();
    // What is to be sent leaves first: the token waits longest for the disk, and the homeserver would look at the next sync before it
    // took an answer.
    await store.committed();
    await nextTurn();
    await store.write([{ op: 'put', table: 'meta', key: tokenKey, value: response.next_batch }]);
    onStep('token-stored');
  };

  /** A token that the homeserver no longer knows: begin anew, with the seen events to tell what is new. */
  const forgetToken = async (): Promise<void> => {
    log.warn({}, 'Le serveur ne reconnaît plus le point de synchronisation : reprise complète.');
    await encryption?.lostTrack();
    await store.write([{ op: 'put', table: 'meta', key: tokenKey, value: '' }]);
    onStep('token-forgotten');
  };

  /** One round. @throws RequestError when it is to be tried again, from the same token */
  const round = async (): Promise<void> => {
    const stored = store.get('meta', tokenKey);
    const token = stored === '' ? undefined : stored;
    const response = await ask(token, stored !== undefined).catch(async (error: unknown) => {
      const failure = asRequestError(error);
      if (token !== undefined && failure.status === 400) await forgetToken();
      throw failure;
    });
    if (stopping.signal.aborted) return;
    handling = handle(response, stored === undefined);
    await handling;
  };

  return {
    async run() {
      const backoff = new Backoff(firstRetry, longestRetry);
      while (!stopping.signal.aborted) {
        try {
          await round();
          backoff.reset();
          parts.onSync(undefined);
        } catch (error) {
          if (stopping.signal.aborted) return;
          if (!(error instanceof RequestError) || error.status === 401) throw error;
          rooms.forgetCached();
          parts.onSync(error);
          parts.counters.add('sync_failures');
          log.warn({ err: error, wait: backoff.next }, 'La synchronisation a échoué : nouvel essai.');
          await backoff.wait(error.retryAfter, stopping.signal);
        }
      }
    },
    async stop() {
      stopping.abort();
      await handling.catch(() => {});
    },
  };
}

/** A body that is no sync response (cut short, a page of a proxy) counts as no answer. */
function asRequestError(error: unknown): RequestError {
  return error instanceof RequestError
    ? error
    : new RequestError('GET /sync: unreadable body', { cause: error });
}
