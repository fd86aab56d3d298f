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
import { lastingMeta, type lastingTables } from './lasting.ts';
import { createTables, explain, storeFile } from './sqlite.ts';

/** What a backup holds, by its number of rows. */
export type Contents = Readonly<Record<(typeof lastingTables)[number], number>>;

/**
 * Writes a backup: one moment of the store, without what belongs to the device. The bot may run, and is not held up.
 * @param target a file that is not there yet
 * @throws StorageError
 */
export function backUp(folder: string, target: string): Contents {
  const source = join(folder, storeFile);
  if (!existsSync(source))
    throw new StorageError(`« ${folder} » n’a pas encore de données : il n’y a rien à sauvegarder.`);
  inspectStore(folder);
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
    const contents = copyLasting(source, unfinished);
    renameSync(unfinished, target);
    return contents;
  } catch (error) {
    throw explain(dirname(target), error);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** All reads in one transaction, so that they are of one moment. */
function copyLasting(source: string, target: string): Contents {
  const from = new DatabaseSync(source, { readOnly: true });
  const to = new DatabaseSync(target);
  try {
    from.exec('BEGIN');
    to.exec('PRAGMA journal_mode = DELETE');
    createTables(to);
    to.exec('BEGIN');
    const copy = (table: Table, keys?: readonly string[]): number => {
      const put = to.prepare(`INSERT INTO ${table} (key, value) VALUES (?, ?)`);
      let rows = 0;
      for (const { key, value } of from.prepare(`SELECT key, value FROM ${table}`).iterate()) {
        if (keys !== undefined && !keys.includes(String(key))) continue;
        put.run(String(key), String(value));
        rows += 1;
      }
      return rows;
    };
    copy('meta', Object.values(lastingMeta));
    const contents = {
      rooms: copy('rooms'),
      seen: copy('seen'),
      answers: copy('answers'),
    } satisfies Contents;
    to.exec('COMMIT');
    return contents;
  } finally {
    to.close();
    from.close();
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
