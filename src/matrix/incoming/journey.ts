/**
 * The way of one event from the timeline into the store (design, "The journey of one message"): seen once, its attempt counted
 * first where a former process may have ended of it, then everything that it leads to in one transaction. One event at a time, in the
 * order of the sync.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { EncryptedEvent, Encryption } from '../encryption.ts';
import {
  type Envelope,
  type Happening,
  interpret,
  parseEnvelope,
  type Relations,
  readRelations,
} from '../events.ts';
import type { Homeserver } from '../homeserver/homeserver.ts';
import type { KeyedHash } from '../identifiers.ts';
import type { Outbox } from '../outgoing/outbox.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { OnStep } from '../steps.ts';
import { handlingFailed, verificationDeclined } from '../texts.ts';
import type { Pending } from './pending.ts';
import type { Origin, Reactions } from './reactions.ts';

/** An event whose handling has ended the process that often is passed over. */
const mostAttempts = 2;

/**
 * Attempts are counted in so many sync responses after a start: if what comes later ends the process, the next one will begin with it, and
 * counts. The first may be what the homeserver had ready for the former process, the second brings all that waited besides.
 */
const countedResponses = 2;

/** What the journey works with. */
export interface JourneyParts {
  readonly store: Store;
  readonly homeserver: Homeserver;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly reactions: Reactions;
  readonly pending: Pending;
  readonly encryption: Encryption | undefined;
  readonly hash: KeyedHash;
  readonly counters: Counters;
  readonly log: Log;
  readonly onStep: OnStep;
  readonly settings: {
    /** The bot's account. */
    readonly own: string;
    readonly ignoredUsers: readonly string[];
    /** In milliseconds. */
    readonly answerMaxAge: number;
  };
}

/** Takes events, one after the other. */
export interface Journey {
  /** Resolves when all that the event leads to is queued in the journal. */
  handle(room: string, event: unknown): Promise<void>;
  /** Tries again what could not be decrypted. @param session only what was encrypted in that session */
  retryPending(session?: string): Promise<void>;
  /** A sync response has been handled to the end. */
  responseHandled(): void;
  /** Whether an event has been handled. */
  isSeen(event: string): boolean;
}

/** What decryption made of an event: what happened, and under which names it counts as seen. */
type Opened =
  | { readonly kind: 'clear'; readonly happening: Happening; readonly names: readonly string[] }
  | { readonly kind: 'nothing'; readonly operations: readonly Operation[] };

/** Makes the journey. */
export function createJourney(parts: JourneyParts): Journey {
  const { store, homeserver, rooms, outbox, reactions, pending, encryption, hash } = parts;
  const { counters, log, onStep, settings } = parts;
  let queue: Promise<void> = Promise.resolve();
  let responses = 0;

  const isSeen = (name: string): boolean => store.get('seen', hash(name)) !== undefined;
  const minute = createMinute();
  const see = (names: readonly string[]): Operation[] =>
    names.map((name) => ({ op: 'put', table: 'seen', key: hash(name), value: minute() }));

  /** Decrypts where needed; what cannot be read yet is kept. */
  const open = async ({ room, at }: Origin, envelope: Envelope): Promise<Opened> => {
    const happening = interpret(envelope);
    if (happening.kind !== 'encrypted') return { kind: 'clear', happening, names: [] };
    const event: EncryptedEvent = { ...envelope, type: 'm.room.encrypted', room_id: room };
    const decryption = await encryption?.decrypt(event);
    switch (decryption?.outcome) {
      case 'decrypted':
        if (isSeen(decryption.once)) {
          counters.add('events_replayed');
          return { kind: 'nothing', operations: pending.remove(envelope.event_id) };
        }
        onStep('decrypted');
        return {
          kind: 'clear',
          happening: interpret(envelope, decryption.type, decryption.content),
          names: [decryption.once],
        };
      case 'waiting':
        counters.add('events_waiting_for_key');
        return { kind: 'nothing', operations: [pending.keep(event, decryption, Date.now() - at)] };
      default:
        counters.add('events_undecryptable');
        log.warn({ reason: decryption?.reason ?? 'no encryption' }, 'Message chiffré refusé.');
        return { kind: 'nothing', operations: pending.remove(envelope.event_id) };
    }
  };

  const react = async (origin: Origin, happening: Happening): Promise<Operation[]> => {
    switch (happening.kind) {
      case 'message':
        return reactions.message(origin, happening.written);
      case 'edit':
        return [
          ...pending.remove(happening.target),
          ...(await reactions.edit(origin, happening.target, happening.written, () =>
            fetchRelations(homeserver, origin.room, happening.target),
          )),
        ];
      case 'verification':
        return happening.of === settings.own
          ? reactions.tell(origin, verificationDeclined, 'verification')
          : [];
      case 'redaction':
        return [
          ...pending.remove(happening.target),
          ...(await reactions.redaction(origin, happening.target)),
        ];
      default:
        return [];
    }
  };

  /** The whole of one event, seen or given up. */
  const workThrough = async (origin: Origin, envelope: Envelope): Promise<Operation[]> => {
    try {
      const opened = await open(origin, envelope);
      if (opened.kind === 'nothing') return [...opened.operations];
      const reaction = await react(origin, opened.happening);
      return [...see(opened.names), ...pending.remove(origin.id), ...reaction];
    } catch (error) {
      counters.add('events_failed');
      log.error({ err: error }, 'Un message n’a pas pu être traité : il est passé.');
      return giveUp(origin, envelope);
    }
  };

  const giveUp = (origin: Origin, envelope: Envelope): Operation[] => [
    ...pending.remove(origin.id),
    ...(reactions.isAddressed(origin, envelope.content)
      ? reactions.tell(origin, handlingFailed, 'failure')
      : []),
  ];

  /** The two transactions; most of the time the one. */
  const journey = async (room: string, envelope: Envelope): Promise<void> => {
    const { event_id: id, sender } = envelope;
    const key = hash(id);
    const age = Math.max(0, envelope.unsigned?.age ?? Date.now() - envelope.origin_server_ts);
    if (age > settings.answerMaxAge) {
      counters.add('events_too_old');
      void store.write(pending.remove(id));
      return;
    }
    const origin: Origin = { id, room, sender, at: Date.now() - age };
    const counting = responses < countedResponses;
    const attempts = Number(store.get('attempts', key) ?? 0) + 1;
    const forgetAttempts: Operation = { op: 'delete', table: 'attempts', key };
    const done: Operation[] = [...see([id]), ...(counting ? [forgetAttempts] : [])];
    if (attempts > mostAttempts) {
      counters.add('events_given_up');
      log.error({ attempts }, 'Un message a arrêté le programme deux fois : il est passé.');
      void store.write([...done, ...giveUp(origin, envelope)]);
    } else {
      // While the homeserver says whether the room is encrypted, the answer is found.
      const asks = reactions.isAddressed(origin, envelope.content) && rooms.lookAhead(room);
      if (counting) {
        await store.write([{ op: 'put', table: 'attempts', key, value: String(attempts) }]);
        onStep('attempt-stored');
      } else if (asks) await nextTurn();
      const operations = await workThrough(origin, envelope);
      onStep('reacted');
      void store.write([...done, ...operations]);
      onStep(pending.get(id) === undefined ? 'event-stored' : 'event-kept');
    }
    outbox.kick();
  };

  /** One at a time: sessions must not change under a message. */
  const next = (task: () => Promise<void>): Promise<void> => {
    const run = queue.then(task);
    queue = run.catch(() => {});
    return run;
  };

  const isOfInterest = (envelope: Envelope): boolean => {
    const { kind } = interpret(envelope);
    return kind !== 'state' && kind !== 'other' && kind !== 'reaction';
  };

  return {
    isSeen,
    responseHandled() {
      responses += 1;
    },
    handle: (room, event) =>
      next(async () => {
        const envelope = parseEnvelope(event);
        if (envelope === undefined) {
          counters.add('events_unparsed');
          return;
        }
        const transaction = envelope.unsigned?.transaction_id;
        if (envelope.sender === settings.own) {
          if (transaction !== undefined) outbox.settleByEcho(transaction, envelope.event_id);
          return;
        }
        if (settings.ignoredUsers.includes(envelope.sender) || !isOfInterest(envelope)) return;
        if (isSeen(envelope.event_id)) return;
        await journey(room, envelope);
        // Its key may have come between the failed decryption and the row that keeps it.
        const kept = pending.get(envelope.event_id);
        if (kept !== undefined) await journey(room, envelope);
      }),
    retryPending: (session) =>
      next(async () => {
        for (const { event, age, at } of pending.all(session)) {
          const envelope = parseEnvelope({ ...event, unsigned: { age: age + Math.max(0, Date.now() - at) } });
          if (envelope !== undefined) await journey(event.room_id, envelope);
        }
      }),
  };
}

/** The time in milliseconds since 1970, to the minute that begins: the many rows of one minute share its text in memory. */
function createMinute(): () => string {
  let last = 0;
  let text = '';
  return () => {
    const next = Math.ceil(Date.now() / 60_000) * 60_000;
    if (next !== last) text = String(next);
    last = next;
    return text;
  };
}

const eventSchema = z.looseObject({ content: z.record(z.string(), z.unknown()) });

/** The thread and the reply of an event; none when it cannot be fetched. */
async function fetchRelations(homeserver: Homeserver, room: string, event: string): Promise<Relations> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/event/${encodeURIComponent(event)}`;
  try {
    return readRelations(eventSchema.parse(await homeserver.request('GET', path)).content);
  } catch {
    return { thread: undefined, replyTo: undefined };
  }
}
