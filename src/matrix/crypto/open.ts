/** The front door of encryption: opens the device of the store, makes sure that it is the one the server knows, and signs it. */
import {
  DecryptionSettings,
  DeviceLists,
  type OlmMachine,
  ProcessedToDeviceEventType,
  type RoomKeyInfo,
  TrustRequirement,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import type { ArrivedKey, Encryption, EncryptionChanges } from '../encryption.ts';
import type { OnStep } from '../steps.ts';
import { decryptEvent } from './decrypt.ts';
import { createEncrypt } from './encrypt.ts';
import { EncryptionError, faults } from './errors.ts';
import { queryOwnKeys, type Signing } from './identity.ts';
import { openMachine, users } from './machine.ts';
import { createNews } from './news.ts';
import { persist } from './persist.ts';
import { createPump, type Pump } from './pump.ts';
import { createSignature } from './signature.ts';
import { declineVerifications } from './verification.ts';

/** What the program gives and what the operator has set. */
export interface EncryptionOptions extends Omit<Signing, 'machine'> {
  /** Encrypts the keys at rest. */
  readonly storePassphrase: string | undefined;
  /** Keys go to, and come from, devices that their owner has signed only. */
  readonly signedDevicesOnly: boolean;
  readonly onStep: OnStep;
}

/**
 * Opens the encryption of the device: to be called before the first sync, and before joining anything, since what is asked of a device
 * that is not signed can never be read. Waits for a homeserver that does not answer.
 * @throws EncryptionError with the operator's line; RequestError when the homeserver refuses
 */
export async function openEncryption(options: EncryptionOptions): Promise<Encryption> {
  const { homeserver, store, name, log, signedDevicesOnly, storePassphrase, onStep } = options;
  const { machine, prune } = await openMachine(store, name, storePassphrase);
  const signing: Signing = { ...options, machine };
  const pump = createPump(machine, homeserver, log);
  await persist(log, async () => refuseLostStore(signing));
  await persist(log, () => uploadKeys(pump));
  const signature = await createSignature(signing);

  const trust = signedDevicesOnly ? TrustRequirement.CrossSignedOrLegacy : TrustRequirement.Untrusted;
  const encrypt = createEncrypt(machine, homeserver, pump, signedDevicesOnly, onStep);
  let arrived: (keys: readonly ArrivedKey[]) => void = () => {};
  let closed = false;
  const isNews = createNews();
  await machine.registerRoomKeyUpdatedCallback(async (keys: RoomKeyInfo[]) => {
    const sessions = keys.map(({ roomId, sessionId }) => ({ room: roomId.toString(), session: sessionId }));
    await store.committed();
    if (!closed) arrived(sessions);
  });
  machine.registerUserIdentityUpdatedCallback(async (user) => {
    if (user.toString() === name.user) signature.check();
  });

  return {
    async receiveSync(changes) {
      // Nothing that the machine would have to ask for comes of anything else; what failed has its own timer.
      if (!isNews(changes)) return;
      // The machine saves in several steps: killed after the Olm session had moved on and before the room's key was there, it could
      // never read again what brings that key (seen in one takeover of four at a first question).
      const received = await store.inOneCommit(() => receive(machine, changes, trust));
      const refusals = declineVerifications(machine, received);
      await store.committed();
      pump.start();
      for (const { type, transaction, body } of refusals)
        homeserver
          .request('PUT', `/_matrix/client/v3/sendToDevice/${type}/${encodeURIComponent(transaction)}`, {
            body,
          })
          .catch((error: unknown) =>
            log.warn({ err: error }, 'Un refus de vérification n’a pas pu être envoyé'),
          );
    },

    async decrypt(event) {
      const first = await decryptEvent(machine, event, trust);
      if (!first.unknownDevice) return first.decryption;
      // Only a device that is known tells whether the sender is its owner.
      await machine.updateTrackedUsers(users([event.sender]));
      await pump.pass();
      return (await decryptEvent(machine, event, trust)).decryption;
    },

    encrypt,

    onKeys(listener) {
      arrived = listener;
    },

    async lostTrack() {
      await machine.markAllTrackedUsersAsDirty();
      pump.start();
    },

    prune,

    status: () => ({
      device: name.device,
      fingerprint: machine.identityKeys.ed25519.toBase64(),
      ...signature.status(),
      ...(pump.uploadRefused ? { line: faults.uploadRefused } : {}),
    }),

    async close() {
      closed = true;
      pump.stop();
      await pump.pass();
      machine.close();
    },
  };
}

/**
 * The store was lost while the device lives: the server has other keys for it. Seen before the first upload, since even an upload that
 * is refused replaces the device's keys on the server.
 */
async function refuseLostStore(signing: Signing): Promise<void> {
  const { deviceKey } = await queryOwnKeys(signing);
  if (deviceKey !== undefined && deviceKey !== signing.machine.identityKeys.curve25519.toBase64())
    throw new EncryptionError(faults.storeLost(signing.name.device));
}

async function uploadKeys(pump: Pump): Promise<void> {
  const [failed] = await pump.pass();
  if (pump.uploadRefused) throw new EncryptionError(faults.uploadRefused);
  if (failed !== undefined) throw failed.error;
}

/** Gives the machine its part of a sync. Returns the to-device events that came in clear or could be decrypted. */
async function receive(
  machine: OlmMachine,
  { toDevice, changedDevices, leftDevices, oneTimeKeys, unusedFallbackKeys }: EncryptionChanges,
  trust: TrustRequirement,
): Promise<string[]> {
  const processed = await machine.receiveSyncChanges(
    JSON.stringify(toDevice),
    new DeviceLists(users(changedDevices), users(leftDevices)),
    new Map(Object.entries(oneTimeKeys ?? {})),
    unusedFallbackKeys === undefined ? undefined : new Set(unusedFallbackKeys),
    new DecryptionSettings(trust),
  );
  const readable: number[] = [ProcessedToDeviceEventType.Decrypted, ProcessedToDeviceEventType.PlainText];
  return processed.filter(({ type }) => readable.includes(type)).map(({ rawEvent }) => rawEvent);
}
