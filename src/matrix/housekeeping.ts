/** What is done now and then: notices and alerts that are due, rooms without business left, what is too old forgotten. */
import type { SessionChange } from '../conversation/message.ts';
import type { Counters } from '../operations/counters.ts';
import type { Log } from '../operations/logs.ts';
import type { Operation } from '../storage/contract.ts';
import type { Store } from '../storage/store.ts';
import { type Alerts, renewalLine } from './alerts.ts';
import type { Encryption } from './encryption.ts';
import type { Homeserver } from './homeserver/homeserver.ts';
import { sendKeyNotices } from './incoming/key-notices.ts';
import type { Pending } from './incoming/pending.ts';
import type { Reactions } from './incoming/reactions.ts';
import { sessionOperations } from './incoming/sessions.ts';
import type { Answers } from './outgoing/answers.ts';
import type { Outbox } from './outgoing/outbox.ts';
import { seenFor } from './privacy.ts';
import { leaveDeserted } from './rooms/departures.ts';
import type { Rooms } from './rooms/rooms.ts';

const often = 15_000;
const seldom = 10 * 60_000;
/** Each time, a month of answers is read through. */
const hourly = 3_600_000;

/** What is kept in order. */
export interface HousekeepingParts {
  readonly store: Store;
  readonly homeserver: Homeserver;
  readonly encryption: Encryption;
  readonly rooms: Rooms;
  readonly outbox: Outbox;
  readonly answers: Answers;
  readonly pending: Pending;
  readonly reactions: Reactions;
  readonly alerts: Alerts;
  readonly counters: Counters;
  readonly log: Log;
  /** What the passing of time forgets of the sessions. */
  readonly forget: (sessions: ReadonlyMap<string, string>, at: number) => SessionChange[];
  /** `BOT_ANSWER_MAX_AGE`, in milliseconds: what waits longer for its key is let go. */
  readonly answerMaxAge: number;
  /** `MATRIX_ACCOUNT_RENEW_BY`. */
  readonly renewBy: string | undefined;
}

/** Begins. Gives what ends it. */
export function startHousekeeping(parts: HousekeepingParts): () => void {
  const { store, homeserver, encryption, rooms, answers, pending, alerts, counters, log } = parts;
  const write = (operations: readonly Operation[]): void => {
    if (operations.length > 0) void store.write(operations);
  };

  const tend = (): void => {
    sendKeyNotices(parts, Date.now());
    void leaveDeserted(rooms, homeserver, counters, log);
    const { signed, line } = encryption.status();
    if (signed) alerts.clear('unsigned');
    else alerts.raise('unsigned', line);
    const renewal = parts.renewBy === undefined ? undefined : renewalLine(parts.renewBy, Date.now());
    if (renewal !== undefined) alerts.raise(`renew:${parts.renewBy}`, renewal);
  };
  const forget = (): void => {
    const now = Date.now();
    write([...oldSeen(store, now - seenFor * parts.answerMaxAge), ...pending.prune(now, parts.answerMaxAge)]);
    write(sessionOperations(parts.forget(store.rows('sessions'), now)));
    void encryption.prune();
  };

  let ended = false;
  const forgetAnswers = async (): Promise<void> => {
    try {
      const gone = await answers.prune(Date.now());
      if (!ended) write(gone);
    } catch (error) {
      if (!ended)
        log.error({ err: error }, 'Les réponses de plus de trente jours n’ont pas pu être oubliées.');
    }
  };

  const timers = [setInterval(tend, often), setInterval(forget, seldom), setInterval(forgetAnswers, hourly)];
  tend();
  forget();
  void forgetAnswers();
  return () => {
    ended = true;
    timers.forEach(clearInterval);
  };
}

function oldSeen(store: Store, before: number): Operation[] {
  return [...store.rows('seen')]
    .filter(([, at]) => Number(at) < before)
    .map(([key]) => ({ op: 'delete', table: 'seen', key }));
}
