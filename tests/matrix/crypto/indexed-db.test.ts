import { DeviceId, initAsync, OlmMachine, RequestType, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Factory, Request, Transaction } from '../../../src/matrix/crypto/idb-types.ts';
import { installIndexedDb, openIndexedDb } from '../../../src/matrix/crypto/indexed-db.ts';
import { schemaRow } from '../../../src/matrix/crypto/store-rows.ts';
import type { Operation } from '../../../src/storage/contract.ts';

/** A disk: the rows as the journal left them, and each transaction that made them. */
function disk(transactions: readonly (readonly Operation[])[] = []) {
  const rows = new Map<string, string>();
  const written: (readonly Operation[])[] = [];
  const append = (operations: readonly Operation[]) => {
    written.push(operations);
    for (const operation of operations)
      if (operation.op === 'put') rows.set(operation.key, operation.value);
      else rows.delete(operation.key);
  };
  for (const operations of transactions) append(operations);
  return { rows, written, append };
}

const event = (target: { addEventListener(type: string, listener: () => void): void }, type: string) =>
  new Promise<void>((resolve) => target.addEventListener(type, () => resolve()));

async function open(
  factory: Factory,
  version: number,
  upgrade: (database: Database, tx: Transaction) => void,
) {
  const request = factory.open('d', version);
  request.addEventListener('upgradeneeded', () => {
    if (request.transaction !== null) upgrade(request.result, request.transaction);
  });
  await event(request, 'success');
  return request.result;
}
const twoStores = (database: Database) => {
  database.createObjectStore('a').createIndex('by', ['x', 'y'], { unique: false });
  database.createObjectStore('b');
};

const result = async (request: Request) => {
  await event(request, 'success');
  return request.result;
};

/** All that a database holds, through the interface that the machine has. */
async function contents(factory: Factory) {
  const database = await open(factory, 1, () => {});
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of database.objectStoreNames) {
    const store = database.transaction(name).objectStore(name);
    const keys = (await result(store.getAllKeys())) as string[];
    all[name] = {};
    for (const key of keys)
      all[name][key] = await result(database.transaction(name).objectStore(name).get(key));
  }
  database.close();
  return all;
}

const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('put' as const),
      store: fc.constantFrom('a', 'b'),
      key: fc.constantFrom('k', 'l', 'm', ''),
      value: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('delete' as const),
      store: fc.constantFrom('a', 'b'),
      key: fc.constantFrom('k', 'l', 'm', ''),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('clear' as const), store: fc.constantFrom('a', 'b') }),
  },
);

describe('the write-through store', () => {
  it('holds after a restart what was in memory, whatever was written, deleted, cleared or aborted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ aborted: fc.boolean(), changes: fc.array(change, { maxLength: 6 }) }), {
          maxLength: 8,
        }),
        async (transactions) => {
          const { rows, append } = disk();
          const factory = await openIndexedDb(rows, append);
          const database = await open(factory, 1, twoStores);
          for (const { aborted, changes } of transactions) {
            const transaction = database.transaction(['a', 'b'], 'readwrite');
            for (const { op, store, ...rest } of changes) {
              const target = transaction.objectStore(store);
              if (op === 'clear') target.clear();
              else if (op === 'delete' && 'key' in rest) target.delete(rest.key);
              else if ('value' in rest) target.put(rest.value, rest.key);
            }
            if (aborted) transaction.abort();
            await event(transaction, aborted ? 'abort' : 'complete');
          }
          database.close();
          const restarted = await openIndexedDb(new Map(rows), () => {});
          expect(await contents(restarted)).toEqual(await contents(factory));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has journalled a transaction when its own caller learns that it is complete', async () => {
    const { rows, written, append } = disk();
    const database = await open(await openIndexedDb(rows, append), 1, twoStores);
    const before = written.length;
    const transaction = database.transaction('a', 'readwrite');
    transaction.objectStore('a').put('v', 'k');
    const seen = await new Promise<number>((resolve) => {
      Object.assign(transaction, { oncomplete: () => resolve(written.length) });
    });
    expect(seen).toBe(before + 1);
  });

  it('keeps a value as it was at the call', async () => {
    const { rows, append } = disk();
    const database = await open(await openIndexedDb(rows, append), 1, twoStores);
    const transaction = database.transaction('a', 'readwrite');
    const value = { n: 1 };
    transaction.objectStore('a').put(value, 'k');
    value.n = 2;
    await event(transaction, 'complete');
    expect(rows.get('["d","a","k"]')).toBe('{"n":1}');
  });

  it('follows a version that only drops a store, and does not run it again at the next start', async () => {
    const { rows, append } = disk();
    const database = await open(await openIndexedDb(rows, append), 1, twoStores);
    const transaction = database.transaction('b', 'readwrite');
    transaction.objectStore('b').put(1, 'k');
    await event(transaction, 'complete');
    database.close();
    const again = await openIndexedDb(new Map(rows), append);
    (await open(again, 2, (upgraded) => upgraded.deleteObjectStore('b'))).close();
    expect([...rows]).toEqual([
      [
        schemaRow('d'),
        JSON.stringify({
          version: 2,
          stores: [
            { name: 'a', indexes: [{ name: 'by', keyPath: ['x', 'y'], unique: false, multiEntry: false }] },
          ],
        }),
      ],
    ]);
    let upgrades = 0;
    await open(await openIndexedDb(new Map(rows), append), 2, () => {
      upgrades += 1;
    });
    expect(upgrades).toBe(0);
  });

  it('refuses whatever it could not write through', async () => {
    const { rows, append } = disk();
    const factory = await openIndexedDb(rows, append);
    const database = await open(factory, 1, (created) => {
      twoStores(created);
      expect(() => created.createObjectStore('c', { keyPath: 'id' })).toThrow('key path');
      expect(() => created.createObjectStore('c', { autoIncrement: true })).toThrow('key generator');
    });
    const store = database.transaction('a', 'readwrite').objectStore('a');
    expect(() => store.add(1, 'k')).toThrow('add');
    expect(() => store.put(1, 7)).toThrow('key');
    expect(() => store.put(new Uint8Array(1), 'k')).toThrow('JSON');
    expect(() => store.delete({})).toThrow('range');
    expect(() => factory.deleteDatabase('d')).toThrow('deleteDatabase');
    store.put(1, 'k');
    const cursor = (await result(store.openCursor())) as { update(value: unknown): void; delete(): void };
    expect(() => cursor.update(2)).toThrow('cursor');
    expect(() => cursor.delete()).toThrow('cursor');
  });
});

describe('the crypto machine on it', () => {
  beforeAll(() => initAsync());

  const start = async (
    rows: ReadonlyMap<string, string>,
    append: (operations: readonly Operation[]) => void,
    passphrase?: string,
  ) => {
    installIndexedDb(await openIndexedDb(rows, append));
    return OlmMachine.initialize(new UserId('@bot:example.org'), new DeviceId('DEVICE'), 'bot', passphrase);
  };

  it('is the same device after a crash between any two of its transactions', async () => {
    const { rows, written, append } = disk();
    const machine = await start(rows, append);
    const identity = machine.identityKeys.curve25519.toBase64();
    await machine.bootstrapCrossSigning(false);
    for (const request of await machine.outgoingRequests()) {
      const answer =
        request.type === RequestType.KeysUpload
          ? { one_time_key_counts: { signed_curve25519: 50 } }
          : { device_keys: {}, failures: {} };
      await machine.markRequestAsSent(request.id ?? '', request.type, JSON.stringify(answer));
    }
    machine.close();
    const account = written.findIndex((operations) =>
      operations.some(({ key }) => key.includes('"account"')),
    );
    expect(account).toBeGreaterThan(0);
    for (let crash = 0; crash <= written.length; crash += 1) {
      const cut = disk(written.slice(0, crash));
      const restarted = await start(new Map(cut.rows), cut.append);
      if (crash > account) expect(restarted.identityKeys.curve25519.toBase64()).toBe(identity);
      restarted.close();
      if (crash === written.length) expect(cut.written).toHaveLength(crash);
    }
  });

  it('opens only with its passphrase, when it has one', async () => {
    const { rows, append } = disk();
    (await start(rows, append, 'secret')).close();
    expect(JSON.stringify([...rows])).not.toContain('@bot:example.org');
    (await start(new Map(rows), append, 'secret')).close();
    await expect(start(new Map(rows), append, 'autre')).rejects.toThrow('unpickling');
    await expect(start(new Map(rows), append)).rejects.toThrow('unpickling');
  });
});
