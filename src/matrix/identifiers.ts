/** Identifiers derived from others: the keyed hash under which events are remembered, and transaction ids. */
import { createHash, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { lastingMeta } from '../storage/lasting.ts';
import type { Store } from '../storage/store.ts';

/** Text → short hash that nobody without the store's key can check a guess against. */
export type KeyedHash = (text: string) => string;

const keyName = lastingMeta.hashKey;
/** On its way one message asks for the hashes of its event and of its author a dozen times; that many are at hand. */
const recentlyHashed = 32;

/** The store's own keyed hash (HMAC-SHA-256, 132 bits of it); its key is made at the first start. */
export function openKeyedHash(store: Store): KeyedHash {
  let key = store.get('meta', keyName);
  if (key === undefined) {
    key = randomBytes(32).toString('base64url');
    void store.write([{ op: 'put', table: 'meta', key: keyName, value: key }]);
  }
  // Made once: for each hash it would take ten times as long as the hash.
  const secret = createSecretKey(key, 'base64url');
  const recent = new Map<string, string>();
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const made = copied(createHmac('sha256', secret).update(text).digest('base64url').slice(0, 22));
    if (recent.size === recentlyHashed) recent.clear();
    recent.set(text, made);
    return made;
  };
}

/** A part of a string keeps the whole in memory: a copy of what is remembered does not. */
const copied = (part: string): string => Buffer.from(part, 'latin1').toString('latin1');

/**
 * The transaction id of one message: the same reply always has the same, two different ones never (design, step 5).
 * @param purpose `answer`, `greeting`, `edit:<event>`, …
 */
export function transactionId(cause: string, purpose: string, position: number): string {
  return createHash('sha256')
    .update(JSON.stringify([cause, purpose, position]))
    .digest('base64url')
    .slice(0, 32);
}

/** `@a:server.fr` → `server.fr`; empty for what is no account. */
export function serverOf(user: string): string {
  const colon = user.indexOf(':');
  return colon === -1 ? '' : user.slice(colon + 1);
}
