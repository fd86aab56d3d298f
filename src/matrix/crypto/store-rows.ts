/** The rows of the `crypto` table: a record of the machine's databases, or the schema of one of them. */
import { z } from 'zod';

const schemaOf = z.strictObject({
  version: z.int().positive(),
  stores: z.array(
    z.strictObject({
      name: z.string(),
      indexes: z.array(
        z.strictObject({
          name: z.string(),
          keyPath: z.union([z.string(), z.array(z.string())]),
          unique: z.boolean(),
          multiEntry: z.boolean(),
        }),
      ),
    }),
  ),
});
/** What makes a database again: its version, its stores and their indexes. */
export type Schema = z.infer<typeof schemaOf>;

/** One database read back: records by store, then by key. */
export interface StoredDatabase {
  readonly schema: Schema;
  readonly records: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
}

const keyOf = z.union([z.tuple([z.string()]), z.tuple([z.string(), z.string(), z.string()])]);

/** The key of the row that holds a database's schema. */
export const schemaRow = (database: string): string => JSON.stringify([database]);

/** The key of the row that holds a record. */
export const recordRow = (database: string, store: string, key: string): string =>
  JSON.stringify([database, store, key]);

/** What the key of a row names; a schema's names its database alone. */
export function rowParts(row: string): {
  readonly database: string;
  readonly store?: string;
  readonly key?: string;
} {
  const [database, store, key] = keyOf.parse(JSON.parse(row));
  return store === undefined || key === undefined ? { database } : { database, store, key };
}

/**
 * A value as the text of its row. Only what JSON gives back unchanged passes: anything else (bytes, `undefined`, dates) would come
 * back as something the machine cannot read, so it is refused while the original still exists.
 */
export function encodeValue(value: unknown): string {
  const kept = (part: unknown): boolean => {
    if (part === null || typeof part === 'string' || typeof part === 'boolean') return true;
    if (typeof part === 'number') return Number.isFinite(part) && !Object.is(part, -0);
    if (Array.isArray(part)) return Object.keys(part).length === part.length && part.every(kept);
    if (typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return false;
    return Object.getOwnPropertySymbols(part).length === 0 && Object.values(part).every(kept);
  };
  if (!kept(value)) throw new Error('crypto store: a value that JSON does not keep unchanged');
  return JSON.stringify(value);
}

/** Reads all rows of the table. Throws when they do not fit together: the table was damaged or edited. */
export function parseRows(rows: ReadonlyMap<string, string>): Map<string, StoredDatabase> {
  const parsed = [...rows].map(([row, value]) => ({ key: keyOf.parse(JSON.parse(row)), value }));
  const databases = new Map<string, { schema: Schema; records: Map<string, Map<string, unknown>> }>();
  for (const { key, value } of parsed) {
    if (key.length !== 1) continue;
    const schema = schemaOf.parse(JSON.parse(value));
    databases.set(key[0], { schema, records: new Map(schema.stores.map(({ name }) => [name, new Map()])) });
  }
  for (const { key, value } of parsed) {
    if (key.length === 1) continue;
    const records = databases.get(key[0])?.records.get(key[1]);
    if (records === undefined)
      throw new Error(`crypto store: a row of an unknown store: ${key[0]}/${key[1]}`);
    records.set(key[2], JSON.parse(value));
  }
  return databases;
}
