/**
 * Sends what is stored to be sent: in order within a room, rooms side by side, each message once whatever crashes (design,
 * step 5). A row is settled by the homeserver's response or by the message coming back in a sync.
 */
import { z } from 'zod';
import type { Counters } from '../../operations/counters.ts';
import type { Log } from '../../operations/logs.ts';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Encryption } from '../encryption.ts';
import { Backoff } from '../homeserver/backoff.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { OnStep, Step } from '../steps.ts';
import type { Answers } from './answers.ts';
import { type Content, finalContent, messageContent } from './message-content.ts';
import { forgottenPurpose, type OutboxRow, parseRow } from './outbox-row.ts';
import type { Pace } from './pacing.ts';
import { forwarded, readQuestion } from './transmissions.ts';

/** Older rows are dropped: the homeserver remembers transaction ids for a day, and an answer that late helps nobody. */
const tooOld = 6 * 3_600_000;
const firstRetry = 500;
/** Someone waits for what is sent: after a few failures of a bad network it is not left for minutes. */
const longestRetry = 15_000;
/** An answer that takes longer, in milliseconds, is announced by a typing notice, which the clients show that long. */
const slow = 1_000;
const typingTimeout = 15_000;

/** What the outbox works with. */
export interface OutboxParts {
  readonly store: Store;
  readonly homeserver: Homeserver;
  readonly rooms: Rooms;
  readonly answers: Answers;
  readonly encryption: Encryption | undefined;
  readonly pace: Pace;
  readonly counters: Counters;
  readonly log: Log;
  readonly onStep: OnStep;
  /** The bot's account. */
  readonly own: string;
}

/** The queue of messages to be sent. */
export interface Outbox {
  /** The change that stores a row; `start` or the next `kick` sends it. */
  add(row: OutboxRow): Operation;
  /** The changes that take back the unsent messages that answer an event (its author has redacted it). */
  withdraw(cause: string): Operation[];
  /** The rows that wait, in order. */
  waiting(): readonly OutboxRow[];
  /** Begins to send. */
  start(): void;
  /** Sends what was added since. */
  kick(): void;
  /** A message of the bot's came back in a sync. */
  settleByEcho(transaction: string, event: string): void;
  /** Drops what waits for a room that the bot has left. */
  dropRoom(room: string): void;
  /** Waits for requests under way, and begins no more. */
  stop(): Promise<void>;
}

/** How one try to send ended. */
type Outcome =
  | { readonly kind: 'settled' }
  | { readonly kind: 'dropped'; readonly reason: string }
  | { readonly kind: 'retry'; readonly after: number | undefined };

/** What is sent as a message. */
type Sent = Exclude<OutboxRow['action'], { kind: 'redaction' }>;

const sentSchema = z.looseObject({ event_id: z.string() });

/** Reads the stored rows. Nothing is sent before `start`. */
export function openOutbox(parts: OutboxParts): Outbox {
  const { store, homeserver, rooms, answers, encryption, pace, counters, log, onStep, own } = parts;
  const rows = new Map<string, OutboxRow>();
  for (const [key, value] of store.rows('outbox')) rows.set(key, parseRow(value));
  let last = Math.max(0, ...[...rows.keys()].map(Number));
  let running = false;
  const workers = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  /** Rows whose request is or was under way in this process: too late to withdraw. */
  const begun = new Set<string>();

  const put = (key: string, row: OutboxRow): Operation => {
    rows.set(key, row);
    return { op: 'put', table: 'outbox', key, value: JSON.stringify(row) };
  };
  const remove = (key: string): Operation => {
    rows.delete(key);
    begun.delete(key);
    return { op: 'delete', table: 'outbox', key };
  };
  const firstOf = (room: string) => [...rows].find(([, row]) => row.room === room);

  /** Clears the text, and remembers which event the message became. */
  const settle = (key: string, row: OutboxRow, event: string): void => {
    if (!rows.has(key)) return;
    const { action } = row;
    const question = action.kind === 'transmission' ? action.question : undefined;
    const isAnswer =
      (action.kind === 'message' || action.kind === 'transmission') && row.name.purpose !== forgottenPurpose;
    const remembered = isAnswer ? answers.remember(row.name, event, { ...row, question }) : [];
    void store.write([remove(key), ...remembered]);
    counters.add('messages_sent');
    if (row.askedAt !== undefined && action.kind === 'message')
      counters.answered((Date.now() - row.askedAt) / 1_000);
    onStep('message-settled');
  };

  /** The clear content of a message as it is now; a string tells why there is none. */
  const clearContent = async (row: OutboxRow, action: Sent): Promise<Content | string> => {
    if (action.kind === 'transmission') {
      const text = await readQuestion(homeserver, encryption, action.question);
      return text === undefined
        ? 'the question is gone'
        : messageContent(forwarded(action.question, text), undefined);
    }
    const replaced = action.kind === 'edit' ? await answers.eventOf(action.of) : undefined;
    if (action.kind === 'edit' && replaced === undefined) return 'what it edits was never sent';
    return finalContent(action.content, { late: isLate(row), replaced });
  };

  /** Decides the final bytes and stores them. A string tells why there are none. */
  const makeReady = async (key: string, row: OutboxRow): Promise<OutboxRow | string> => {
    const { action } = row;
    if (action.kind === 'redaction') return row;
    const sendable = await rooms.look(row.room);
    if (sendable.kind === 'gone') return 'not in the room';
    if (sendable.kind === 'encrypted' && encryption === undefined) return 'room encrypted';
    const readyType = sendable.kind === 'encrypted' ? 'm.room.encrypted' : 'm.room.message';
    if (row.ready?.type === readyType) return row;
    const clear = await clearContent(row, action);
    if (typeof clear === 'string') return clear;
    const content =
      sendable.kind === 'encrypted' && encryption !== undefined
        ? await encryption.encrypt(sendable.room, 'm.room.message', clear)
        : clear;
    // The clear text of an encrypted message is stored no longer than needed; a clear one may yet have to be encrypted.
    const kept =
      sendable.kind === 'encrypted' && action.kind !== 'transmission' ? { ...action, content: {} } : action;
    const ready: OutboxRow = { ...row, action: kept, ready: { type: readyType, content: { ...content } } };
    void store.write([put(key, ready)]);
    onStep('message-ready');
    return ready;
  };

  const request = async (row: OutboxRow): Promise<string | undefined> => {
    const room = `/_matrix/client/v3/rooms/${encodeURIComponent(row.room)}`;
    if (row.action.kind === 'redaction') {
      const target = await answers.eventOf(row.action.of);
      if (target === undefined) return undefined;
      const path = `${room}/redact/${encodeURIComponent(target)}/${row.transaction}`;
      return sentSchema.parse(await homeserver.request('PUT', path, { body: {} })).event_id;
    }
    if (row.ready === undefined) throw new Error('a message is sent before its bytes are final');
    const path = `${room}/send/${row.ready.type}/${row.transaction}`;
    return sentSchema.parse(await homeserver.request('PUT', path, { body: row.ready.content })).event_id;
  };

  const trySend = async (key: string, row: OutboxRow): Promise<Outcome> => {
    if (Date.now() - row.at > tooOld) return { kind: 'dropped', reason: 'too old' };
    try {
      if (row.action.kind !== 'redaction') await pace.turn();
      if (stopping.signal.aborted || !rows.has(key)) return { kind: 'retry', after: 0 };
      begun.add(key);
      onStep('message-begun');
      const ready = await makeReady(key, row);
      if (typeof ready === 'string') return { kind: 'dropped', reason: ready };
      const event = await request(ready);
      if (event === undefined) return { kind: 'dropped', reason: 'what it redacts was never sent' };
      onStep(sentSteps[row.action.kind]);
      settle(key, ready, event);
      return { kind: 'settled' };
    } catch (error) {
      rooms.forgetCached(row.room);
      if (error instanceof RequestError && !error.temporary && !retriedRefusals.has(error.errcode ?? ''))
        return { kind: 'dropped', reason: error.errcode ?? String(error.status) };
      const after = error instanceof RequestError && error.status === 429 ? error.retryAfter : undefined;
      if (after !== undefined) pace.pause(after);
      counters.add('send_retries');
      log.warn({ err: error, retryAfter: after }, 'Envoi impossible pour l’instant : nouvel essai.');
      return { kind: 'retry', after };
    }
  };

  /** One notice an answer, and only when it takes its time. That it fails is no matter. */
  const typeSlowly = ({ room, askedAt }: OutboxRow): NodeJS.Timeout | undefined => {
    if (askedAt === undefined) return undefined;
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/typing/${encodeURIComponent(own)}`;
    const body = { typing: true, timeout: typingTimeout };
    return setTimeout(() => homeserver.request('PUT', path, { body }).catch(() => {}), slow).unref();
  };

  const work = async (room: string): Promise<void> => {
    const backoff = new Backoff(firstRetry, longestRetry);
    for (let first = firstOf(room); first !== undefined && !stopping.signal.aborted; first = firstOf(room)) {
      const [key, row] = first;
      const typing = backoff.fresh ? typeSlowly(row) : undefined;
      const outcome = await trySend(key, row).finally(() => clearTimeout(typing));
      if (outcome.kind === 'retry') {
        await backoff.wait(outcome.after, stopping.signal);
        continue;
      }
      backoff.reset();
      if (outcome.kind === 'dropped' && rows.has(key)) {
        counters.add('messages_dropped');
        log.warn({ reason: outcome.reason, purpose: row.name.purpose }, 'Message abandonné.');
        void store.write([remove(key)]);
      }
    }
  };

  const kick = (): void => {
    if (!running) return;
    for (const room of new Set([...rows.values()].map((row) => row.room))) {
      if (workers.has(room)) continue;
      const worker = work(room).finally(() => {
        workers.delete(room);
        // A row may have come between the worker's last look and its end.
        if (firstOf(room) !== undefined && !stopping.signal.aborted) kick();
      });
      workers.set(room, worker);
    }
  };

  return {
    add(row) {
      last += 1;
      return put(String(last).padStart(12, '0'), row);
    },
    withdraw(cause) {
      return [...rows]
        .filter(([key, row]) => row.name.cause === cause && !begun.has(key) && row.ready === undefined)
        .map(([key]) => remove(key));
    },
    waiting: () => [...rows.values()],
    start() {
      running = true;
      kick();
    },
    kick,
    settleByEcho(transaction, event) {
      for (const [key, row] of rows) if (row.transaction === transaction) settle(key, row, event);
    },
    dropRoom(room) {
      const gone = [...rows].filter(([, row]) => row.room === room);
      if (gone.length === 0) return;
      counters.add('messages_dropped', {}, gone.length);
      void store.write(gone.map(([key]) => remove(key)));
    },
    async stop() {
      stopping.abort();
      await Promise.all(workers.values());
    },
  };
}

const sentSteps: Readonly<Record<OutboxRow['action']['kind'], Step>> = {
  message: 'message-sent',
  edit: 'edit-sent',
  redaction: 'redaction-sent',
  transmission: 'transmission-sent',
};

/** Refusals that are over once someone has acted: the account renewed. */
const retriedRefusals = new Set(['ORG_MATRIX_EXPIRED_ACCOUNT', 'M_UNKNOWN_TOKEN', 'M_MISSING_TOKEN']);

const isLate = (row: OutboxRow): boolean => row.askedAt !== undefined && Date.now() - row.askedAt > 60_000;
