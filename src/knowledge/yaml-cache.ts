/**
 * Values of YAML texts kept on disk: parsing them is half of a start, and an unchanged file always gives the same value. A
 * value is found by the hash of its text and of the parser's version, so it is never stale; where the folder cannot be written,
 * nothing is kept and everything works.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const folder = join(import.meta.dirname, '../../.cache/yaml');
/** An editor's tries pile up: the folder is emptied beyond this. */
const mostFiles = 500;

const parserVersion = readFileSync(fileURLToPath(import.meta.resolve('yaml/package.json')));
const fileOf = (text: Uint8Array) =>
  join(folder, `${createHash('sha256').update(parserVersion).update(text).digest('hex')}.json`);

/** The value of a text, given in UTF-8, when it was kept. */
export function recall(text: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(readFileSync(fileOf(text), 'utf8')) };
  } catch {
    return undefined;
  }
}

/** Keeps the value of a text, unless JSON cannot hold it (`.nan`). */
export function keep(text: Uint8Array, value: unknown): void {
  const json = JSON.stringify(value) ?? '';
  try {
    if (!isDeepStrictEqual(JSON.parse(json), value)) return;
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length >= mostFiles) rmSync(folder, { recursive: true });
    mkdirSync(folder, { recursive: true });
    const file = fileOf(text);
    // Renamed into place: another process never reads half a file.
    writeFileSync(`${file}.${process.pid}`, json);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Not kept: the next start parses again.
  }
}
