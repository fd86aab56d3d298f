import { describe, expect, it } from 'vitest';
import { type Storage, tables } from '../../src/storage/contract.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import type { Migration } from '../../src/storage/migrations.ts';
import { openStore } from '../../src/storage/store.ts';

const never = (error: unknown) => {
  throw error;
};

describe('store', () => {
  it('shows a change at once, and again when opened later', async () => {
    const storage = createMemoryStorage();
    const store = await openStore(storage, never);
    const durable = store.write([{ op: 'put', table: 'sessions', key: 'k', value: '{}' }]);
    expect(store.get('sessions', 'k')).toBe('{}');
    await durable;
    const again = await openStore(storage, never);
    expect([...again.rows('sessions')]).toEqual([['k', '{}']]);
  });

  it('hands a table over and forgets it, while its changes go on to the disk', async () => {
    const storage = createMemoryStorage();
    const store = await openStore(storage, never);
    await store.write([{ op: 'put', table: 'crypto', key: 'k', value: '1' }]);
    expect(store.take('crypto')).toEqual(new Map([['k', '1']]));
    await store.write([{ op: 'put', table: 'crypto', key: 'l', value: '2' }]);
    expect(store.rows('crypto').size).toBe(0);
    expect((await storage.load()).crypto.size).toBe(2);
  });

  it('leaves on the disk what grows for a month, and reads it there once it is durable', async () => {
    const storage = createMemoryStorage();
    const loaded: (readonly string[] | undefined)[] = [];
    const watched: Storage = {
      ...storage,
      load(which) {
        loaded.push(which);
        return storage.load(which);
      },
    };
    const store = await openStore(watched, never);
    expect(loaded).toEqual([tables.filter((table) => table !== 'answers')]);
    void store.write([{ op: 'put', table: 'answers', key: 'a.1', value: '1' }]);
    expect(await store.read('answers', 'a.1')).toBe('1');
    void store.write([{ op: 'put', table: 'answers', key: 'a.2', value: '2' }]);
    expect([...(await store.find('answers', 'a.')).keys()]).toEqual(['a.1', 'a.2']);
  });

  it('refuses what a newer program has written', async () => {
    const storage = createMemoryStorage();
    await storage.apply([{ op: 'put', table: 'meta', key: 'schema', value: '2' }]);
    await expect(openStore(storage, never, [])).rejects.toThrow(
      /version plus récente du programme \(format 2, cette version lit jusqu’au format 1\)/,
    );
    await expect(openStore(storage, never, [() => []])).resolves.toBeDefined();
  });

  describe('that an older program has written', () => {
    const double: Migration = (rows) =>
      [...rows.sessions].map(([key, value]) => ({
        op: 'put',
        table: 'sessions',
        key,
        value: String(Number(value) * 2),
      }));
    const addOne: Migration = (rows) =>
      [...rows.sessions].map(([key, value]) => ({
        op: 'put',
        table: 'sessions',
        key,
        value: String(Number(value) + 1),
      }));

    it('is brought to the form of this one, each step once, one on the other', async () => {
      const storage = createMemoryStorage();
      const first = await openStore(storage, never, []);
      await first.write([{ op: 'put', table: 'sessions', key: 'k', value: '5' }]);
      expect((await openStore(storage, never, [double, addOne])).get('sessions', 'k')).toBe('11');
      expect((await openStore(storage, never, [double, addOne])).get('sessions', 'k')).toBe('11');
      expect((await openStore(storage, never, [double, addOne, double])).get('sessions', 'k')).toBe('22');
    });

    it('changes with its version in one transaction', async () => {
      const storage = createMemoryStorage();
      const first = await openStore(storage, never, []);
      await first.write([{ op: 'put', table: 'sessions', key: 'k', value: '5' }]);
      const transactions: string[][] = [];
      const watched: Storage = {
        ...storage,
        async apply(operations) {
          transactions.push(operations.map(({ table, key }) => `${table} ${key}`));
          await storage.apply(operations);
        },
      };
      await openStore(watched, never, [double]);
      expect(transactions).toEqual([['sessions k', 'meta schema']]);
    });

    it('is not touched when there is nothing in it yet', async () => {
      const storage = createMemoryStorage();
      await openStore(storage, never, [double]);
      expect((await storage.load()).meta.get('schema')).toBe('2');
    });
  });

  it('reports a lost right to write', async () => {
    const lost = new Error('taken over');
    let report: (error: unknown) => void = () => {};
    const reported = new Promise((resolve) => {
      report = resolve;
    });
    await openStore({ ...createMemoryStorage(), lost: Promise.reject(lost) }, (error) => report(error));
    expect(await reported).toBe(lost);
  });
});
