/** Run as a process of its own by sqlite.test.ts: writes transactions of three rows until it is killed. */
import { createSqliteStorage } from '../../src/storage/sqlite.ts';

const storage = createSqliteStorage(process.argv[2] ?? '');
await storage.acquire();
for (let count = 0; ; count += 1) {
  await storage.apply(
    ['a', 'b', 'c'].map((key) => ({ op: 'put' as const, table: 'meta' as const, key, value: String(count) })),
  );
  process.stdout.write(`${count}\n`);
}
