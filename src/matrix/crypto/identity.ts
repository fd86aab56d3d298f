/**
 * The signature of the bot's device by its owner (cross-signing, Matrix specification "End-to-end encryption"). A fresh account gets an
 * identity; one that has an identity is unlocked with its recovery key, and only its self-signing key is taken. **An identity that
 * exists is never replaced**: what decides is the homeserver's own answer, and `bootstrapCrossSigning` is never called with `true`.
 */
import { DeviceId, type OlmMachine, UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Log } from '../../operations/logs.ts';
import type { Store } from '../../storage/store.ts';
import { type Homeserver, RequestError } from '../homeserver/homeserver.ts';
import {
  accountData,
  findStorageKey,
  readSecret,
  secretNames,
  unlock,
  writeSecrets,
} from './account-data.ts';
import { EncryptionError, faults } from './errors.ts';
import type { DeviceName } from './machine.ts';
import { users } from './machine.ts';
import { keptRecoveryKey, makeRecoveryKey } from './recovery-file.ts';
import { send } from './requests.ts';

/** What signing needs. */
export interface Signing {
  readonly machine: OlmMachine;
  readonly homeserver: Homeserver;
  readonly store: Store;
  readonly name: DeviceName;
  /** The data folder, for the recovery key of a fresh account. */
  readonly folder: string;
  /** A recovery key or a passphrase. */
  readonly recoveryKey: string | undefined;
  /** The account's, where the server asks for it. */
  readonly password: string | undefined;
  readonly log: Log;
}

const client = '/_matrix/client/v3';
/** The row of `meta` that says that the secrets of an identity made here are in the account's secret storage. */
const storedKey = 'secretsStored';

const queryOf = z.object({
  device_keys: z
    .record(z.string(), z.record(z.string(), z.object({ keys: z.record(z.string(), z.string()) })))
    .optional(),
  master_keys: z.record(z.string(), z.unknown()).optional(),
});

/** What the homeserver publishes of the account, told to the machine too. */
export interface Published {
  /** The curve25519 key of this device, when the server knows the device's keys. */
  readonly deviceKey: string | undefined;
  readonly hasIdentity: boolean;
}

export async function queryOwnKeys({ machine, homeserver, name }: Signing): Promise<Published> {
  const answer = queryOf.parse(
    await send(homeserver, machine, machine.queryKeysForUsers(users([name.user]))),
  );
  return {
    deviceKey: answer.device_keys?.[name.user]?.[name.device]?.keys[`curve25519:${name.device}`],
    hasIdentity: answer.master_keys?.[name.user] !== undefined,
  };
}

/** Whether the owner's self-signing key has signed this device, as other clients see it. Local: after a `keys/query`. */
export async function isSigned({ machine, name }: Signing): Promise<boolean> {
  const device = await machine.getDevice(new UserId(name.user), new DeviceId(name.device));
  return device?.isCrossSignedByOwner() ?? false;
}

/**
 * Signs the device if it is not. The device's keys must have been uploaded: the server refuses signatures of keys it does not know.
 * @throws EncryptionError with the operator's line when it cannot be signed, RequestError when the homeserver does not answer
 */
export async function signDevice(signing: Signing): Promise<void> {
  const { hasIdentity } = await queryOwnKeys(signing);
  if (!hasIdentity) await publishIdentity(signing);
  await storeOwnSecrets(signing);
  if (await isSigned(signing)) return;
  const status = await signing.machine.crossSigningStatus();
  if (!status.hasSelfSigning) await importSelfSigningKey(signing);
  await uploadSignature(signing);
  await queryOwnKeys(signing);
  if (!(await isSigned(signing))) throw new EncryptionError(faults.notYetSigned);
}

/** A fresh account: makes an identity, or goes on with the one that an interrupted start has made. */
async function publishIdentity(signing: Signing): Promise<void> {
  const { machine, homeserver, name, folder, recoveryKey, store } = signing;
  const storage = await findStorageKey(accountData(homeserver, name.user));
  if (storage !== undefined && recoveryKey === undefined && keptRecoveryKey(folder) === undefined)
    throw new EncryptionError(faults.foreignSecretStorage);
  const requests = await machine.bootstrapCrossSigning(false);
  await store.committed();
  await uploadIdentity(
    signing,
    z.record(z.string(), z.unknown()).parse(JSON.parse(requests.uploadSigningKeysRequest.body)),
  );
  await send(homeserver, machine, requests.uploadSignaturesRequest);
  await queryOwnKeys(signing);
}

const stagesOf = z.object({
  session: z.string().optional(),
  flows: z.array(z.object({ stages: z.array(z.string()) })),
});

/** Uploads the public keys, with the password when the server asks for it. */
async function uploadIdentity({ homeserver, name, password }: Signing, keys: object): Promise<void> {
  const upload = (body: object) =>
    homeserver.request('POST', `${client}/keys/device_signing/upload`, { body });
  try {
    await upload(keys);
  } catch (error) {
    const asked =
      error instanceof RequestError && error.status === 401 ? stagesOf.safeParse(error.body) : undefined;
    if (!asked?.success) throw error;
    const { flows, session } = asked.data;
    if (!flows.some(({ stages }) => stages.length === 1 && stages[0] === 'm.login.password'))
      throw new EncryptionError(
        faults.authenticationUnknown(flows.map(({ stages }) => stages.join(' + ')).join(', ')),
      );
    if (password === undefined) throw new EncryptionError(faults.passwordNeeded);
    const identifier = { type: 'm.id.user', user: name.user };
    try {
      await upload({ ...keys, auth: { type: 'm.login.password', identifier, password, session } });
    } catch (refusal) {
      if (refusal instanceof RequestError && (refusal.status === 401 || refusal.status === 403))
        throw new EncryptionError(faults.passwordRefused);
      throw refusal;
    }
  }
}

/** Puts the secrets of an identity made here into secret storage, once, and leaves the recovery key for the operator. */
async function storeOwnSecrets({
  machine,
  homeserver,
  name,
  folder,
  recoveryKey,
  store,
  log,
}: Signing): Promise<void> {
  if (store.get('meta', storedKey) !== undefined) return;
  const made = await machine.exportCrossSigningKeys();
  const { masterKey, self_signing_key: selfSigning, userSigningKey } = made ?? {};
  if (masterKey === undefined || selfSigning === undefined || userSigningKey === undefined) return;
  const data = accountData(homeserver, name.user);
  const secrets = new Map([
    [secretNames.master, masterKey],
    [secretNames.selfSigning, selfSigning],
    [secretNames.userSigning, userSigningKey],
  ] as const);
  const storage = await findStorageKey(data);
  if (storage === undefined) {
    const { key, path } = makeRecoveryKey(folder);
    await writeSecrets(data, secrets, key, undefined);
    log.warn(
      { path },
      'Clé de récupération du compte créée : emportez ce fichier en lieu sûr, puis supprimez-le du dossier',
    );
  } else {
    const key =
      keptRecoveryKey(folder) ?? (recoveryKey === undefined ? undefined : unlock(recoveryKey, storage));
    if (key === undefined) throw new EncryptionError(faults.foreignSecretStorage);
    await writeSecrets(data, secrets, key, storage);
  }
  await store.write([{ op: 'put', table: 'meta', key: storedKey, value: 'true' }]);
}

/** Unlocks the account's secret storage and takes the self-signing key, the only one that is needed to sign the device. */
async function importSelfSigningKey({ machine, homeserver, name, recoveryKey }: Signing): Promise<void> {
  if (recoveryKey === undefined) throw new EncryptionError(faults.noRecoveryKey);
  const data = accountData(homeserver, name.user);
  const storage = await findStorageKey(data);
  if (storage === undefined) throw new EncryptionError(faults.noSecretStorage);
  const secret = await readSecret(data, secretNames.selfSigning, storage, unlock(recoveryKey, storage));
  try {
    // Before a query of one's own keys this would import nothing, silently: hence the check of what it says.
    const status = await machine.importCrossSigningKeys(undefined, secret, undefined);
    if (status.hasSelfSigning) return;
  } catch {
    // It throws for a key that is not the published identity's; its text names the key, so it is not passed on.
  }
  throw new EncryptionError(faults.otherIdentity);
}

const failuresOf = z.object({ failures: z.record(z.string(), z.unknown()).optional() });

/** `device.verify()` signs the device with the self-signing key (`identity.verify()` would sign the identity with the device). */
async function uploadSignature({ machine, homeserver, name, store }: Signing): Promise<void> {
  const device = await machine.getDevice(new UserId(name.user), new DeviceId(name.device));
  if (device === undefined) throw new Error('the crypto machine does not know its own device');
  const request = await device.verify();
  await store.committed();
  const { failures = {} } = failuresOf.parse(await send(homeserver, machine, request));
  const refused = Object.values(failures);
  if (refused.length > 0)
    throw new EncryptionError(faults.signatureRefused(JSON.stringify(refused).slice(0, 200)));
}
