/**
 * Moves all rows from one engine to another, keys included, so that the device stays the same; nothing runs meanwhile. At each moment at
 * most one of the two can be started: two processes on two copies of a device would ruin it. An interrupted move is ended by doing it again.
 */
import { createHash } from 'node:crypto';
import { type Operation, type Snapshot, type Storage, tables } from './contract.ts';
import { StorageError } from './errors.ts';
import { type MoveMark, marksOfMove, moveMark } from './move-mark.ts';

/** What was moved. */
export interface Moved {
  readonly rows: number;
  /** Of all rows, as they were read back from where they are now. */
  readonly sha256: string;
}

/**
 * @param from, to both acquired
 * @throws StorageError when the one has nothing to move, or the other something that would be lost
 */
export async function moveRows(from: Storage, to: Storage): Promise<Moved> {
  const [source, target] = [await from.load(), await to.load()];
  const [left, arrived] = [moveMark(source.meta), moveMark(target.meta)];
  if (left === 'gone' && arrived === 'arriving') return settle(to);
  if (left === 'gone' || isEmpty(source))
    throw new StorageError('Il n’y a rien à déplacer : les données n’y sont pas, ou n’y sont plus.');
  if (left === 'arriving')
    throw new StorageError(
      'Un déplacement dans l’autre sens a été interrompu : relancez-le d’abord pour le terminer.',
    );
  if (arrived === undefined && !isEmpty(target))
    throw new StorageError(
      'La destination contient déjà des données : elles ne sont pas remplacées. Donnez-en une vide.',
    );
  await to.apply([...removals(target), ...puts(source), mark('arriving')]);
  const written = digest(await to.load());
  const expected = digest(source);
  if (written.rows !== expected.rows || written.sha256 !== expected.sha256)
    throw new StorageError(
      `La copie diffère de l’original (${written.rows} lignes au lieu de ${expected.rows}) : rien n’a été déplacé, l’original sert toujours.`,
    );
  await from.apply([...removals(source), mark('gone')]);
  return settle(to);
}

/** From here on, this is where the data are. */
async function settle(to: Storage): Promise<Moved> {
  await to.apply([{ op: 'delete', table: 'meta', key: marksOfMove }]);
  return digest(await to.load());
}

const mark = (value: MoveMark): Operation => ({ op: 'put', table: 'meta', key: marksOfMove, value });

const isEmpty = (rows: Snapshot): boolean => digest(rows).rows === 0;

const removals = (rows: Snapshot): Operation[] =>
  tables.flatMap((table) => [...rows[table].keys()].map((key): Operation => ({ op: 'delete', table, key })));

const puts = (rows: Snapshot): Operation[] =>
  tables.flatMap((table) =>
    [...rows[table]].map(([key, value]): Operation => ({ op: 'put', table, key, value })),
  );

/** The mark of the move is none of the data. */
function digest(rows: Snapshot): Moved {
  const hash = createHash('sha256');
  let count = 0;
  for (const table of tables)
    for (const [key, value] of [...rows[table]].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (table === 'meta' && key === marksOfMove) continue;
      hash.update(`${JSON.stringify([table, key, value])}\n`);
      count += 1;
    }
  return { rows: count, sha256: hash.digest('hex') };
}
