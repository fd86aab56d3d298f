/** What a store in a data folder says of itself, without taking it: also while the bot runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explain, lockFile, storeFile } from './sqlite.ts';
import { refuseNewer } from './store.ts';
import { fromStored } from './text.ts';

/** A store as it was found. */
export interface StoreInspection extends DatabaseInspection {
  /** Whether a process holds it now. */
  readonly held: boolean;
}

/**
 * Reads, and writes nothing.
 * @returns undefined when the folder has no store yet
 * @throws StorageError when it cannot be read, or was written by a newer program
 */
export function inspectStore(folder: string): StoreInspection | undefined {
  const path = join(folder, storeFile);
  if (!existsSync(path)) return undefined;
  try {
    return { ...inspectDatabase(path), held: isHeld(folder) };
  } catch (error) {
    throw explain(folder, error);
  }
}

/** What a database says of itself. */
export interface DatabaseInspection {
  /** The rows of `meta`. */
  readonly meta: ReadonlyMap<string, string>;
  /** How many rows of keys it has. */
  readonly crypto: number;
}

/** @throws StorageError when a newer program has written it, and SQLite's own error when it is none of ours */
export function inspectDatabase(path: string): DatabaseInspection {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const rows = database.prepare('SELECT key, value FROM meta').all();
    const meta = new Map(rows.map(({ key, value }) => [fromStored(String(key)), fromStored(String(value))]));
    refuseNewer(meta);
    return { meta, crypto: Number(database.prepare('SELECT count(*) AS n FROM crypto').get()?.n) };
  } finally {
    database.close();
  }
}

/** Whether a process holds the data folder. */
export function isHeld(folder: string): boolean {
  const path = join(folder, lockFile);
  if (!existsSync(path)) return false;
  const lock = new DatabaseSync(path);
  try {
    lock.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    lock.close();
  }
}
