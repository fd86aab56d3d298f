/** Events that could not be decrypted yet: kept as they came until their key does, or until they are too old to be answered. */
import { z } from 'zod';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { EncryptedEvent } from '../encryption.ts';
import type { KeyedHash } from '../identifiers.ts';

const pendingSchema = z.strictObject({
  event: z.looseObject({
    type: z.literal('m.room.encrypted'),
    event_id: z.string(),
    room_id: z.string(),
    sender: z.string(),
    origin_server_ts: z.number(),
    content: z.record(z.string(), z.unknown()),
  }),
  session: z.string(),
  withheld: z.string().optional(),
  /** How old it was when it came, in milliseconds. */
  age: z.number(),
  /** When it came, in milliseconds since 1970. */
  at: z.number(),
  /** Its author has been told that it cannot be read. */
  told: z.boolean().default(false),
});
/** An event that waits for its key. */
export interface PendingEvent {
  readonly event: EncryptedEvent;
  readonly session: string;
  readonly withheld?: string | undefined;
  readonly age: number;
  readonly at: number;
  readonly told: boolean;
}

/** The events that wait. */
export interface Pending {
  get(event: string): PendingEvent | undefined;
  /** In the order in which they came. @param session only those of that session */
  all(session?: string): readonly PendingEvent[];
  /** The change that keeps an event, or keeps it on. */
  keep(event: EncryptedEvent, why: { session: string; withheld: string | undefined }, age: number): Operation;
  /** The change that notes that its author was told. */
  markTold(event: string): Operation[];
  /** Lets go of what is too old to be answered, and of the oldest where there are too many: anyone can send what nobody can read. */
  prune(now: number, maxAge: number): Operation[];
  /** Lets go of all that a person has sent. */
  forget(sender: string): Operation[];
  /** The change that lets go of an event; none when it is not there. */
  remove(event: string): Operation[];
}

/** How many are kept; each may be as large as an event, 64 KiB. */
const most = 1_000;

/** Reads what is stored. */
export function openPending(store: Store, hash: KeyedHash): Pending {
  const rows = new Map<string, PendingEvent>();
  for (const [key, value] of store.rows('pending')) rows.set(key, pendingSchema.parse(JSON.parse(value)));
  const put = (key: string, row: PendingEvent): Operation => {
    rows.set(key, row);
    return { op: 'put', table: 'pending', key, value: JSON.stringify(row) };
  };
  const drop = (key: string): Operation => {
    rows.delete(key);
    return { op: 'delete', table: 'pending', key };
  };
  return {
    get: (event) => rows.get(hash(event)),
    all: (session) =>
      [...rows.values()]
        .filter((row) => session === undefined || row.session === session)
        .sort((a, b) => a.at - b.at),
    keep(event, { session, withheld }, age) {
      const key = hash(event.event_id);
      const before = rows.get(key);
      return put(key, {
        event,
        session,
        withheld: withheld ?? before?.withheld,
        age: before?.age ?? age,
        at: before?.at ?? Date.now(),
        told: before?.told ?? false,
      });
    },
    markTold(event) {
      const key = hash(event);
      const row = rows.get(key);
      return row === undefined ? [] : [put(key, { ...row, told: true })];
    },
    prune(now, maxAge) {
      const kept = [...rows].sort(([, a], [, b]) => b.at - a.at);
      const gone = kept.filter(([, { at, age }], place) => place >= most || now - at + age > maxAge);
      return gone.map(([key]) => drop(key));
    },
    forget: (sender) =>
      [...rows].filter(([, { event }]) => event.sender === sender).map(([key]) => drop(key)),
    remove(event) {
      const key = hash(event);
      return rows.has(key) ? [drop(key)] : [];
    },
  };
}
