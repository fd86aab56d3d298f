import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Operation, Storage } from '../../src/storage/contract.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { moveRows } from '../../src/storage/move.ts';
import { createSqliteStorage, storeFile } from '../../src/storage/sqlite.ts';
import { loadStore } from '../../src/storage/store.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const rows: readonly Operation[] = [
  { op: 'put', table: 'meta', key: 'account', value: '{"user":"@bot:hs.fr","device":"D"}' },
  { op: 'put', table: 'crypto', key: '["a"]', value: '"clé reconnaissable"' },
  { op: 'put', table: 'outbox', key: '000000000001', value: 'a\u0000b \ud800' },
];
const never = (error: unknown) => {
  throw error;
};
async function filled(): Promise<Storage> {
  const storage = createMemoryStorage();
  await storage.apply(rows);
  return storage;
}
/** A storage that stops working at its nth change, as a process does that is killed. */
function dyingAt(storage: Storage, change: number): Storage {
  let changes = 0;
  return {
    ...storage,
    async apply(operations) {
      changes += 1;
      if (changes === change) throw new Error('killed');
      await storage.apply(operations);
    },
  };
}

describe('moveRows', () => {
  it('moves every row, and the count and hash are those of what is there afterwards', async () => {
    const [from, to] = [await filled(), createMemoryStorage()];
    const before = await from.load();
    const moved = await moveRows(from, to);
    expect(moved).toEqual({ rows: 3, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await to.load()).toEqual(before);
    await expect(loadStore(to, never)).resolves.toBeDefined();
  });

  it('leaves an original that refuses to start, and comes back into it', async () => {
    const [from, to] = [await filled(), createMemoryStorage()];
    const before = await from.load();
    const there = await moveRows(from, to);
    await expect(loadStore(from, never)).rejects.toThrow(/déplacées.*storage:move/);
    await expect(moveRows(from, to)).rejects.toThrow(/rien à déplacer/);
    expect(await moveRows(to, from)).toEqual(there);
    expect(await from.load()).toEqual(before);
  });

  it('leaves no key in the file that was left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'communs-bot-move-'));
    folders.push(folder);
    const from = createSqliteStorage(folder);
    await from.acquire();
    await from.apply(rows);
    await moveRows(from, createMemoryStorage());
    await from.close();
    expect(readFileSync(join(folder, storeFile)).includes('reconnaissable')).toBe(false);
  });

  it('replaces nothing', async () => {
    const [from, to] = [await filled(), await filled()];
    await expect(moveRows(from, to)).rejects.toThrow(/contient déjà des données/);
    await expect(moveRows(createMemoryStorage(), to)).rejects.toThrow(/rien à déplacer/);
    expect(await from.load()).toEqual(await (await filled()).load());
  });

  it('refuses a copy that differs, and the original serves on', async () => {
    const from = await filled();
    const to = createMemoryStorage();
    const careless: Storage = { ...to, apply: async (operations) => to.apply(operations.slice(0, 2)) };
    await expect(moveRows(from, careless)).rejects.toThrow(/diffère.*l’original sert toujours/);
    await expect(loadStore(from, never)).resolves.toBeDefined();
  });

  it.each([
    ['before the copy', 'to', 1],
    ['between the copy and the end of the original', 'from', 1],
    ['before the copy is let go', 'to', 2],
  ] as const)(
    'killed %s, leaves at most one that starts, and is ended by another run',
    async (_, who, change) => {
      const [from, to] = [await filled(), createMemoryStorage()];
      const before = await from.load();
      const dying = who === 'from' ? [dyingAt(from, change), to] : [from, dyingAt(to, change)];
      await expect(moveRows(dying[0] ?? from, dying[1] ?? to)).rejects.toThrow('killed');
      const starts = async (storage: Storage): Promise<boolean> => {
        const { meta, crypto } = await storage.load();
        return crypto.size > 0 && !meta.has('move');
      };
      expect([await starts(from), await starts(to)].filter(Boolean).length).toBeLessThanOrEqual(1);
      expect(await moveRows(from, to)).toMatchObject({ rows: 3 });
      expect(await to.load()).toEqual(before);
    },
  );
});
