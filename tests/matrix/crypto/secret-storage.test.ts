import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decryptSecret,
  describeKey,
  encryptSecret,
  keyDescription,
  keyFromPassphrase,
  matchesDescription,
} from '../../../src/matrix/crypto/secret-storage.ts';

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 });
const unpadded = (text: string) => text.replaceAll('=', '');

describe('secret storage', () => {
  it('gives back what was stored, under its key and its name only', () => {
    fc.assert(
      fc.property(
        keys,
        keys,
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (key, other, secret, name, alias) => {
          const stored = encryptSecret(secret, name, key);
          expect(decryptSecret(stored, name, key)).toBe(secret);
          if (name !== alias) expect(decryptSecret(stored, alias, key)).toBeUndefined();
          if (!Buffer.from(key).equals(other)) expect(decryptSecret(stored, name, other)).toBeUndefined();
        },
      ),
    );
  });

  it('notices a changed byte', () => {
    const key = new Uint8Array(32);
    const stored = encryptSecret('secret', 'm.cross_signing.self_signing', key);
    const bytes = Buffer.from(stored.ciphertext, 'base64');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    expect(
      decryptSecret({ ...stored, ciphertext: bytes.toString('base64') }, 'm.cross_signing.self_signing', key),
    ).toBeUndefined();
    expect(decryptSecret({ ...stored, mac: '' }, 'm.cross_signing.self_signing', key)).toBeUndefined();
    expect(decryptSecret({ ...stored, iv: 'AAAA' }, 'm.cross_signing.self_signing', key)).toBeUndefined();
  });

  it('reads base64 with and without padding', () => {
    const key = new Uint8Array(32).fill(7);
    const { iv, ciphertext, mac } = encryptSecret('secret', 'name', key);
    expect(
      decryptSecret({ iv: unpadded(iv), ciphertext: unpadded(ciphertext), mac: unpadded(mac) }, 'name', key),
    ).toBe('secret');
    const described = describeKey(key);
    expect(matchesDescription(key, { ...described, mac: unpadded(described.mac ?? '') })).toBe(true);
  });

  it('knows its key from another, and says when it cannot know', () => {
    fc.assert(
      fc.property(keys, keys, (key, other) => {
        fc.pre(!Buffer.from(key).equals(other));
        expect(matchesDescription(key, describeKey(key))).toBe(true);
        expect(matchesDescription(other, describeKey(key))).toBe(false);
      }),
    );
    const { algorithm } = describeKey(new Uint8Array(32));
    expect(matchesDescription(new Uint8Array(32), { algorithm })).toBeUndefined();
  });

  it('makes a key of a passphrase where the description says how', () => {
    const description = keyDescription.parse({
      algorithm: 'm.secret_storage.v1.aes-hmac-sha2',
      passphrase: { algorithm: 'm.pbkdf2', iterations: 10, salt: 'sel' },
    });
    const key = keyFromPassphrase('phrase', description);
    expect(key).toHaveLength(32);
    expect(keyFromPassphrase('Phrase', description)).not.toEqual(key);
    expect(keyFromPassphrase('phrase', describeKey(new Uint8Array(32)))).toBeUndefined();
  });

  it('refuses a description that would stop the process for minutes', () => {
    const description = {
      algorithm: 'm.secret_storage.v1.aes-hmac-sha2',
      passphrase: { algorithm: 'm.pbkdf2', iterations: 1e12, salt: 'sel' },
    };
    expect(keyDescription.safeParse(description).success).toBe(false);
  });
});
