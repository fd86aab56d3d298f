import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { StorageError } from '../../src/storage/errors.ts';
import { createSqliteStorage, storeFile } from '../../src/storage/sqlite.ts';
import { storageContract } from './contract.ts';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'communs-bot-store-'));
  folders.push(made);
  return made;
}
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

storageContract('sqlite', async () => {
  const here = folder();
  return {
    open: () => createSqliteStorage(here),
    arguments: ['sqlite', here],
    remove: async () => rmSync(here, { recursive: true }),
  };
});

describe('sqlite storage', () => {
  it('refuses a second holder of the same folder, in words for the operator', async () => {
    const here = folder();
    const first = createSqliteStorage(here);
    await first.acquire();
    await expect(createSqliteStorage(here).acquire()).rejects.toThrow(/un autre processus.*BOT_DATA_DIR/);
    await first.close();
    const third = createSqliteStorage(here);
    await expect(third.acquire()).resolves.toBe(0);
    await third.close();
  });

  it('is readable by its owner only: folder, store, WAL and lock', async () => {
    const here = join(folder(), 'data');
    const storage = createSqliteStorage(here);
    await storage.acquire();
    await storage.apply([{ op: 'put', table: 'meta', key: 'k', value: '1' }]);
    expect(statSync(here).mode & 0o777).toBe(0o700);
    for (const file of [storeFile, `${storeFile}-wal`, 'communs-bot.lock'])
      expect(statSync(join(here, file)).mode & 0o777).toBe(0o600);
    await storage.close();
  });

  it('leaves no deleted text in its files', async () => {
    const here = folder();
    const storage = createSqliteStorage(here);
    await storage.acquire();
    await storage.apply([{ op: 'put', table: 'outbox', key: 'k', value: '"une phrase reconnaissable"' }]);
    await storage.apply([{ op: 'delete', table: 'outbox', key: 'k' }]);
    await storage.close();
    expect(readFileSync(join(here, storeFile)).includes('reconnaissable')).toBe(false);
  });

  it('says that a folder which is a file cannot be written', async () => {
    const file = join(folder(), 'data');
    writeFileSync(file, '');
    await expect(createSqliteStorage(file).acquire()).rejects.toThrow(StorageError);
    await expect(createSqliteStorage(file).acquire()).rejects.toThrow(/ne peut pas être écrit/);
  });

  it('says that a store which is not one is damaged', async () => {
    const here = folder();
    writeFileSync(join(here, storeFile), 'this is not a database, however long it may be'.repeat(100));
    await expect(createSqliteStorage(here).acquire()).rejects.toThrow(/abîmé/);
  });
});
