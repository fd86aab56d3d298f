import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIndex } from '../../../src/matrix/crypto/decrypt.ts';

/** The beginning of a Megolm message (Megolm specification, "Message format"). */
function ciphertext(index: number, version = 3, tag = 0x08): string {
  const bytes = [version, tag];
  for (let rest = index; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return Buffer.from([...bytes, 0x12, 0x00])
    .toString('base64')
    .replaceAll('=', '');
}

describe('the place of a message in its session', () => {
  it('is read out of the ciphertext', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 - 1 }), (index) => {
        expect(messageIndex(ciphertext(index))).toBe(index);
      }),
    );
  });

  it('is none in what is no Megolm message', () => {
    expect(messageIndex('')).toBeUndefined();
    expect(messageIndex('AwgA'.slice(0, 3))).toBeUndefined();
    expect(messageIndex(ciphertext(1, 4))).toBeUndefined();
    expect(messageIndex(ciphertext(1, 3, 0x12))).toBeUndefined();
    expect(messageIndex(Buffer.from([3, 8, ...new Array(9).fill(0xff)]).toString('base64'))).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => void messageIndex(text)));
  });
});
