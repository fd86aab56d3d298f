import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openKeyedHash, serverOf, transactionId } from '../../src/matrix/identifiers.ts';
import { createMemoryStorage } from '../../src/storage/memory.ts';
import { openStore } from '../../src/storage/store.ts';

const open = async (storage = createMemoryStorage()) => {
  const store = await openStore(storage, (error) => {
    throw error;
  });
  const hash = openKeyedHash(store);
  await store.committed();
  return hash;
};

describe('a keyed hash', () => {
  it('is the same whatever was asked before, also after a restart, and another for each text', async () => {
    const storage = createMemoryStorage();
    const hash = await open(storage);
    const texts = Array.from({ length: 100 }, (_, at) => `$event${at}`);
    const first = texts.map(hash);
    expect(new Set(first).size).toBe(texts.length);
    fc.assert(
      fc.property(fc.array(fc.nat(texts.length - 1), { maxLength: 200 }), (asked) => {
        for (const at of asked) expect(hash(texts[at] ?? '')).toBe(first[at]);
      }),
      { numRuns: 20 },
    );
    const later = await open(storage);
    expect(texts.map(later)).toEqual(first);
  });

  it('is another one with another store’s key, and tells nothing of the text', async () => {
    const [one, other] = [await open(), await open()];
    expect(one('@alice:hs.fr')).not.toBe(other('@alice:hs.fr'));
    expect(one('@alice:hs.fr')).toMatch(/^[\w-]{22}$/);
  });
});

describe('a transaction id', () => {
  it('is the same for the same message, and another for any other', () => {
    const id = transactionId('$q', 'answer', 0);
    expect(transactionId('$q', 'answer', 0)).toBe(id);
    const others = [
      transactionId('$q', 'answer', 1),
      transactionId('$q', 'greeting', 0),
      transactionId('$r', 'answer', 0),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});

describe('the server of an account', () => {
  it.each([
    ['@a:server.fr', 'server.fr'],
    ['@a:server.fr:8448', 'server.fr:8448'],
    ['a', ''],
  ])('of %s is %j', (user, server) => expect(serverOf(user)).toBe(server));
});
