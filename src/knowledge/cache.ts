/**
 * What reading the knowledge gives, kept on disk: the value of each YAML text, the checked whole of a folder, and what was learnt of its
 * examples. A value is
 * found by the hash of what it was made from and of all that made it (this folder's code, the libraries, Node), and stands
 * there with its own hash: it is never stale, and one that was damaged is as good as none. Where the folder cannot be written,
 * nothing is kept and everything works.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';

const folder = join(import.meta.dirname, '../../.cache/knowledge');
/** An editor's tries pile up: from so many files on, the older half goes. */
const mostFiles = 200;
/** Hexadecimal digits of a SHA-256. */
const hashLength = 64;

/** What is kept. */
export type Made = 'yaml' | 'knowledge' | 'examples';

/** How a value is written; undefined for one that would not be read back as it is. */
interface Format {
  readonly write: (value: unknown) => Buffer | undefined;
  readonly read: (bytes: Buffer) => unknown;
}

const json: Format = {
  write: (value) => {
    const text = JSON.stringify(value) ?? '';
    return isDeepStrictEqual(JSON.parse(text), value) ? Buffer.from(text) : undefined;
  },
  read: (bytes) => JSON.parse(bytes.toString()),
};
/** Long lists of numbers, as they are in memory. */
const binary: Format = { write: serialize, read: deserialize };

const formats: Readonly<Record<Made, Format>> = { yaml: json, knowledge: json, examples: binary };

const makers = hashOf(
  process.version,
  ...['yaml/package.json', 'zod/package.json', '@orama/stemmers/french'].map((name) =>
    readFileSync(fileURLToPath(import.meta.resolve(name))),
  ),
  ...readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => [name, readFileSync(join(import.meta.dirname, name))]),
);

/** The hash of some pieces in their order. */
function hashOf(...pieces: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(`${piece.length}\0`).update(piece);
  return hash.digest('hex');
}

const fileOf = (made: Made, source: string | Uint8Array) => join(folder, `${made}-${hashOf(makers, source)}`);

/** The value that was made from a source, when it was kept. */
export function recall(made: Made, source: string | Uint8Array): { readonly value: unknown } | undefined {
  try {
    const kept = readFileSync(fileOf(made, source));
    const bytes = kept.subarray(hashLength);
    if (kept.toString('latin1', 0, hashLength) !== hashOf(bytes)) return undefined;
    return { value: formats[made].read(bytes) };
  } catch {
    return undefined;
  }
}

/** Keeps the value that was made from a source, unless its format cannot hold it (`.nan` in JSON). */
export function keep(made: Made, source: string | Uint8Array, value: unknown): void {
  try {
    const bytes = formats[made].write(value);
    if (bytes === undefined) return;
    mkdirSync(folder, { recursive: true });
    makeRoom();
    const file = fileOf(made, source);
    // Renamed into place: another process never reads half a file.
    writeFileSync(`${file}.${process.pid}`, Buffer.concat([Buffer.from(hashOf(bytes)), bytes]));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Not kept: the next start makes it again.
  }
}

function makeRoom(): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length < mostFiles) return;
  const writtenAt = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byAge = files
    .map((file) => ({ file, at: writtenAt(file) }))
    .sort((left, right) => left.at - right.at);
  for (const { file } of byAge.slice(0, mostFiles / 2)) rmSync(file, { force: true });
}
