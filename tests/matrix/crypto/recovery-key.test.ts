import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecoveryKey, encodeRecoveryKey } from '../../../src/matrix/crypto/recovery-key.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const counting = Uint8Array.from({ length: 32 }, (_, at) => at);

describe('a recovery key', () => {
  it('is twelve groups of four characters', () => {
    expect(encodeRecoveryKey(counting)).toMatch(/^Es[1-9A-HJ-NP-Za-km-z]{2}( [1-9A-HJ-NP-Za-km-z]{4}){11}$/);
  });

  it('is read as it was written, whatever the spaces', () => {
    fc.assert(
      fc.property(key, fc.constantFrom('', ' ', '\n', '\t ', '\u00a0'), (bytes, space) => {
        const text = `${space}${encodeRecoveryKey(bytes).replaceAll(' ', space)}${space}`;
        expect(decodeRecoveryKey(text)).toEqual({ outcome: 'key', key: bytes });
      }),
    );
  });

  it('with one wrong character is never read as what it was', () => {
    fc.assert(
      fc.property(
        key,
        fc.nat({ max: 47 }),
        fc.constantFrom(...'123456789ABCDEFGHJKLMNPQRSTUVWXYZ'),
        (bytes, at, other) => {
          const text = encodeRecoveryKey(bytes).replaceAll(' ', '');
          fc.pre(text[at] !== other);
          const decoded = decodeRecoveryKey(`${text.slice(0, at)}${other}${text.slice(at + 1)}`);
          if (decoded.outcome === 'key') expect(decoded.key).not.toEqual(bytes);
        },
      ),
    );
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void decodeRecoveryKey(text)),
    );
  });

  it.each([
    ['cut', (text: string) => text.slice(0, -5), 'incomplète'],
    ['in lower case', (text: string) => text.toLowerCase(), 'caractère'],
    ['with a zero', (text: string) => `0${text.slice(1)}`, 'caractère'],
    ['empty', () => '', 'incomplète'],
    ['very long', (text: string) => text.repeat(1000), 'trop longue'],
    [
      'with two characters swapped',
      (text: string) => `${text.slice(0, 20)}${text[21]}${text[20]}${text.slice(22)}`,
      'frappe',
    ],
  ])('%s gets a line that says so', (_, damage, line) => {
    const decoded = decodeRecoveryKey(damage(encodeRecoveryKey(counting)));
    expect(decoded).toEqual({ outcome: 'fault', line: expect.stringContaining(line) });
  });
});
