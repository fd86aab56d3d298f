/**
 * What each question got when the record was last written: a line a question, without a word of question or answer, so that
 * a change shows which questions moved.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Result } from './measure.ts';
import { type Verdict, verdicts } from './score.ts';
import { type SetName, setNames, setsFolder } from './sets.ts';

/** A question's line: what it got. */
export interface Entry {
  readonly verdict: Verdict;
  readonly band: string;
}
/** By question id. */
export type SetRecord = ReadonlyMap<string, Entry>;

/** A question whose verdict is not what the record says; `before` is missing for a new question, `now` for one that is gone. */
export interface Move {
  readonly id: string;
  readonly before: Verdict | undefined;
  readonly now: Verdict | undefined;
}

const pathOf = (name: SetName): string => join(setsFolder, 'record', `${name}.txt`);

/** The record of some results. */
export function recordOf(results: readonly Result[]): SetRecord {
  return new Map(results.map(({ question, verdict, given }) => [question.id, { verdict, band: given.band }]));
}

/** The lines of a record: "D001 right answer". */
export function printRecord(record: SetRecord): string {
  return [...record].map(([id, { verdict, band }]) => `${id} ${verdict} ${band}\n`).join('');
}

/** Reads the lines of a record. @throws when a line is none */
export function parseRecord(text: string): SetRecord {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): [string, Entry] => {
        const [id = '', said, band = ''] = line.split(' ');
        const verdict = verdicts.find((one) => one === said);
        if (verdict === undefined || band === '')
          throw new Error(`« ${line} » n'est pas une ligne de la mesure : attendu « D001 right answer ».`);
        return [id, { verdict, band }];
      }),
  );
}

/** The record of a set in the repository; empty when there is none yet. */
export function readRecord(name: SetName): SetRecord {
  return existsSync(pathOf(name)) ? parseRecord(readFileSync(pathOf(name), 'utf8')) : new Map();
}

export function writeRecord(name: SetName, record: SetRecord): void {
  mkdirSync(join(setsFolder, 'record'), { recursive: true });
  writeFileSync(pathOf(name), printRecord(record));
}

/** What moved between two records. */
export function moves(before: SetRecord, now: SetRecord): Move[] {
  const ids = new Set([...before.keys(), ...now.keys()]);
  return [...ids]
    .map((id) => ({ id, before: before.get(id)?.verdict, now: now.get(id)?.verdict }))
    .filter((move) => move.before !== move.now);
}

/** A question that was right and no longer is. */
export const isLoss = (move: Move): boolean => move.before === 'right' && move.now !== undefined;

/** What plain search engines got, by the engine's name and by set. */
const baselineFiguresSchema = z.record(
  z.string(),
  z.record(
    z.enum(setNames),
    z.strictObject({ right: z.number(), wrong: z.number(), unanswered: z.number() }),
  ),
);
export type BaselineFigures = z.infer<typeof baselineFiguresSchema>;

const baselinesPath = join(setsFolder, 'record', 'baselines.json');

export function readBaselineFigures(): BaselineFigures {
  return baselineFiguresSchema.parse(JSON.parse(readFileSync(baselinesPath, 'utf8')));
}

export function writeBaselineFigures(measured: BaselineFigures): void {
  writeFileSync(baselinesPath, `${JSON.stringify(measured, null, 2)}\n`);
}
