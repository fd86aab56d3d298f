/**
 * The storage contract over PostgreSQL, for two processes of which one acts (research: "Warm standby over PostgreSQL"). Who acts
 * holds a lease: one row with an epoch, raised at each take. Three things keep it single:
 * - **the fence**: each change is one statement that holds the lease's row as it is, so a take waits for it, and after a take the
 *   older epoch, or another connection, writes nothing. Only this decides; all else is for speed.
 * - **presence**: an advisory lock of the connection. A process or connection that is gone frees it: taken within a fraction of a second.
 * - **expiry**, by the server's clock only: a holder that is paused or cut off does not renew, and the standby ends its connection.
 * All goes over one connection: what the connection loses, the process loses, and a stuck commit is a renewal overdue.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Fragment, Sql } from 'postgres';
import { type Lease, type Operation, type Storage, type Table, tables } from './contract.ts';
import { StorageError } from './errors.ts';
import { emptySnapshot } from './memory.ts';
import {
  explain,
  isHopeless,
  leaseTable,
  openSession,
  presence,
  readiness,
  rowsTable,
  type Session,
  within,
} from './postgres-session.ts';
import { fromStored, lastCharacter, toStored } from './text.ts';

/** How the engine is set. */
export interface PostgresSettings {
  /** `BOT_DATABASE_URL`, several hosts allowed. */
  readonly url: string;
  /** `BOT_LEASE_SECONDS`, in milliseconds: how long a holder that says nothing keeps the lease. */
  readonly lease: number;
  /** How long to wait for the lease, in milliseconds; without end unless told. */
  readonly patience?: number;
  /** Whether this process could act: it takes the lease only while it could. Always, unless told. */
  readonly ready?: () => boolean;
  /** Called when the server does not answer a standby, which tries again: once, until it has answered. */
  readonly troubled?: (error: Error) => void;
}

/** The storage, and its lease. */
export interface PostgresStorage extends Storage {
  lease(): Lease;
}

interface Row {
  readonly place: Table;
  readonly key: string;
  readonly value: string;
}

/** How often a standby looks whether the lease is free, in milliseconds. */
const pollEvery = 200;
/** How long an expired holder's connection takes to end, mostly, in milliseconds; else the next poll finds it ended. */
const endsWithin = 20;
/** How often it tries again where the server does not answer, in milliseconds. */
const retryEvery = 500;

/** A storage that is not connected yet. */
export function createPostgresStorage(settings: PostgresSettings): PostgresStorage {
  const {
    url,
    lease,
    patience = Number.POSITIVE_INFINITY,
    ready = () => true,
    troubled = () => {},
  } = settings;
  const { promise: lost, reject: rejectLost } = Promise.withResolvers<never>();
  // Whoever does not look at it yet must not end the process for it.
  lost.catch(() => {});
  let session: Session | undefined;
  /** What went wrong with the session, or with the lease once it was taken. */
  let failure: Error | undefined;
  let epoch: number | undefined;
  /** When the last renewal that succeeded was sent, on a clock that never goes back. */
  let renewedAt = 0;
  let announced = false;
  let standbyReady = false;
  let timer: NodeJS.Timeout | undefined;

  const lose = (error: unknown): Error => {
    if (failure === undefined) {
      failure = explain(error);
      clearInterval(timer);
      if (epoch !== undefined) rejectLost(failure);
    }
    return failure;
  };
  const assertHeld = (): void => {
    if (failure !== undefined) throw failure;
    if (performance.now() - renewedAt > lease) throw lose(new StorageError(overdue));
  };
  const connected = async (): Promise<Sql> => {
    session ??= await openSession(url, lose);
    return session.sql;
  };
  /** Rows that meet a condition. */
  const select = async (condition: (sql: Sql) => Fragment): Promise<readonly Row[]> => {
    const sql = await connected();
    return sql<Row[]>`
      SELECT place, key, value FROM ${sql(rowsTable)} WHERE ${condition(sql)} ORDER BY place, key`.catch(
      (error: unknown) => {
        throw lose(error);
      },
    );
  };
  const disconnect = async (): Promise<void> => {
    const used = session;
    session = undefined;
    announced = false;
    await used?.close();
  };

  /** One try to take the lease; undefined while it is another's, or this process could not act. */
  const tryToTake = async (sql: Sql): Promise<number | undefined> => {
    if (failure !== undefined) throw failure;
    if (ready() !== announced) {
      announced = ready();
      await announce(sql, announced);
    }
    if (!announced) return undefined;
    const begun = performance.now();
    let taken = await take(sql, lease);
    if (taken === undefined && (await endExpiredHolder(sql))) {
      await delay(endsWithin);
      taken = await take(sql, lease);
    }
    if (taken !== undefined) renewedAt = begun;
    // A warning on the way: whether the take is on the replica too is unknown.
    if (failure !== undefined) throw failure;
    return taken;
  };

  const renew = async (sql: Sql, held: number): Promise<void> => {
    const begun = performance.now();
    const [row] = await sql<{ ready: boolean }[]>`
      UPDATE ${sql(leaseTable)} SET expires_at = clock_timestamp() + ${lease} * interval '1 millisecond'
      WHERE epoch = ${held} AND backend = pg_backend_pid()
      RETURNING EXISTS (
        SELECT FROM pg_locks WHERE ${lockOf(sql, readiness)} AND pid <> pg_backend_pid()
      ) AS ready`;
    if (row === undefined) throw new StorageError(takenOver);
    renewedAt = begun;
    standbyReady = row.ready;
  };
  const keep = (sql: Sql, held: number): void => {
    let renewing = false;
    timer = setInterval(() => {
      try {
        assertHeld();
      } catch {
        return;
      }
      if (renewing || performance.now() - renewedAt < lease / 4) return;
      renewing = true;
      renew(sql, held)
        .catch(lose)
        .finally(() => {
          renewing = false;
        });
    }, lease / 8);
  };

  return {
    async acquire() {
      const begun = performance.now();
      let inTrouble = false;
      for (;;) {
        try {
          const sql = await connected();
          epoch = await within(lease, tryToTake(sql));
          if (epoch !== undefined && session !== undefined) {
            keep(session.sql, epoch);
            return epoch;
          }
          if (performance.now() - begun > patience) throw new StorageError(held);
          inTrouble = false;
        } catch (error) {
          await disconnect();
          failure = undefined;
          if (isHopeless(error) || performance.now() - begun > patience) throw explain(error);
          if (!inTrouble) troubled(explain(error));
          inTrouble = true;
        }
        await delay(inTrouble ? retryEvery : pollEvery);
      }
    },

    async load(which = tables) {
      const snapshot = emptySnapshot();
      const rows = await select((sql) => sql`place IN ${sql(which)}`);
      for (const { place, key, value } of rows) snapshot[place].set(fromStored(key), fromStored(value));
      return snapshot;
    },

    async read(table, key) {
      const [row] = await select((sql) => sql`place = ${table} AND key = ${toStored(key)}`);
      return row && fromStored(row.value);
    },

    async find(table, prefix) {
      const rows = await select(
        (sql) => sql`place = ${table} AND key >= ${prefix} AND key < ${prefix + lastCharacter}`,
      );
      return new Map(rows.map(({ key, value }) => [fromStored(key), fromStored(value)]));
    },

    async apply(operations) {
      assertHeld();
      try {
        const sql = await connected();
        if (epoch === undefined || !(await write(sql, epoch, operations))) throw new StorageError(takenOver);
      } catch (error) {
        throw lose(error);
      }
      assertHeld();
    },

    lost,
    assertHeld,
    lease: () => ({ epoch, ready: ready(), standbyReady }),

    async close() {
      clearInterval(timer);
      await disconnect();
    },
  };
}

/** Tells by a lock whether this process could act; the lock goes with the connection. */
async function announce(sql: Sql, ready: boolean): Promise<void> {
  if (ready) await sql`SELECT pg_advisory_lock_shared(${readiness}, ${sql.unsafe(number)})`;
  else await sql`SELECT pg_advisory_unlock_shared(${readiness}, ${sql.unsafe(number)})`;
}

/** Takes presence and raises the epoch, in one statement. It waits for the commits of the former holder that are under way. */
async function take(sql: Sql, lease: number): Promise<number | undefined> {
  const [row] = await sql<{ epoch: number }[]>`
    UPDATE ${sql(leaseTable)}
    SET epoch = epoch + 1, backend = pg_backend_pid(),
        expires_at = clock_timestamp() + ${lease} * interval '1 millisecond'
    WHERE pg_try_advisory_lock(${presence}, ${sql.unsafe(number)})
    RETURNING epoch`;
  return row?.epoch;
}

/**
 * Ends the connection of a holder that has not renewed, which frees its presence; of that holder and no other.
 * @returns whether there was one
 */
async function endExpiredHolder(sql: Sql): Promise<boolean> {
  const ended = await sql`
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN ${sql(leaseTable)} ON backend = pid
    WHERE ${lockOf(sql, presence)} AND expires_at < clock_timestamp()`;
  return ended.length > 0;
}

/**
 * One change, in one statement, fenced: the lease's row is looked for with the epoch and this connection, and held until the commit.
 * @returns false when the lease is another's by now; nothing is written then
 */
async function write(sql: Sql, epoch: number, operations: readonly Operation[]): Promise<boolean> {
  // A statement sees a row once: the last change of a key wins.
  const last = new Map(operations.map((operation) => [`${operation.table}\0${operation.key}`, operation]));
  const changes = [...last.values()].map((operation) => ({
    place: operation.table,
    key: toStored(operation.key),
    value: operation.op === 'put' ? toStored(operation.value) : null,
  }));
  const [row] = await sql<{ held: boolean }[]>`
    WITH held AS MATERIALIZED (
      SELECT 1 FROM ${sql(leaseTable)} WHERE epoch = ${epoch} AND backend = pg_backend_pid() FOR SHARE
    ),
    change AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(changes)}::text::json) AS (place text, key text, value text)
      WHERE EXISTS (SELECT FROM held)
    ),
    put AS (
      INSERT INTO ${sql(rowsTable)} (place, key, value) SELECT place, key, value FROM change WHERE value IS NOT NULL
      ON CONFLICT (place, key) DO UPDATE SET value = excluded.value
    ),
    gone AS (
      DELETE FROM ${sql(rowsTable)} AS kept USING change
      WHERE change.value IS NULL AND kept.place = change.place AND kept.key = change.key
    )
    SELECT EXISTS (SELECT FROM held) AS held`;
  return row?.held === true;
}

/** The lease's table as the second part of an advisory lock: another bot in another schema has another number. */
const number = `'${leaseTable}'::regclass::oid::int`;

const lockOf = (sql: Sql, kind: number) => sql`
  locktype = 'advisory' AND granted AND classid = ${kind}::oid AND objid = ${sql.unsafe(`'${leaseTable}'::regclass::oid`)}
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const held =
  'PostgreSQL (BOT_DATABASE_URL) : un autre processus de communs-bot agit sur cette base. Arrêtez-le d’abord.';
const takenOver = 'Un autre processus a pris le relais : celui-ci s’arrête.';
const overdue =
  'PostgreSQL n’a pas confirmé le bail à temps : ce processus s’arrête, un autre peut prendre le relais.';
