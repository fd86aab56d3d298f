/**
 * The IndexedDB that the crypto machine writes to: held in memory by `fake-indexeddb`, restored at start from the `crypto` table, and
 * written through to it, a transaction at a time, through the public IndexedDB interface only.
 *
 * What the machine does was measured (crypto-wasm 18.9): in steady state only `put(value, string key)` and `delete(string key)`, and
 * schema changes at its first opening. Those are journalled, and `clear` and dropped stores too, for its future migrations. Anything
 * else throws: a write that is not journalled is a device lost at the next start.
 */
import {
  IDBCursor,
  IDBCursorWithValue,
  IDBDatabase,
  IDBFactory,
  IDBIndex,
  IDBKeyRange,
  IDBObjectStore,
  IDBOpenDBRequest,
  IDBRequest,
  IDBTransaction,
  IDBVersionChangeEvent,
} from 'fake-indexeddb';
import type { Operation } from '../../storage/contract.ts';
import type { Cursor, Cursors, Database, Factory, OpenRequest, Store, Transaction } from './idb-types.ts';
import {
  encodeValue,
  parseRows,
  recordRow,
  type Schema,
  type StoredDatabase,
  schemaRow,
} from './store-rows.ts';

/** Takes the changes of one complete transaction, in order; called synchronously, and must not lose them: a throw is fatal. */
export type Append = (operations: readonly Operation[]) => void;
/** Told of each record that is asked for by its key. */
export type Read = (database: string, store: string, key: string) => void;

/**
 * Restores the databases held in the rows and gives the factory to be installed as `globalThis.indexedDB`
 * (`installIndexedDb`). Throws when the rows do not fit together.
 */
export async function openIndexedDb(
  rows: ReadonlyMap<string, string>,
  append: Append,
  read: Read = () => {},
): Promise<Factory> {
  const factory: Factory = new IDBFactory();
  const journals = new Map<string, Journal>();
  for (const [name, stored] of parseRows(rows)) {
    await restore(factory, name, stored);
    const held = [...stored.records].map(([store, records]) => [store, new Set(records.keys())] as const);
    journals.set(name, new Journal(name, append, new Map(held)));
  }
  const open = factory.open.bind(factory);
  factory.open = (name, version) => {
    const journal = journals.get(name) ?? new Journal(name, append, new Map());
    journals.set(name, journal);
    const request = version === undefined ? open(name) : open(name, version);
    // Registered before the caller's own listeners, so that nothing is written before it is watched.
    let upgraded = () => {};
    request.addEventListener('upgradeneeded', () => {
      upgraded = watchUpgrade(request, journal);
    });
    request.addEventListener('success', () => {
      upgraded();
      watchTransactions(request.result, journal, read);
    });
    return request;
  };
  factory.deleteDatabase = refuse('deleteDatabase');
  return factory;
}

/** What is on disk of one database, and how its next changes get there. */
class Journal {
  private readonly database: string;
  private readonly append: Append;
  /** The keys on disk by store, so that `clear` and dropped stores delete their rows. */
  private readonly held: Map<string, Set<string>>;

  constructor(database: string, append: Append, held: Map<string, Set<string>>) {
    this.database = database;
    this.append = append;
    this.held = held;
  }

  /** Opens the list of changes of one transaction: the last change of a key wins, and `null` deletes. */
  begin(): Changes {
    const changes = new Map<string, Map<string, string | null>>();
    const of = (store: string) => {
      const known = changes.get(store) ?? new Map<string, string | null>();
      changes.set(store, known);
      return known;
    };
    return {
      put: (store, key, value) => of(store).set(key, value),
      delete: (store, key) => of(store).set(key, null),
      clear: (store) => {
        for (const key of [...(this.held.get(store) ?? []), ...of(store).keys()]) of(store).set(key, null);
      },
      commit: (schema) => {
        const operations: Operation[] = [];
        if (schema !== undefined) operations.push(put(schemaRow(this.database), JSON.stringify(schema)));
        for (const [store, records] of changes) operations.push(...this.settle(store, records));
        if (operations.length > 0) this.append(operations);
      },
    };
  }

  private settle(store: string, records: ReadonlyMap<string, string | null>): Operation[] {
    const held = this.held.get(store) ?? new Set();
    this.held.set(store, held);
    return [...records].map(([key, value]) => {
      const row = recordRow(this.database, store, key);
      if (value === null) held.delete(key);
      else held.add(key);
      return value === null ? { op: 'delete', table: 'crypto', key: row } : put(row, value);
    });
  }
}

interface Changes {
  put(store: string, key: string, value: string): void;
  delete(store: string, key: string): void;
  clear(store: string): void;
  /** The transaction is complete in memory: hands its changes over. */
  commit(schema?: Schema): void;
}

const put = (key: string, value: string): Operation => ({ op: 'put', table: 'crypto', key, value });

const refuse = (what: string) => (): never => {
  throw new Error(`crypto store: ${what} is not written through, so it is refused`);
};

/** Builds a database again; nothing is watched yet, so nothing is journalled. */
async function restore(factory: Factory, name: string, { schema, records }: StoredDatabase): Promise<void> {
  const request = factory.open(name, schema.version);
  request.addEventListener('upgradeneeded', () => {
    for (const store of schema.stores) {
      const created = request.result.createObjectStore(store.name);
      for (const { name, keyPath, ...options } of store.indexes) created.createIndex(name, keyPath, options);
    }
    for (const [store, values] of records) {
      const target = request.transaction?.objectStore(store);
      for (const [key, value] of values) target?.put(value, key);
    }
  });
  await new Promise<void>((resolve, reject) => {
    request.addEventListener('success', () => resolve());
    request.addEventListener('error', () => reject(request.error));
  });
  request.result.close();
}

/** Watches a schema change. Returns what journals it, to be called once the database is open. */
function watchUpgrade({ result: database, transaction }: OpenRequest, journal: Journal): () => void {
  if (transaction === null) throw new Error('crypto store: an upgrade without its transaction');
  const changes = journal.begin();
  const create = database.createObjectStore.bind(database);
  database.createObjectStore = (name, options) => {
    if (options?.keyPath != null || options?.autoIncrement) refuse('a key path or key generator')();
    return watchStore(create(name), changes);
  };
  const drop = database.deleteObjectStore.bind(database);
  database.deleteObjectStore = (name) => {
    drop(name);
    changes.clear(name);
  };
  watchStores(transaction, changes);
  return () => changes.commit(readSchema(database));
}

/** The schema as it is now, and not as it was changed: a version may only drop stores, or change nothing but its number. */
function readSchema(database: Database): Schema {
  const names = [...database.objectStoreNames];
  const transaction = names.length > 0 ? database.transaction(names) : undefined;
  return {
    version: database.version,
    stores: names.flatMap((name) => {
      const store = transaction?.objectStore(name);
      if (store === undefined) return [];
      const indexes = [...store.indexNames].map((index) => {
        const { name, keyPath, unique, multiEntry } = store.index(index);
        return { name, keyPath, unique, multiEntry };
      });
      return [{ name, indexes }];
    }),
  };
}

function watchTransactions(database: Database, journal: Journal, read: Read): void {
  const begin = database.transaction.bind(database);
  database.transaction = (stores, mode, options) => {
    const transaction = begin(stores, mode, options);
    watchReads(transaction, (store, key) => read(database.name, store, key));
    if (transaction.mode !== 'readwrite') return transaction;
    const changes = journal.begin();
    watchStores(transaction, changes);
    // Registered before the machine's own listener: when Rust learns that its transaction is complete, it is in the journal.
    transaction.addEventListener('complete', () => changes.commit());
    return transaction;
  };
}

function watchReads(transaction: Transaction, read: (store: string, key: string) => void): void {
  const open = transaction.objectStore.bind(transaction);
  const watched = new Set<Store>();
  transaction.objectStore = (name) => {
    const store = open(name);
    if (watched.has(store)) return store;
    watched.add(store);
    const get = store.get.bind(store);
    store.get = (key) => {
      if (typeof key === 'string') read(name, key);
      return get(key);
    };
    return store;
  };
}

function watchStores(transaction: Transaction, changes: Changes): void {
  const open = transaction.objectStore.bind(transaction);
  const watched = new Set<Store>();
  transaction.objectStore = (name) => {
    const store = open(name);
    if (watched.has(store)) return store;
    watched.add(store);
    return watchStore(store, changes);
  };
}

/** Values are serialised at the call (the caller may change them later) and journalled when the request has succeeded. */
function watchStore(store: Store, changes: Changes): Store {
  const { name } = store;
  const write = {
    put: store.put.bind(store),
    delete: store.delete.bind(store),
    clear: store.clear.bind(store),
  };
  store.put = (value, key) => {
    if (typeof key !== 'string') return refuse('a key that is not a string')();
    const text = encodeValue(value);
    const request = write.put(value, key);
    request.addEventListener('success', () => changes.put(name, key, text));
    return request;
  };
  store.delete = (key) => {
    if (typeof key !== 'string') return refuse('deleting a range')();
    const request = write.delete(key);
    request.addEventListener('success', () => changes.delete(name, key));
    return request;
  };
  store.clear = () => {
    const request = write.clear();
    request.addEventListener('success', () => changes.clear(name));
    return request;
  };
  store.add = refuse('add');
  readOnlyCursors(store);
  const index = store.index.bind(store);
  store.index = (name) => readOnlyCursors(index(name));
  return store;
}

function readOnlyCursors<T extends Cursors>(source: T): T {
  const open = source.openCursor.bind(source);
  source.openCursor = (...args) => {
    const request = open(...args);
    request.addEventListener('success', () => {
      const cursor = request.result as Cursor | null;
      if (cursor === null) return;
      cursor.update = refuse('writing through a cursor');
      cursor.delete = refuse('deleting through a cursor');
    });
    return request;
  };
  return source;
}

/**
 * Makes the factory the one that the machine finds. The names are those that its bindings look up on the global object; they are set
 * here and nowhere else.
 */
export function installIndexedDb(factory: Factory): void {
  const globals = {
    indexedDB: factory,
    IDBCursor,
    IDBCursorWithValue,
    IDBDatabase,
    IDBFactory,
    IDBIndex,
    IDBKeyRange,
    IDBObjectStore,
    IDBOpenDBRequest,
    IDBRequest,
    IDBTransaction,
    IDBVersionChangeEvent,
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
