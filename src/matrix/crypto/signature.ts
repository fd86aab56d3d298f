/** Whether the device is signed, from the start on: made so, watched, and told to the operator when it is not so any more. */
import type { EncryptionStatus } from '../encryption.ts';
import { EncryptionError, faults } from './errors.ts';
import { isSigned, type Signing, signDevice } from './identity.ts';
import { persist } from './persist.ts';

/** The row of `meta` that says that this device was signed once: it is in rooms, so a later fault must not silence it. */
const signedKey = 'signedOnce';

export interface Signature {
  status(): Pick<EncryptionStatus, 'signed' | 'line'>;
  /** The account's own identity has changed: looks again, and signs anew if the recovery key still opens the secret storage. */
  check(): void;
}

/**
 * Signs the device if it is not signed.
 * @throws EncryptionError when it cannot be, and never was: it must not join anything, since nobody would give it keys
 */
export async function createSignature(signing: Signing): Promise<Signature> {
  const { store, log, name } = signing;
  let fault: string | undefined;
  let checking: Promise<void> = Promise.resolve();

  const sign = async (): Promise<string | undefined> => {
    try {
      await persist(log, () => signDevice(signing));
      return undefined;
    } catch (error) {
      if (error instanceof EncryptionError) return error.message;
      throw error;
    }
  };

  const wasSigned = store.get('meta', signedKey) !== undefined;
  fault = await sign();
  if (fault !== undefined && !wasSigned) throw new EncryptionError(fault);
  if (fault !== undefined) log.error({}, fault);
  if (!wasSigned) await store.write([{ op: 'put', table: 'meta', key: signedKey, value: 'true' }]);

  const signAgain = async (): Promise<void> => {
    if (await isSigned(signing)) return;
    const why = await sign();
    fault = why === undefined ? undefined : `${faults.identityReset} ${why}`;
    if (fault === undefined)
      log.info({}, 'L’identité du compte a changé : l’appareil est signé par la nouvelle');
    else log.error({}, fault);
  };

  return {
    status: () => ({
      signed: fault === undefined,
      line: fault ?? `Appareil ${name.device}, signé par son compte : les clients lui font confiance.`,
    }),
    check() {
      checking = checking.then(signAgain).catch((error: unknown) => {
        log.error({ err: error }, 'La signature de l’appareil n’a pas pu être vérifiée');
      });
    },
  };
}
