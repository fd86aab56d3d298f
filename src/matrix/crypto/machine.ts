/**
 * Opening the Rust crypto machine on the rows of the store. Traps of the bindings that hold everywhere in this folder:
 * - arrays of `UserId` are consumed by the call they are given to, and cannot be used again: `users()` makes them anew;
 * - a Rust panic (RuntimeError: unreachable) comes as an `uncaughtException`, and the promise that was waited for never settles: it
 *   must end the process, which is what Node does;
 * - what `decryptRoomEvent` throws is not an `Error`.
 */
import { DeviceId, initAsync, OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Store } from '../../storage/store.ts';
import { EncryptionError, faults } from './errors.ts';
import { installIndexedDb, openIndexedDb } from './indexed-db.ts';
import { openRowAge } from './row-age.ts';

/** The databases' name inside the `crypto` table. */
const storeName = 'communs-bot';
/** The row of `meta` that says whether the keys are encrypted at rest: told before they are opened, since the machine's word is no help. */
const sealedKey = 'cryptoSealed';

/** Loads the Rust code: done once, and best before the device is this process's. */
export async function loadCrypto(): Promise<void> {
  await initAsync();
}

/** Whose encryption it is. */
export interface DeviceName {
  readonly user: string;
  readonly device: string;
}

/** The machine, and what keeps its store small. */
export interface OpenedMachine {
  readonly machine: OlmMachine;
  /** Deletes what was not used for long; gives how much that was. */
  prune(): Promise<number>;
}

/**
 * Opens the machine of a device, made at the first start. The store is known to be that device's (`account.ts`); the machine itself
 * refuses another's.
 * @throws EncryptionError when the passphrase does not open it
 */
export async function openMachine(
  store: Store,
  { user, device }: DeviceName,
  passphrase: string | undefined,
): Promise<OpenedMachine> {
  const sealed = store.get('meta', sealedKey);
  if (sealed === 'true' && passphrase === undefined) throw new EncryptionError(faults.passphraseMissing);
  if (sealed === 'false' && passphrase !== undefined) throw new EncryptionError(faults.passphraseNew);
  if (sealed === undefined)
    await store.write([
      { op: 'put', table: 'meta', key: sealedKey, value: String(passphrase !== undefined) },
    ]);
  await loadCrypto();
  const rows = store.take('crypto');
  const age = openRowAge(store, rows.keys());
  const factory = await openIndexedDb(
    rows,
    (operations) => void store.write(age.follow(operations)),
    age.read,
  );
  installIndexedDb(factory);
  try {
    const [userId, deviceId] = [new UserId(user), new DeviceId(device)];
    const machine = await OlmMachine.initialize(userId, deviceId, storeName, passphrase);
    // A key comes from the device that made it, never from a third one: a forwarded key does not prove who wrote a message.
    machine.roomKeyRequestsEnabled = false;
    machine.roomKeyForwardingEnabled = false;
    return { machine, prune: () => age.prune(factory) };
  } catch (error) {
    if (passphrase !== undefined && error instanceof Error && error.message.includes('unpickling'))
      throw new EncryptionError(faults.passphraseWrong);
    throw error;
  }
}

/** User ids as the machine takes them, each time anew; what is not a user id is left out. */
export function users(ids: Iterable<string>): UserId[] {
  return [...ids].flatMap((id) => {
    try {
      return [new UserId(id)];
    } catch {
      return [];
    }
  });
}
