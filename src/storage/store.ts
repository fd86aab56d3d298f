/** The rows in memory, which are the truth once loaded, those that stay on the disk, and the journal that makes each change durable. */
import {
  type Operation,
  type Snapshot,
  type Storage,
  type Table,
  type TableInMemory,
  type TableOnDisk,
  tables,
  tablesOnDisk,
} from './contract.ts';
import { StorageError } from './errors.ts';
import { createJournal, type Journal } from './journal.ts';
import { lastingMeta } from './lasting.ts';
import { applyTo } from './memory.ts';
import { type Migration, migrations } from './migrations.ts';
import { refuseMoved } from './move-mark.ts';

const versionKey = lastingMeta.schema;

/** Reads of memory are immediate; `write` changes memory at once and resolves once durable. */
export interface Store extends Journal {
  get(table: TableInMemory, key: string): string | undefined;
  /** The rows of a table in the order in which they were put. */
  rows(table: TableInMemory): ReadonlyMap<string, string>;
  /** Hands the rows of a table over and keeps none in memory: for a table whose owner has its own copy (crypto). */
  take(table: TableInMemory): ReadonlyMap<string, string>;
  /** A row that stays on the disk, once all that was written before is durable; so for `find`. */
  read(table: TableOnDisk, key: string): Promise<string | undefined>;
  /** The rows whose keys begin with a text. @param prefix letters, digits and `-_.` only */
  find(table: TableOnDisk, prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Waits for what was written, then lets go of the lock. */
  close(): Promise<void>;
}

/**
 * Acquires and loads a storage.
 * @throws StorageError when it is held by another process or cannot be written; see `loadStore` for the rest
 */
export async function openStore(
  storage: Storage,
  failed: (error: unknown) => void,
  steps: readonly Migration[] = migrations,
): Promise<Store> {
  await storage.acquire();
  return loadStore(storage, failed, steps);
}

/**
 * Loads a storage that is acquired. What an older program has written is brought to the form of this one first, a version a
 * transaction.
 * @param failed as for `createJournal`: the process must end
 * @throws StorageError when it was written by a newer program, or moved elsewhere
 */
export async function loadStore(
  storage: Storage,
  failed: (error: unknown) => void,
  steps: readonly Migration[] = migrations,
): Promise<Store> {
  storage.lost.catch(failed);
  const newest = steps.length + 1;
  const kept = await storage.load(tables.filter((table) => !isOnDisk(table)));
  const found = versionOf(kept.meta);
  // An older form may have to be changed wherever it is.
  const rows: Snapshot = found !== undefined && found < newest ? await storage.load() : kept;
  const taken = new Set<Table>();
  const journal = createJournal(storage, failed);

  const write = (operations: readonly Operation[]): Promise<void> => {
    for (const operation of operations) if (!taken.has(operation.table)) applyTo(rows, operation);
    return journal.write(operations);
  };

  try {
    refuseNewer(rows.meta, steps);
    refuseMoved(rows.meta);
  } catch (error) {
    await storage.close();
    throw error;
  }
  const isAt = (version: number): Operation => ({
    op: 'put',
    table: 'meta',
    key: versionKey,
    value: String(version),
  });
  if (found === undefined) await write([isAt(newest)]);
  for (const [index, migrate] of steps.entries())
    if (found !== undefined && index + 1 >= found) await write([...migrate(rows), isAt(index + 2)]);

  const take = (table: Table): ReadonlyMap<string, string> => {
    const all = new Map(rows[table]);
    rows[table].clear();
    taken.add(table);
    return all;
  };
  for (const table of tablesOnDisk) take(table);

  return {
    get: (table, key) => rows[table].get(key),
    rows: (table) => rows[table],
    take,
    async read(table, key) {
      await journal.committed();
      return storage.read(table, key);
    },
    async find(table, prefix) {
      await journal.committed();
      return storage.find(table, prefix);
    },
    write,
    committed: journal.committed,
    inOneCommit: journal.inOneCommit,
    async close() {
      await journal.committed();
      await storage.close();
    },
  };
}

const isOnDisk = (table: Table): table is TableOnDisk => tablesOnDisk.some((name) => name === table);

const versionOf = (meta: ReadonlyMap<string, string>): number | undefined =>
  meta.has(versionKey) ? Number(meta.get(versionKey)) : undefined;

/** @throws StorageError when the rows were written by a newer program: this one would misread them */
export function refuseNewer(meta: ReadonlyMap<string, string>, steps = migrations): void {
  const found = versionOf(meta);
  if (found === undefined || found <= steps.length + 1) return;
  throw new StorageError(
    `Les données ont été écrites par une version plus récente du programme (format ${found}, cette version lit jusqu’au format ${steps.length + 1}). Relancez avec la version récente, ou donnez un dossier de données vide par BOT_DATA_DIR.`,
  );
}
