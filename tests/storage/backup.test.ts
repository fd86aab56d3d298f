import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, readLasting, restore } from '../../src/storage/backup.ts';
import { type Operation, type Snapshot, type Table, tables } from '../../src/storage/contract.ts';
import { createSqliteStorage, storeFile } from '../../src/storage/sqlite.ts';
import { openStore, type Store } from '../../src/storage/store.ts';

let folder: string;
let data: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'communs-bot-backup-'));
  data = join(folder, 'data');
  file = join(folder, 'sauvegarde.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (path: string): Promise<Store> =>
  openStore(createSqliteStorage(path), (error) => {
    throw error;
  });
const put = (table: Table, key: string, value = `${table} value`): Operation => ({
  op: 'put',
  table,
  key,
  value,
});

/** All that a data folder holds. */
async function loaded(path: string): Promise<Snapshot> {
  const storage = createSqliteStorage(path);
  await storage.acquire();
  try {
    return await storage.load();
  } finally {
    await storage.close();
  }
}

/** A running bot's store with a row in every table. */
async function running(): Promise<Store> {
  const store = await open(data);
  await store.write([
    ...tables.map((table) => put(table, 'key')),
    put('meta', 'hash-key', 'h'),
    put('meta', 'paused', 'true'),
    put('meta', 'account', 'the device'),
    put('meta', 'sync-token', 's1'),
  ]);
  return store;
}

describe('a backup', () => {
  it('is taken while the bot runs, and holds what outlives the device and nothing else', async () => {
    const store = await running();
    backUp(readLasting(data), file);
    await store.write([put('rooms', 'later')]);
    await store.close();

    const restored = join(folder, 'restored');
    restore(file, restored);
    const again = await open(restored);
    expect(Object.fromEntries(again.rows('meta'))).toEqual({ schema: '2', 'hash-key': 'h', paused: 'true' });
    await again.close();
    const rows = await loaded(restored);
    for (const table of tables.filter((name) => name !== 'meta'))
      expect([...rows[table]], table).toEqual(
        ['rooms', 'seen', 'answers'].includes(table) ? [['key', `${table} value`]] : [],
      );
  });

  it('has nothing of keys, of messages and of the account in its bytes', async () => {
    const store = await running();
    backUp(readLasting(data), file);
    await store.close();
    const bytes = readFileSync(file, 'latin1');
    for (const word of ['crypto value', 'outbox value', 'sessions value', 'pending value', 'the device'])
      expect(bytes).not.toContain(word);
    expect(bytes).toContain('rooms value');
  });

  it('is readable by its owner only, in a folder that is made, and leaves nothing else', async () => {
    const store = await running();
    const target = join(folder, 'deep', 'er', 'b.sqlite');
    backUp(readLasting(data), target);
    await store.close();
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(existsSync(`${target}.new`)).toBe(false);
  });

  it('never replaces another, and wants something to hold', async () => {
    expect(() => backUp(readLasting(data), file)).toThrow(/n’a pas encore de données/);
    await (await running()).close();
    backUp(readLasting(data), file);
    expect(() => backUp(readLasting(data), file)).toThrow(/existe déjà. Donnez un autre nom/);
  });
});

describe('a restoration', () => {
  it('does not touch a folder that is in use', async () => {
    const store = await running();
    backUp(readLasting(data), file);
    await store.close();
    expect(() => restore(file, data)).toThrow(/contient déjà des données.*BOT_DATA_DIR/);
  });

  it('refuses a copy of the data folder: its keys were used since', async () => {
    await (await running()).close();
    expect(() => restore(join(data, storeFile), join(folder, 'restored'))).toThrow(/clés comprises/);
    expect(existsSync(join(folder, 'restored'))).toBe(false);
  });

  it('refuses what is no backup, what is not there, and what a newer program has written', async () => {
    writeFileSync(file, 'nothing that SQLite knows, and long enough to be looked at: not a database at all');
    expect(() => restore(file, data)).toThrow(/n’est pas une sauvegarde de communs-bot, ou elle est abîmée/);
    expect(() => restore(join(folder, 'none'), data)).toThrow(/n’existe pas/);
    const store = await open(data);
    await store.write([put('meta', 'schema', '99')]);
    await store.close();
    expect(() => backUp(readLasting(data), join(folder, 'new.sqlite'))).toThrow(/version plus récente/);
  });
});
