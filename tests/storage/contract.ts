/** What every storage engine promises, as one suite that each implementation runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Operation, type Storage, tables } from '../../src/storage/contract.ts';
import { applyTo, emptySnapshot } from '../../src/storage/memory.ts';

/** A place where storages can be opened one after the other, each finding what the last one left. */
export interface Place {
  open(): Storage;
  /** What tells the place to a process of its own (write-forever.ts); undefined where nothing outlives the process. */
  readonly arguments?: readonly string[];
  remove(): Promise<void>;
}

/** Any text there is: PostgreSQL has no U+0000, and no database half a surrogate pair. */
const text = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a\u0000b', '\ud800', '\u0001', '\udfff\u0000', ''),
);
const key = fc.oneof(fc.constantFrom('a', 'b', 'é', '!salon:serveur', ''), text);
/** What rows that are looked for by their beginning are called. */
const shortKey = fc.string({ unit: fc.constantFrom('a', 'b', '.', '-', '_', 'é', '𝄞'), maxLength: 3 });
const byKey = ([a]: [string, string], [b]: [string, string]): number =>
  Buffer.from(a).compare(Buffer.from(b));
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    op: fc.constant('put' as const),
    table: fc.constantFrom(...tables),
    key,
    value: text,
  }),
  fc.record({
    op: fc.constant('delete' as const),
    table: fc.constantFrom(...tables),
    key,
  }),
);

/** Runs the suite on an engine. */
export function storageContract(name: string, place: () => Promise<Place>): void {
  const used = async <T>(body: (place: Place) => Promise<T>): Promise<T> => {
    const here = await place();
    try {
      return await body(here);
    } finally {
      await here.remove();
    }
  };

  describe(`storage contract: ${name}`, () => {
    it('starts empty, with every table', () =>
      used(async (here) => {
        const storage = here.open();
        await storage.acquire();
        expect(await storage.load()).toEqual(emptySnapshot());
        await storage.close();
      }));

    it('loads exactly what was applied, in order, whatever the changes', () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.array(operation, { maxLength: 6 }), { maxLength: 8 }), (changes) =>
          used(async (here) => {
            const expected = emptySnapshot();
            const first = here.open();
            await first.acquire();
            for (const change of changes) {
              await first.apply(change);
              for (const one of change) applyTo(expected, one);
            }
            await first.close();
            const second = here.open();
            await second.acquire();
            expect(await second.load()).toEqual(expected);
            await second.close();
          }),
        ),
        { numRuns: 25 },
      ));

    it('keeps long text of any script, with NUL and half a surrogate pair, in the bare and as JSON', () =>
      used(async (here) => {
        const body = 'a\u0000b \ud800 «é» 𝄞 '.repeat(5_000);
        const rows = new Map([
          ['as JSON', JSON.stringify({ body })],
          ['bare', body],
        ]);
        const storage = here.open();
        await storage.acquire();
        await storage.apply([...rows].map(([key, value]) => ({ op: 'put', table: 'outbox', key, value })));
        expect((await storage.load()).outbox).toEqual(rows);
        await storage.close();
      }));

    it('lets the last of two changes to a key win within one transaction', () =>
      used(async (here) => {
        const storage = here.open();
        await storage.acquire();
        await storage.apply([
          { op: 'put', table: 'meta', key: 'k', value: '1' },
          { op: 'delete', table: 'meta', key: 'k' },
          { op: 'put', table: 'meta', key: 'k', value: '2' },
        ]);
        expect((await storage.load()).meta).toEqual(new Map([['k', '2']]));
        await storage.close();
      }));

    it('gives the rows of a table back in the order of their keys, which an outbox relies on', () =>
      used(async (here) => {
        const keys = ['000000000002', '000000000001', 'é', 'Z', 'a', '000000000010'];
        const storage = here.open();
        await storage.acquire();
        await storage.apply(keys.map((key) => ({ op: 'put', table: 'outbox', key, value: '1' })));
        await storage.close();
        const again = here.open();
        await again.acquire();
        expect([...(await again.load()).outbox.keys()]).toEqual([...keys].sort());
        await again.close();
      }));

    it('loads only the tables that it is told to', () =>
      used(async (here) => {
        const storage = here.open();
        await storage.acquire();
        await storage.apply(tables.map((table) => ({ op: 'put', table, key: 'k', value: table })));
        expect(await storage.load(['meta', 'rooms'])).toEqual({
          ...emptySnapshot(),
          meta: new Map([['k', 'meta']]),
          rooms: new Map([['k', 'rooms']]),
        });
        await storage.close();
      }));

    it('reads one row, or all that begin alike, as the last change left them', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.record({ key: shortKey, value: text }), { maxLength: 12 }),
          fc.array(shortKey, { maxLength: 3 }),
          (rows, gone) =>
            used(async (here) => {
              const storage = here.open();
              await storage.acquire();
              await storage.apply(rows.map((row) => ({ op: 'put', table: 'answers', ...row })));
              await storage.apply(gone.map((key) => ({ op: 'delete', table: 'answers', key })));
              await storage.apply([{ op: 'put', table: 'meta', key: 'a', value: 'of another table' }]);
              const expected = new Map(rows.map((row) => [row.key, row.value]));
              for (const key of gone) expected.delete(key);
              for (const key of [...rows.map((row) => row.key), ...gone, 'none'])
                expect(await storage.read('answers', key)).toBe(expected.get(key));
              for (const prefix of ['a', 'a.', 'ab', '-', '_'])
                expect([...(await storage.find('answers', prefix))]).toEqual(
                  [...expected].filter(([key]) => key.startsWith(prefix)).sort(byKey),
                );
              await storage.close();
            }),
        ),
        { numRuns: 25 },
      ));

    it('reads a row whatever its key', () =>
      fc.assert(
        fc.asyncProperty(key, text, (name, value) =>
          used(async (here) => {
            const storage = here.open();
            await storage.acquire();
            expect(await storage.read('answers', name)).toBeUndefined();
            await storage.apply([{ op: 'put', table: 'answers', key: name, value }]);
            expect(await storage.read('answers', name)).toBe(value);
            await storage.close();
          }),
        ),
        { numRuns: 25 },
      ));

    it('takes an empty change', () =>
      used(async (here) => {
        const storage = here.open();
        await storage.acquire();
        await expect(storage.apply([])).resolves.toBeUndefined();
        await storage.close();
      }));

    it('holds a prefix of whole changes after a kill, the last acknowledged one included', () =>
      used(async (here) => {
        if (here.arguments === undefined) return;
        const acknowledged = await writeUntilKilled(here.arguments);
        const storage = here.open();
        await storage.acquire();
        const { meta, outbox } = await storage.load();
        await storage.close();
        const [a, b, c] = ['a', 'b', 'c'].map((key) => Number(meta.get(key)));
        expect([b, c]).toEqual([a, a]);
        expect(a).toBeGreaterThanOrEqual(acknowledged);
        expect([...outbox.keys()].map(Number)).toEqual(Array.from({ length: Number(a) + 1 }, (_, at) => at));
      }));
  });
}

/** Gives the number of the last change that was acknowledged before the kill. */
async function writeUntilKilled(place: readonly string[]): Promise<number> {
  const writer = spawn(process.execPath, [join(import.meta.dirname, 'write-forever.ts'), ...place]);
  let acknowledged = -1;
  let errors = '';
  writer.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  await new Promise<void>((resolve, reject) => {
    let text = '';
    writer.stdout.on('data', (chunk) => {
      const lines = (text + String(chunk)).split('\n');
      text = lines.pop() ?? '';
      acknowledged = Number(lines.at(-1) ?? acknowledged);
      if (acknowledged >= 50) resolve();
    });
    writer.once('close', () => reject(new Error(`the writer has ended: ${errors}`)));
  });
  writer.kill('SIGKILL');
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'close');
  return acknowledged;
}
