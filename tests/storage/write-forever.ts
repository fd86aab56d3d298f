/**
 * Run as a process of its own by the contract suite, until it is killed: writes numbered changes of several rows through the journal,
 * three at a time, and prints the number of each that is durable. Arguments: `sqlite FOLDER` or `postgres URL`.
 */
import type { Operation, Table } from '../../src/storage/contract.ts';
import { createJournal } from '../../src/storage/journal.ts';
import { createPostgresStorage } from '../../src/storage/postgres.ts';
import { createSqliteStorage } from '../../src/storage/sqlite.ts';

const [kind, place = ''] = process.argv.slice(2);
const storage =
  kind === 'postgres' ? createPostgresStorage({ url: place, lease: 4_000 }) : createSqliteStorage(place);
await storage.acquire();
const journal = createJournal(storage, (error) => {
  throw error;
});
const put = (table: Table, key: string, value: number): Operation => ({
  ...{ op: 'put', table, key },
  value: String(value),
});
for (let count = 0; ; count += 3) {
  const three = [count, count + 1, count + 2].map(async (number) => {
    await journal.write([
      ...['a', 'b', 'c'].map((key) => put('meta', key, number)),
      put('outbox', String(number).padStart(12, '0'), number),
    ]);
    process.stdout.write(`${number}\n`);
  });
  await Promise.all(three);
}
