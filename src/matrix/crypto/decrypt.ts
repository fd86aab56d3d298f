/** One encrypted event of a room → what it says, that its key is missing, or why it is never to be answered. */
import {
  DecryptionErrorCode,
  DecryptionSettings,
  MegolmDecryptionError,
  type OlmMachine,
  RoomId,
  ShieldStateCode,
  type TrustRequirement,
} from '@matrix-org/matrix-sdk-crypto-wasm';
import { z } from 'zod';
import type { Decryption, EncryptedEvent } from '../encryption.ts';

/** The only algorithm for rooms. */
export const roomAlgorithm = 'm.megolm.v1.aes-sha2';

const megolmContent = z.object({
  algorithm: z.literal(roomAlgorithm),
  session_id: z.string().min(1),
  ciphertext: z.string().min(1),
});
const clearEvent = z.object({ type: z.string(), content: z.record(z.string(), z.unknown()) });

/** A decryption, and whether the device that sent it was not known: the sender could then not be checked. */
export interface Attempt {
  readonly decryption: Decryption;
  readonly unknownDevice: boolean;
}

/** Never rejects: whatever an event holds, it is an outcome. */
export async function decryptEvent(
  machine: OlmMachine,
  event: EncryptedEvent,
  trust: TrustRequirement,
): Promise<Attempt> {
  const content = megolmContent.safeParse(event.content);
  if (!content.success) return settled({ outcome: 'refused', reason: 'not a Megolm message' });
  const { session_id: session, ciphertext } = content.data;
  const index = messageIndex(ciphertext);
  if (index === undefined) return settled({ outcome: 'refused', reason: 'not a Megolm ciphertext' });
  try {
    const settings = new DecryptionSettings(trust);
    const decrypted = await machine.decryptRoomEvent(
      JSON.stringify(event),
      new RoomId(event.room_id),
      settings,
    );
    const code = decrypted.shieldState(true).code;
    // The machine decrypts under any `sender` that the homeserver names; it only says that it is not the one who encrypted.
    if (code === ShieldStateCode.MismatchedSender)
      return settled({ outcome: 'refused', reason: 'forged sender' });
    const { type, content } = clearEvent.parse(JSON.parse(decrypted.event));
    const once = JSON.stringify([event.room_id, session, index]);
    return {
      decryption: { outcome: 'decrypted', type, content, once },
      unknownDevice:
        code === ShieldStateCode.UnknownDevice || code === ShieldStateCode.AuthenticityNotGuaranteed,
    };
  } catch (error) {
    return settled(failure(session, error));
  }
}

const settled = (decryption: Decryption): Attempt => ({ decryption, unknownDevice: false });

/** What `decryptRoomEvent` throws is a class of the bindings that is not an Error and prints as `[object Object]`. */
function failure(session: string, error: unknown): Decryption {
  if (!(error instanceof MegolmDecryptionError))
    return { outcome: 'refused', reason: error instanceof Error ? error.name : 'unreadable event' };
  switch (error.code) {
    case DecryptionErrorCode.MissingRoomKey:
    case DecryptionErrorCode.UnknownMessageIndex:
      return { outcome: 'waiting', session, withheld: error.withheldCode };
    case DecryptionErrorCode.UnsignedSenderDevice:
    case DecryptionErrorCode.UnknownSenderDevice:
      return { outcome: 'waiting', session, withheld: unsignedSender };
    default:
      return { outcome: 'refused', reason: DecryptionErrorCode[error.code] ?? 'undecryptable' };
  }
}

/** In the place of a withheld code: the bot itself refuses devices that their owner has not signed (MATRIX_SIGNED_DEVICES_ONLY). */
export const unsignedSender = 'unsigned-sender';

/**
 * The place of a message in its session, out of its ciphertext (Megolm specification, "Message format": a version byte, then field 1 as
 * a varint). It is under the message's signature, so it cannot be changed without the sender.
 */
export function messageIndex(ciphertext: string): number | undefined {
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes[0] !== 3 || bytes[1] !== 0x08) return undefined;
  let index = 0;
  for (let at = 2; at < Math.min(bytes.length, 7); at += 1) {
    const byte = bytes[at] ?? 0;
    index += (byte & 0x7f) * 2 ** (7 * (at - 2));
    if (byte < 0x80) return index;
  }
  return undefined;
}
