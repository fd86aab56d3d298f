/** A storage engine that forgets: for the terminal, and for tests of what stands on the contract. */
import { type Operation, type Snapshot, type Storage, type Table, tables } from './contract.ts';

/** One empty map a table. */
export function emptySnapshot(): Record<Table, Map<string, string>> {
  return Object.fromEntries(tables.map((table) => [table, new Map<string, string>()])) as Record<
    Table,
    Map<string, string>
  >;
}

/** Applies one change to rows held in memory. */
export function applyTo(snapshot: Snapshot, operation: Operation): void {
  const rows = snapshot[operation.table];
  if (operation.op === 'put') rows.set(operation.key, operation.value);
  else rows.delete(operation.key);
}

/** Rows that live as long as the object: opened again, it is as it was left. */
export function createMemoryStorage(): Storage {
  const rows = emptySnapshot();
  return {
    acquire: async () => 0,
    load: async (which = tables) => {
      const copy = emptySnapshot();
      for (const table of which) copy[table] = sorted(rows[table]);
      return copy;
    },
    read: async (table, key) => rows[table].get(key),
    find: async (table, prefix) =>
      sorted(new Map([...rows[table]].filter(([key]) => key.startsWith(prefix)))),
    apply: async (operations) => {
      for (const operation of operations) applyTo(rows, operation);
    },
    lost: new Promise<never>(() => {}),
    assertHeld() {},
    close: async () => {},
  };
}

const sorted = (rows: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
