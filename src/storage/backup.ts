/** A copy of the store while the bot runs, and an empty data folder filled from one. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Table } from './contract.ts';
import { StorageError } from './errors.ts';
import { type DatabaseInspection, inspectDatabase, inspectStore } from './inspect.ts';
import { lastingMeta, lastingTables } from './lasting.ts';
import { createTables, explain, storeFile } from './sqlite.ts';
import { fromStored, toStored } from './text.ts';

/** What a backup is made of. */
export type Lasting = Readonly<Record<'meta' | (typeof lastingTables)[number], ReadonlyMap<string, string>>>;

/**
 * The rows of a data folder that outlive the device, at one moment. The bot may run, and is not held up.
 * @throws StorageError when there are none, or a newer program has written them
 */
export function readLasting(folder: string): Lasting {
  if (inspectStore(folder) === undefined) throw new StorageError(nothing(folder));
  const database = new DatabaseSync(join(folder, storeFile), { readOnly: true });
  try {
    // One transaction, so that all reads are of one moment.
    database.exec('BEGIN');
    const read = (table: Table) =>
      new Map(
        database
          .prepare(`SELECT key, value FROM ${table}`)
          .all()
          .map(({ key, value }) => [fromStored(String(key)), fromStored(String(value))]),
      );
    return { meta: read('meta'), rooms: read('rooms'), seen: read('seen'), answers: read('answers') };
  } catch (error) {
    throw explain(folder, error);
  } finally {
    database.close();
  }
}

const nothing = (folder: string) => `« ${folder} » n’a pas encore de données : il n’y a rien à sauvegarder.`;

/**
 * Writes a backup, without what belongs to the device.
 * @param target a file that is not there yet
 * @throws StorageError
 */
export function backUp(rows: Lasting, target: string): void {
  if (existsSync(target))
    throw new StorageError(
      `« ${target} » existe déjà. Donnez un autre nom : une sauvegarde n’en remplace pas une autre.`,
    );
  // Written under another name first: a backup that was cut short looks like none.
  const unfinished = `${target}.new`;
  try {
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    rmSync(unfinished, { force: true });
    closeSync(openSync(unfinished, 'wx', 0o600));
    write(rows, unfinished);
    renameSync(unfinished, target);
  } catch (error) {
    throw explain(dirname(target), error);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function write(rows: Lasting, file: string): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    createTables(database);
    database.exec('BEGIN');
    const put = (table: Table, entries: Iterable<readonly [string, string]>) => {
      const insert = database.prepare(`INSERT INTO ${table} (key, value) VALUES (?, ?)`);
      for (const [key, value] of entries) insert.run(toStored(key), toStored(value));
    };
    const kept: readonly string[] = Object.values(lastingMeta);
    put(
      'meta',
      [...rows.meta].filter(([key]) => kept.includes(key)),
    );
    for (const table of lastingTables) put(table, rows[table]);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

/**
 * Puts a backup into a data folder that has no store.
 * @throws StorageError when the file is no backup, was written by a newer program, or the folder is in use
 */
export function restore(source: string, folder: string): void {
  if (!existsSync(source))
    throw new StorageError(`« ${source} » n’existe pas : donnez le chemin d’une sauvegarde.`);
  const target = join(folder, storeFile);
  if (existsSync(target))
    throw new StorageError(
      `« ${folder} » contient déjà des données : elles ne sont pas remplacées. Donnez un dossier vide par BOT_DATA_DIR.`,
    );
  const { crypto } = inspectBackup(source);
  if (crypto > 0)
    throw new StorageError(
      `« ${source} » est la copie d’un dossier de données, clés comprises, et non une sauvegarde faite par \`npm run backup\`. La restaurer rendrait le bot illisible.`,
    );
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    copyFileSync(source, target);
    chmodSync(target, 0o600);
  } catch (error) {
    throw explain(folder, error);
  }
}

function inspectBackup(source: string): DatabaseInspection {
  try {
    return inspectDatabase(source);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    throw new StorageError(
      `« ${source} » n’est pas une sauvegarde de communs-bot, ou elle est abîmée. Donnez-en une autre.`,
      { cause: error },
    );
  }
}
