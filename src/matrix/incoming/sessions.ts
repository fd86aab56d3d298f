/**
 * The sessions of the conversation in the store, under keyed hashes of the person and of the place: what someone asked stands beside no
 * name, and all of one person can be found again when they ask to be forgotten.
 */
import type { SessionChange, SessionReader } from '../../conversation/message.ts';
import type { Operation } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { KeyedHash } from '../identifiers.ts';

/** The stored sessions. */
export interface Sessions {
  /** Those of one person, by the keys of the conversation. */
  of(sender: string): SessionReader;
  /** What the conversation changes after a message of that person. */
  change(sender: string, changes: readonly SessionChange[]): Operation[];
  /** The changes that leave nothing of a person. */
  forget(sender: string): Operation[];
}

/** Opens what is stored. */
export function openSessions(store: Store, hash: KeyedHash): Sessions {
  const prefix = (sender: string) => `${hash(sender)}.`;
  const keyOf = (sender: string, key: string) => prefix(sender) + hash(key);
  return {
    of: (sender) => ({ get: (key) => store.get('sessions', keyOf(sender, key)) }),
    change: (sender, changes) =>
      sessionOperations(changes.map((change) => ({ ...change, key: keyOf(sender, change.key) }))),
    forget: (sender) =>
      [...store.rows('sessions').keys()]
        .filter((key) => key.startsWith(prefix(sender)))
        .map((key) => ({ op: 'delete', table: 'sessions', key })),
  };
}

/** Changes of sessions, by their keys in the store, as operations of the store. */
export function sessionOperations(sessions: readonly SessionChange[]): Operation[] {
  return sessions.map(({ key, value }) =>
    value === null ? { op: 'delete', table: 'sessions', key } : { op: 'put', table: 'sessions', key, value },
  );
}
