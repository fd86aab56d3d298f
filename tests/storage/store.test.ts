import { describe, expect, it } from 'vitest';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { openStore, schemaVersion } from '../../src/storage/store.ts';

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

  it('refuses what a newer program has written', async () => {
    const storage = createMemoryStorage();
    await storage.apply([{ op: 'put', table: 'meta', key: 'schema', value: String(schemaVersion + 1) }]);
    await expect(openStore(storage, never)).rejects.toThrow(/version plus récente/);
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
