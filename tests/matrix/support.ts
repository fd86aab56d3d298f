/** The parts of a bot on a store in memory, with a homeserver that answers as the test says. */

import type { IncomingMessage, Reaction } from '../../src/conversation/message.ts';
import type { Encryption } from '../../src/matrix/encryption.ts';
import type { Homeserver, RequestOptions } from '../../src/matrix/homeserver/homeserver.ts';
import { RequestError } from '../../src/matrix/homeserver/homeserver.ts';
import { openKeyedHash } from '../../src/matrix/identifiers.ts';
import { selfOf } from '../../src/matrix/incoming/addressing.ts';
import { createJourney } from '../../src/matrix/incoming/journey.ts';
import { openPending } from '../../src/matrix/incoming/pending.ts';
import { createReactions } from '../../src/matrix/incoming/reactions.ts';
import { openSessions } from '../../src/matrix/incoming/sessions.ts';
import { openAnswers } from '../../src/matrix/outgoing/answers.ts';
import { openOutbox } from '../../src/matrix/outgoing/outbox.ts';
import { createPace } from '../../src/matrix/outgoing/pacing.ts';
import { openRooms } from '../../src/matrix/rooms/rooms.ts';
import { createCounters } from '../../src/operations/counters.ts';
import type { Log } from '../../src/operations/logs.ts';
import type { Storage } from '../../src/storage/contract.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { openStore } from '../../src/storage/store.ts';

export const own = '@bot:hs.fr';
export const room = '!salon:hs.fr';
export const alice = '@alice:hs.fr';

/** A log that forgets. */
export const noLog: Log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

/** One request that came. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly options: RequestOptions;
}

/** Answers requests; throws for what the test did not expect. */
export type Respond = (request: SentRequest) => object | undefined;

/** The refusal of a homeserver. */
export const refusal = (status: number | undefined, errcode?: string, retryAfter?: number) =>
  new RequestError(`refused ${status}`, { status, errcode, retryAfter });

/** A homeserver that keeps what it was asked. By default rooms are in clear, and messages get `$sent1`, `$sent2`, … */
export function fakeHomeserver(respond: Respond = () => undefined): Homeserver & { requests: SentRequest[] } {
  const requests: SentRequest[] = [];
  let sent = 0;
  return {
    requests,
    async request(method, path, options = {}) {
      const request = { method, path: decodeURIComponent(path.replace('/_matrix/client/v3', '')), options };
      requests.push(request);
      const answer = respond(request);
      if (answer !== undefined) return answer;
      if (path.endsWith('/state/m.room.encryption')) throw refusal(404, 'M_NOT_FOUND');
      if (method === 'PUT') {
        sent += 1;
        return { event_id: `$sent${sent}` };
      }
      throw new Error(`unexpected request: ${method} ${path}`);
    },
  };
}

/** What the conversation says in these tests: "répète <text>" gets one reply a word; the rest gets silence. */
export function echo({ text }: IncomingMessage): Reaction {
  const [command, ...words] = text.split(' ');
  if (command === 'plante') throw new Error('a defect of the conversation');
  const said = command === 'répète' ? words : [];
  return {
    replies: said.map((word) => ({
      message: { plain: word, html: `<p>${word}</p>` },
      blocks: [],
      answer: { band: 'answer', confidence: 1, subjects: [], blocks: [], citations: [] },
      purpose: 'answer',
    })),
    sessions: said.length > 0 ? [{ key: 'k', value: JSON.stringify(said) }] : [],
    counts: said.length > 0 ? [{ name: 'questions', labels: { kind: 'card', band: 'answer' } }] : [],
  };
}

/** Options of `openParts`. */
export interface PartsOptions {
  readonly storage?: Storage;
  readonly homeserver?: ReturnType<typeof fakeHomeserver>;
  readonly encryption?: Encryption;
  readonly respond?: (message: IncomingMessage) => Reaction;
  readonly ignoredUsers?: readonly string[];
}

/** Opens all parts on a storage; alice and the bot are in `room`, with a third person. */
export async function openParts(options: PartsOptions = {}) {
  const { storage = createMemoryStorage(), homeserver = fakeHomeserver(), encryption } = options;
  const store = await openStore(storage, (error) => {
    throw error;
  });
  const hash = openKeyedHash(store);
  const counters = createCounters();
  const rooms = openRooms(store, homeserver);
  if (rooms.get(room) === undefined) rooms.update(room, { membership: 'joined', joined: 3, invited: 0 });
  const answers = openAnswers(store, hash);
  const pending = openPending(store, hash);
  const sessions = openSessions(store, hash);
  const common = { store, homeserver, encryption, counters, log: noLog, onStep: () => {}, own };
  const outbox = openOutbox({ ...common, rooms, answers, pace: createPace(0) });
  const reactions = createReactions({
    ...{ rooms, answers, pending, sessions, outbox, hash, counters },
    self: selfOf(own, 'Bot'),
    respond: options.respond ?? echo,
  });
  const journey = createJourney({
    ...{ ...common, rooms, outbox, reactions, pending, hash },
    settings: { own, ignoredUsers: options.ignoredUsers ?? [], answerMaxAge: 6 * 3_600_000 },
  });
  return {
    ...common,
    hash,
    rooms,
    answers,
    pending,
    sessions,
    outbox,
    reactions,
    journey,
    homeserver,
    storage,
  };
}

/** Encryption whose every part the test may replace; by default it refuses all. */
export function fakeEncryption(parts: Partial<Encryption> = {}): Encryption {
  return {
    receiveSync: async () => {},
    decrypt: async () => ({ outcome: 'refused', reason: 'test' }),
    encrypt: async () => ({}),
    onKeys: () => {},
    lostTrack: async () => {},
    prune: async () => 0,
    status: () => ({ device: 'D', fingerprint: 'F', signed: true, line: '' }),
    close: async () => {},
    ...parts,
  };
}

let count = 0;
/** An event of the timeline; `more` replaces any part. */
export function timelineEvent(content: object, more: object = {}) {
  count += 1;
  return {
    event_id: `$event${count}`,
    type: 'm.room.message',
    sender: alice,
    origin_server_ts: Date.now(),
    content,
    unsigned: { age: 10 },
    ...more,
  };
}
/** A text message. */
export const said = (body: string, more: object = {}) => timelineEvent({ msgtype: 'm.text', body }, more);

/** Waits until a condition holds, through as many turns of the event loop as it takes. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn += 1) {
    if (turn > 2_000) throw new Error('the condition never held');
    await new Promise((resolve) => setTimeout(resolve, turn < 50 ? 0 : 5));
  }
}
