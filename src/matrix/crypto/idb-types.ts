/** The part of the IndexedDB interface (W3C IndexedDB 3.0) that is used here: the server has no DOM types. */

export interface Target {
  addEventListener(type: string, listener: () => void): void;
}
export interface Request extends Target {
  readonly result: unknown;
}
export interface Cursor {
  update: () => unknown;
  delete: () => unknown;
}
export interface Cursors {
  openCursor: (...args: unknown[]) => Request;
}
export interface Index extends Cursors {
  readonly name: string;
  readonly keyPath: string | string[];
  readonly unique: boolean;
  readonly multiEntry: boolean;
}
export interface Store extends Cursors {
  readonly name: string;
  readonly indexNames: Iterable<string>;
  put: (value: unknown, key?: unknown) => Request;
  add: (value: unknown, key?: unknown) => Request;
  delete: (key: unknown) => Request;
  clear: () => Request;
  get: (key: unknown) => Request;
  getAllKeys: () => Request;
  index: (name: string) => Index;
  createIndex: (name: string, keyPath: string | string[], options?: object) => Index;
}
export interface Transaction extends Target {
  readonly mode: string;
  objectStore: (name: string) => Store;
  abort(): void;
}
export interface Database {
  readonly name: string;
  readonly version: number;
  readonly objectStoreNames: Iterable<string>;
  transaction: (stores: string | string[], mode?: string, options?: object) => Transaction;
  createObjectStore: (name: string, options?: { keyPath?: unknown; autoIncrement?: unknown }) => Store;
  deleteObjectStore: (name: string) => void;
  close(): void;
}
export interface OpenRequest extends Request {
  readonly result: Database;
  readonly transaction: Transaction | null;
  readonly error: Error | null;
}
export interface Factory {
  open: (name: string, version?: number) => OpenRequest;
  deleteDatabase: (name: string) => unknown;
}
