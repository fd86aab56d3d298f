/**
 * Secrets in account data, `m.secret_storage.v1.aes-hmac-sha2` (Matrix specification, "Secrets"): a key made from the recovery key or
 * a passphrase encrypts each secret under keys derived from its name.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  pbkdf2Sync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';

/** The only algorithm of the specification. */
export const storageAlgorithm = 'm.secret_storage.v1.aes-hmac-sha2';

/**
 * `m.secret_storage.key.<id>`. Its other keys are left alone (a name, signatures), so it is not strict; without `mac` it cannot be
 * checked and the first secret decides.
 */
export const keyDescription = z.object({
  algorithm: z.literal(storageAlgorithm),
  iv: z.string().optional(),
  mac: z.string().optional(),
  passphrase: z
    .object({
      algorithm: z.literal('m.pbkdf2'),
      salt: z.string(),
      // Far above what clients write (500,000), and below what would stop the process for minutes.
      iterations: z.int().min(1).max(10_000_000),
      bits: z.int().min(8).max(4096).multipleOf(8).optional(),
    })
    .optional(),
});
export type KeyDescription = z.infer<typeof keyDescription>;

/** A secret under one key. */
export const encryptedSecret = z.object({ iv: z.string(), ciphertext: z.string(), mac: z.string() });
export type EncryptedSecret = z.infer<typeof encryptedSecret>;

/** The key made from a passphrase, when the description allows one. */
export function keyFromPassphrase(
  passphrase: string,
  { passphrase: how }: KeyDescription,
): Uint8Array | undefined {
  if (how === undefined) return undefined;
  return pbkdf2Sync(passphrase, how.salt, how.iterations, (how.bits ?? 256) / 8, 'sha512');
}

/** Whether this is the key that is described: `undefined` when the description holds nothing to check it with. */
export function matchesDescription(key: Uint8Array, { iv, mac }: KeyDescription): boolean | undefined {
  if (iv === undefined || mac === undefined) return undefined;
  const bytes = fromBase64(iv);
  return bytes.length === ivLength && sameBytes(encryptWithIv(zeros, '', key, bytes).mac, mac);
}

/** Describes a new key so that it can be checked later. */
export function describeKey(key: Uint8Array): KeyDescription {
  const { iv, mac } = encryptWithIv(zeros, '', key, newIv());
  return { algorithm: storageAlgorithm, iv, mac };
}

export function encryptSecret(secret: string, name: string, key: Uint8Array): EncryptedSecret {
  return encryptWithIv(Buffer.from(secret, 'utf8'), name, key, newIv());
}

/** The secret, or `undefined` when it was not encrypted under this key and name, or was changed. */
export function decryptSecret(
  { iv, ciphertext, mac }: EncryptedSecret,
  name: string,
  key: Uint8Array,
): string | undefined {
  const { cipherKey, macKey } = derive(key, name);
  const bytes = fromBase64(ciphertext);
  if (fromBase64(iv).length !== ivLength) return undefined;
  if (!sameBytes(createHmac('sha256', macKey).update(bytes).digest('base64'), mac)) return undefined;
  const decipher = createDecipheriv('aes-256-ctr', cipherKey, fromBase64(iv));
  return Buffer.concat([decipher.update(bytes), decipher.final()]).toString('utf8');
}

const zeros = Buffer.alloc(32);
const ivLength = 16;

function encryptWithIv(clear: Uint8Array, name: string, key: Uint8Array, iv: Uint8Array): EncryptedSecret {
  const { cipherKey, macKey } = derive(key, name);
  const cipher = createCipheriv('aes-256-ctr', cipherKey, iv);
  const bytes = Buffer.concat([cipher.update(clear), cipher.final()]);
  const mac = createHmac('sha256', macKey).update(bytes).digest();
  return { iv: toBase64(iv), ciphertext: toBase64(bytes), mac: toBase64(mac) };
}

/** The cipher's key and the authentication's key, by HKDF with a salt of zeros. */
function derive(key: Uint8Array, name: string) {
  const bytes = new Uint8Array(hkdfSync('sha256', key, zeros, name, 64));
  return { cipherKey: bytes.slice(0, 32), macKey: bytes.slice(32) };
}

/** Bit 63 is cleared: some platforms count in the low 64 bits only. */
function newIv(): Uint8Array {
  const iv = randomBytes(ivLength);
  iv.writeUInt8(iv.readUInt8(8) & 0x7f, 8);
  return iv;
}

// Both paddings occur in account data: bytes are compared, never their text.
const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
function sameBytes(left: string, right: string): boolean {
  const [a, b] = [fromBase64(left), fromBase64(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
