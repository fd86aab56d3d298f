/**
 * The storage contract over one SQLite file (`node:sqlite`, no dependency). Chosen settings and why (matrix.md, "Rules that
 * make this safe"): WAL with `synchronous=FULL`, since with NORMAL a power cut rolls the message ratchets back (what the homeserver
 * tells again goes with NORMAL: a person waits for it, and the commit of the sync token brings it to the disk);
 * `secure_delete` and a truncated WAL, or deleted text stays in the file.
 */
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { isToldAgain, type Operation, type Storage, type Table, tables } from './contract.ts';
import { StorageError } from './errors.ts';
import { emptySnapshot } from './memory.ts';
import { fromStored, lastCharacter, toStored } from './text.ts';

/** The file of the store, in the data folder. */
export const storeFile = 'communs-bot.sqlite';
/** A second, empty database: holding its lock is holding the data folder, and leaves the store readable for a backup. */
export const lockFile = 'communs-bot.lock';
/** How long nothing may have been written before the WAL is emptied, in milliseconds. */
const idleBeforeTruncation = 1_000;

/**
 * A store in a data folder, which is made (mode 0700) when it is not there.
 * @throws StorageError (from `acquire`) when the folder cannot be written or another process holds it.
 */
export function createSqliteStorage(folder: string): Storage {
  let lock: DatabaseSync | undefined;
  let store: DatabaseSync | undefined;
  let write: ((operations: readonly Operation[]) => void) | undefined;
  const reading = new Map<string, StatementSync>();
  let truncation: NodeJS.Timeout | undefined;
  let current: 'FULL' | 'NORMAL' = 'FULL';

  const opened = (): DatabaseSync => {
    if (store === undefined) throw new Error('the store is used before acquire() or after close()');
    return store;
  };
  /** Rows of a table; the statement is prepared once. */
  const select = (table: Table, which: string, ...parameters: string[]): Map<string, string> => {
    const sql = `SELECT key, value FROM ${table} ${which} ORDER BY key`;
    const statement = reading.get(sql) ?? opened().prepare(sql);
    reading.set(sql, statement);
    const rows = new Map<string, string>();
    for (const { key, value } of statement.iterate(...parameters))
      rows.set(fromStored(String(key)), fromStored(String(value)));
    return rows;
  };

  return {
    async acquire() {
      lock = takeLock(folder);
      try {
        store = openPrivate(join(folder, storeFile));
        createTables(store);
        write = prepareWrite(store);
      } catch (error) {
        lock.close();
        throw explain(folder, error);
      }
      return 0;
    },

    async load(which = tables) {
      const snapshot = emptySnapshot();
      for (const table of which) snapshot[table] = select(table, '');
      return snapshot;
    },

    async read(table, key) {
      return select(table, 'WHERE key = ?', toStored(key)).get(key);
    },

    async find(table, prefix) {
      return select(table, 'WHERE key >= ? AND key < ?', prefix, prefix + lastCharacter);
    },

    async apply(operations) {
      const database = opened();
      const synchronous = operations.every(isToldAgain) ? 'NORMAL' : 'FULL';
      if (synchronous !== current) database.exec(`PRAGMA synchronous = ${synchronous}`);
      current = synchronous;
      database.exec('BEGIN IMMEDIATE');
      try {
        write?.(operations);
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw explain(folder, error);
      }
      clearTimeout(truncation);
      truncation = setTimeout(() => truncate(database), idleBeforeTruncation).unref();
    },

    // The lock is the process's own file lock: it is never lost while the process lives.
    lost: new Promise<never>(() => {}),
    assertHeld() {},

    async close() {
      clearTimeout(truncation);
      if (store !== undefined) truncate(store);
      store?.close();
      lock?.close();
      store = undefined;
      reading.clear();
    },
  };
}

function takeLock(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = openPrivate(join(folder, lockFile), 'DELETE');
    try {
      lock.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      throw error;
    }
    return lock;
  } catch (error) {
    throw explain(folder, error);
  }
}

/** One table of keys and values for each of the contract. */
export function createTables(database: DatabaseSync): void {
  for (const table of tables)
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    );
}

/** SQLite gives the files beside a database (WAL, shared memory) the mode of the database itself. */
function openPrivate(path: string, journal: 'WAL' | 'DELETE' = 'WAL'): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = ${journal}; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
                 PRAGMA journal_size_limit = 0`);
  return database;
}

function prepareWrite(database: DatabaseSync): (operations: readonly Operation[]) => void {
  const prepared = new Map(
    tables.map((table: Table) => [
      table,
      {
        put: database.prepare(`INSERT OR REPLACE INTO ${table} (key, value) VALUES (?, ?)`),
        delete: database.prepare(`DELETE FROM ${table} WHERE key = ?`),
      },
    ]),
  );
  return (operations) => {
    for (const operation of operations) {
      const statements = prepared.get(operation.table);
      const key = toStored(operation.key);
      if (operation.op === 'put') statements?.put.run(key, toStored(operation.value));
      else statements?.delete.run(key);
    }
  };
}

/** Deleted text leaves the WAL too. A reader (a backup) may hold it: then the next time. */
function truncate(database: DatabaseSync): void {
  if (database.isOpen) database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
}

/** SQLite and the file system in the operator's words. */
export function explain(folder: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const text = `${'code' in error ? String(error.code) : ''} ${error.message}`;
  const found = causes.find(([pattern]) => pattern.test(text));
  return found === undefined
    ? error
    : new StorageError(`Dossier de données « ${folder} » : ${found[1]}`, { cause: error });
}

const causes: readonly (readonly [RegExp, string])[] = [
  [
    /database is locked/,
    'un autre processus de communs-bot l’utilise déjà. Arrêtez-le, ou donnez un autre dossier par BOT_DATA_DIR.',
  ],
  [
    /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|readonly database|unable to open/,
    'il ne peut pas être écrit. Vérifiez que c’est un dossier, ses droits et son montage, ou donnez un autre dossier par BOT_DATA_DIR.',
  ],
  [
    /ENOSPC|disk is full|disk I\/O error/,
    'le disque est plein ou défaillant. Libérez de la place, puis relancez.',
  ],
  [
    /not a database|malformed|no such table/,
    'le fichier communs-bot.sqlite est abîmé. Restaurez une sauvegarde, ou videz le dossier pour repartir de zéro.',
  ],
];
