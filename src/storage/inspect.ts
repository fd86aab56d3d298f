/** What a store in a data folder says of itself, without taking it: also while the bot runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { explain, lockFile, storeFile } from './sqlite.ts';
import { refuseNewer } from './store.ts';

/** A store as it was found. */
export interface StoreInspection {
  /** Whether a process holds it now. */
  readonly held: boolean;
  /** The rows of `meta`. */
  readonly meta: ReadonlyMap<string, string>;
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
    const store = new DatabaseSync(path, { readOnly: true });
    try {
      const known = store.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get() !== undefined;
      const rows = known ? store.prepare('SELECT key, value FROM meta').all() : [];
      const meta = new Map(rows.map(({ key, value }) => [String(key), String(value)]));
      refuseNewer(meta);
      return { held: isHeld(folder), meta };
    } finally {
      store.close();
    }
  } catch (error) {
    throw explain(folder, error);
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
