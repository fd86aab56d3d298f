/**
 * What the machine keeps for ever, let go: its Megolm sessions and the hashes of what came over Olm grow with every conversation, and all
 * of them are loaded at each start and each takeover. What was not used for thirty days is deleted. A session's last use is not told by
 * the session, and its key in the store is a hash where the keys are encrypted at rest, so it is noted at the store itself, by the day.
 */
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Factory } from './idb-types.ts';
import { recordRow, rowParts } from './store-rows.ts';

/** The stores that only grow. Clients begin a new session after a week at the latest, unless a room says otherwise. */
const growing: ReadonlySet<string> = new Set(['inbound_group_sessions3', 'olm_hashes']);
const day = 86_400_000;
const keptDays = 30;

/** The last day of use of each row of a store that grows. */
export interface RowAge {
  /** The same changes, with what they mean for the rows' age, to be written together. */
  follow(operations: readonly Operation[]): readonly Operation[];
  /** A record was read. */
  read(database: string, store: string, key: string): void;
  /** Deletes what was not used for thirty days; gives how much that was. */
  prune(factory: Factory): Promise<number>;
}

/** @param rows those of the `crypto` table; those that were never noted count as used today */
export function openRowAge(store: Store, rows: Iterable<string>): RowAge {
  const today = (): string => String(Math.floor(Date.now() / day));
  const grows = (row: string): boolean => growing.has(rowParts(row).store ?? '');
  const note = (row: string): Operation[] =>
    store.get('cryptoUse', row) === today()
      ? []
      : [{ op: 'put', table: 'cryptoUse', key: row, value: today() }];
  const write = (operations: readonly Operation[]): void => {
    if (operations.length > 0) void store.write(operations);
  };
  write(
    [...rows].flatMap((row) => (grows(row) && store.get('cryptoUse', row) === undefined ? note(row) : [])),
  );

  return {
    follow: (operations) =>
      operations.flatMap((operation): Operation[] => {
        if (!grows(operation.key)) return [operation];
        const noted: Operation[] =
          operation.op === 'put'
            ? note(operation.key)
            : [{ op: 'delete', table: 'cryptoUse', key: operation.key }];
        return [operation, ...noted];
      }),

    read(database, name, key) {
      if (growing.has(name))
        write(note(recordRow(database, name, key)).filter(({ key }) => store.get('cryptoUse', key)));
    },

    async prune(factory) {
      const oldest = Number(today()) - keptDays;
      const old = [...store.rows('cryptoUse')]
        .filter(([, used]) => Number(used) < oldest)
        .map(([row]) => rowParts(row));
      for (const database of new Set(old.map((row) => row.database)))
        await deleteRecords(
          factory,
          database,
          old.filter((row) => row.database === database),
        );
      return old.length;
    },
  };
}

/** Through the watched factory, so that the rows on disk go too. */
async function deleteRecords(
  factory: Factory,
  database: string,
  records: readonly { readonly store?: string; readonly key?: string }[],
): Promise<void> {
  const request = factory.open(database);
  await new Promise<void>((resolve, reject) => {
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error));
  });
  const transaction = request.result.transaction([...growing], 'readwrite');
  const complete = new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () =>
      reject(new Error('crypto store: old rows could not be deleted')),
    );
  });
  for (const { store = '', key } of records) transaction.objectStore(store).delete(key);
  await complete;
  request.result.close();
}
