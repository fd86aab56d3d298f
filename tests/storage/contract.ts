/** What every storage engine promises, as one suite that each implementation runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Operation, type Storage, tables } from '../../src/storage/contract.ts';
import { applyTo, emptySnapshot } from '../../src/storage/memory.ts';

/** A place where storages can be opened one after the other, each finding what the last one left. */
export interface Place {
  open(): Storage;
  remove(): Promise<void>;
}

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    op: fc.constant('put' as const),
    table: fc.constantFrom(...tables),
    key: fc.constantFrom('a', 'b', 'é', '!salon:serveur', ''),
    value: fc.json(),
  }),
  fc.record({
    op: fc.constant('delete' as const),
    table: fc.constantFrom(...tables),
    key: fc.constantFrom('a', 'b', 'é', '!salon:serveur', ''),
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

    it('keeps any text: NUL, lone surrogates (as JSON), long, of any script', () =>
      used(async (here) => {
        const value = JSON.stringify({ body: 'a\u0000b \ud800 «é» 𝄞 '.repeat(5_000) });
        const storage = here.open();
        await storage.acquire();
        await storage.apply([{ op: 'put', table: 'outbox', key: 'k', value }]);
        expect((await storage.load()).outbox.get('k')).toBe(value);
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

    it('takes an empty change', () =>
      used(async (here) => {
        const storage = here.open();
        await storage.acquire();
        await expect(storage.apply([])).resolves.toBeUndefined();
        await storage.close();
      }));
  });
}
