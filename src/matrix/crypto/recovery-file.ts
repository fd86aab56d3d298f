/** The recovery key that the bot makes for a fresh account: a file that only its user reads, for the operator to take away. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EncryptionError, faults } from './errors.ts';
import { decodeRecoveryKey, encodeRecoveryKey } from './recovery-key.ts';

/** Its name in the data folder. */
export const recoveryFile = 'cle-de-recuperation.txt';

/**
 * The key of the file, made when there is none: an interrupted start finds it again, and an operator's file is never written over.
 * @throws EncryptionError when the file is there and holds no key
 */
export function makeRecoveryKey(folder: string): { readonly key: Uint8Array; readonly path: string } {
  const path = join(folder, recoveryFile);
  const kept = keptRecoveryKey(folder);
  if (kept !== undefined) return { key: kept, path };
  const key = randomBytes(32);
  writeFileSync(path, `${encodeRecoveryKey(key)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  return { key, path };
}

/** The key of the file, `undefined` when the operator has taken it away. */
export function keptRecoveryKey(folder: string): Uint8Array | undefined {
  const path = join(folder, recoveryFile);
  if (!existsSync(path)) return undefined;
  const decoded = decodeRecoveryKey(readFileSync(path, 'utf8'));
  if (decoded.outcome === 'fault') throw new EncryptionError(faults.recoveryFile(path));
  return decoded.key;
}
