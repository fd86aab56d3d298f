/** The rows in memory, which are the truth once loaded, and the journal that makes each change durable. */
import type { Operation, Snapshot, Storage, Table } from './contract.ts';
import { StorageError } from './errors.ts';
import { createJournal, type Journal } from './journal.ts';
import { applyTo } from './memory.ts';

/** The version of what the rows hold. A change that an older program would misread raises it. */
export const schemaVersion = 1;
const versionKey = 'schema';

/** Reads are immediate; `write` changes memory at once and resolves once durable. */
export interface Store extends Journal {
  get(table: Table, key: string): string | undefined;
  /** The rows of a table in the order in which they were put. */
  rows(table: Table): ReadonlyMap<string, string>;
  /** Hands the rows of a table over and keeps none in memory: for a table whose owner has its own copy (crypto). */
  take(table: Table): ReadonlyMap<string, string>;
  /** Waits for what was written, then lets go of the lock. */
  close(): Promise<void>;
}

/**
 * Acquires and loads a storage.
 * @param failed as for `createJournal`: the process must end
 * @throws StorageError when it is held by another process, cannot be written, or was written by a newer program
 */
export async function openStore(storage: Storage, failed: (error: unknown) => void): Promise<Store> {
  await storage.acquire();
  const rows: Snapshot = await storage.load();
  const taken = new Set<Table>();
  const journal = createJournal(storage, failed);
  storage.lost.catch(failed);

  const write = (operations: readonly Operation[]): Promise<void> => {
    for (const operation of operations) if (!taken.has(operation.table)) applyTo(rows, operation);
    return journal.write(operations);
  };

  const version = rows.meta.get(versionKey);
  if (version !== undefined && Number(version) > schemaVersion) {
    await storage.close();
    throw new StorageError(
      `Les données ont été écrites par une version plus récente du programme (format ${version}, cette version lit jusqu’au format ${schemaVersion}). Relancez avec la version récente, ou videz le dossier de données.`,
    );
  }
  if (version === undefined)
    await write([{ op: 'put', table: 'meta', key: versionKey, value: String(schemaVersion) }]);

  return {
    get: (table, key) => rows[table].get(key),
    rows: (table) => rows[table],
    take(table) {
      const all = new Map(rows[table]);
      rows[table].clear();
      taken.add(table);
      return all;
    },
    write,
    committed: journal.committed,
    async close() {
      await journal.committed();
      await storage.close();
    },
  };
}
