/**
 * The one contract of storage (design, "The journey of one message", step 3), kept by SQLite and by PostgreSQL. All but what stays on
 * the disk is loaded once; afterwards memory is the truth and storage only takes changes, in order. There are no callbacks and no
 * transaction handles: a transaction is a list of operations as data.
 */

/** The tables: rows are a text key and a text value (JSON). */
export const tables = [
  /** Small single values: schema version, sync token, user and device that the store is bound to. */
  'meta',
  /** Rooms known: encryption once seen, settings, greeting done. */
  'rooms',
  /** Events handled, by a keyed hash of their id. */
  'seen',
  /** Events whose handling has begun and not ended, with the count of attempts. */
  'attempts',
  /** Sessions of the conversation. */
  'sessions',
  /** Messages to be sent, keyed so that they sort in order within a room. */
  'outbox',
  /** Question event → answer event and back, for edits, redactions and replies. */
  'answers',
  /** Events that could not be decrypted yet. */
  'pending',
  /** The crypto store, written through. */
  'crypto',
  /** The last day on which a row of the crypto store was used, for those that would grow for ever (crypto/row-age.ts). */
  'cryptoUse',
] as const;
export type Table = (typeof tables)[number];

/** What grows with each question for a month, and is seldom asked for: in memory it would be most of what a busy bot holds (issue 8). */
export const tablesOnDisk = ['answers'] as const satisfies readonly Table[];
export type TableOnDisk = (typeof tablesOnDisk)[number];
/** The tables that are loaded. */
export type TableInMemory = Exclude<Table, TableOnDisk>;

/**
 * What must outlive the process at once, and a power cut only once something else is written: with it goes all that came after, so the
 * store is as it was at an earlier moment, before the sync token. From there the homeserver tells the same again, and what was sent
 * meanwhile is sent again under the same transaction id. The keys of the other tables must never be used twice.
 */
const toldAgain: ReadonlySet<Table> = new Set([
  'seen',
  'attempts',
  'sessions',
  'outbox',
  'answers',
  'pending',
]);

/** Whether a change may wait for the disk until something else is written. */
export const isToldAgain = ({ table }: Operation): boolean => toldAgain.has(table);

/** One change. A put replaces. */
export type Operation =
  | { readonly op: 'put'; readonly table: Table; readonly key: string; readonly value: string }
  | { readonly op: 'delete'; readonly table: Table; readonly key: string };

/** All rows, by table then key. */
export type Snapshot = Readonly<Record<Table, Map<string, string>>>;

/** A storage engine. */
export interface Storage {
  /**
   * Takes the exclusive right to write. Gives the epoch: how many times it was taken (0 for SQLite, which does not count). Where
   * another process holds it, SQLite throws, and PostgreSQL waits as a standby.
   */
  acquire(): Promise<number>;
  /**
   * Reads tables whole, all unless told, after `acquire`: before, another process may still write. The rows of a table come in the
   * order of their keys.
   */
  load(which?: readonly Table[]): Promise<Snapshot>;
  /** Reads one row, as of the last change applied. */
  read(table: Table, key: string): Promise<string | undefined>;
  /** Reads the rows whose keys begin with a text, in the order of their keys. @param prefix letters, digits and `-_.` only */
  find(table: Table, prefix: string): Promise<ReadonlyMap<string, string>>;
  /**
   * One durable transaction, atomic; called one at a time, in order. Durable against the end of the process; against a power cut too,
   * unless all of it is told again (`isToldAgain`). A rejection ends the process: memory is ahead of the disk.
   */
  apply(operations: readonly Operation[]): Promise<void>;
  /** Rejects when the right to write is lost; never resolves. */
  readonly lost: Promise<never>;
  /** Throws when the right to write is lost, or may be: looked at right before each request that changes something. */
  assertHeld(): void;
  /** Lets go of the lock and closes. */
  close(): Promise<void>;
}

/** Which of two processes acts, as far as this one knows (storage/postgres.ts). */
export interface Lease {
  /** How many times the lease was taken, when this process holds it; undefined while it stands by. */
  readonly epoch: number | undefined;
  /** Whether this process could act. */
  readonly ready: boolean;
  /** Whether another process stands by that could act, as of the last renewal. */
  readonly standbyReady: boolean;
}
