/** The account's secret storage as the homeserver holds it: read, unlocked with the recovery key, and written for a new account. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import { EncryptionError, faults } from './errors.ts';
import { decodeRecoveryKey } from './recovery-key.ts';
import {
  decryptSecret,
  describeKey,
  encryptedSecret,
  encryptSecret,
  type KeyDescription,
  keyDescription,
  keyFromPassphrase,
  matchesDescription,
} from './secret-storage.ts';

const defaultKey = z.object({ key: z.string().min(1) });
const secretOf = z.object({ encrypted: z.record(z.string(), encryptedSecret) });
const keyType = (id: string) => `m.secret_storage.key.${id}`;

/** The names of the cross-signing secrets. */
export const secretNames = {
  master: 'm.cross_signing.master',
  selfSigning: 'm.cross_signing.self_signing',
  userSigning: 'm.cross_signing.user_signing',
} as const;

/** The default key of the account's secret storage. */
export interface StorageKey {
  readonly id: string;
  readonly description: KeyDescription;
}

/** Account data of one account. */
export interface AccountData {
  /** `undefined` when there is none; a secret that was deleted is an empty object, which counts as none. */
  read(type: string): Promise<unknown>;
  write(type: string, content: object): Promise<void>;
}

export function accountData(homeserver: Homeserver, user: string): AccountData {
  const path = (type: string) =>
    `/_matrix/client/v3/user/${encodeURIComponent(user)}/account_data/${encodeURIComponent(type)}`;
  return {
    async read(type) {
      try {
        const content = await homeserver.request('GET', path(type));
        return typeof content === 'object' && content !== null && Object.keys(content).length > 0
          ? content
          : undefined;
      } catch (error) {
        if (error instanceof RequestError && error.status === 404) return undefined;
        throw error;
      }
    },
    async write(type, content) {
      await homeserver.request('PUT', path(type), { body: content });
    },
  };
}

/** The default key of secret storage, `undefined` when the account has none (or one that cannot be read, which is as good). */
export async function findStorageKey(data: AccountData): Promise<StorageKey | undefined> {
  const named = defaultKey.safeParse(await data.read('m.secret_storage.default_key'));
  if (!named.success) return undefined;
  const description = keyDescription.safeParse(await data.read(keyType(named.data.key)));
  return description.success ? { id: named.data.key, description: description.data } : undefined;
}

/**
 * The bytes of the key, from what the operator gave: a recovery key, or the passphrase that it was made from.
 * @throws EncryptionError when it cannot be read, or is the key of something else
 */
export function unlock(given: string, { description }: StorageKey): Uint8Array {
  const decoded = decodeRecoveryKey(given);
  const fromPhrase = decoded.outcome === 'key' ? undefined : keyFromPassphrase(given, description);
  const key = decoded.outcome === 'key' ? decoded.key : fromPhrase;
  if (key === undefined)
    throw new EncryptionError(faults.badRecoveryKey(decoded.outcome === 'fault' ? decoded.line : ''));
  if (matchesDescription(key, description) === false) throw new EncryptionError(faults.wrongRecoveryKey);
  return key;
}

/** @throws EncryptionError when it is not there, or not under this key */
export async function readSecret(
  data: AccountData,
  name: string,
  { id }: StorageKey,
  key: Uint8Array,
): Promise<string> {
  const stored = secretOf.safeParse(await data.read(name));
  const encrypted = stored.success ? stored.data.encrypted[id] : undefined;
  if (encrypted === undefined) throw new EncryptionError(faults.missingSecret);
  const secret = decryptSecret(encrypted, name, key);
  if (secret === undefined) throw new EncryptionError(faults.wrongRecoveryKey);
  return secret;
}

/**
 * Stores secrets under a key. Other keys of the same secret are dropped: the secrets are new, and theirs would be the old ones.
 * @param known the description, when the account has this key already; a new key is described first and named as the default last, so
 *   that an interrupted writing leaves nothing that looks complete
 */
export async function writeSecrets(
  data: AccountData,
  secrets: ReadonlyMap<string, string>,
  key: Uint8Array,
  known: StorageKey | undefined,
): Promise<void> {
  const id = known?.id ?? idOf(key);
  if (known === undefined) await data.write(keyType(id), describeKey(key));
  for (const [name, secret] of secrets)
    await data.write(name, { encrypted: { [id]: encryptSecret(secret, name, key) } });
  if (known === undefined) await data.write('m.secret_storage.default_key', { key: id });
}

/** Always the same for a key, so that writing again after an interruption writes the same place. */
const idOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('communs-bot key id').digest('base64url').slice(0, 32);
