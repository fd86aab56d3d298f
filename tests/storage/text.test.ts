import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStored, toStored } from '../../src/storage/text.ts';

describe('stored text', () => {
  it('comes back as it was, and is never what a database refuses or garbles', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u0000', '\ud800', '\u0001', '\u0001"a"')),
        (text) => {
          const stored = toStored(text);
          expect(fromStored(stored)).toBe(text);
          expect(stored.isWellFormed() && !stored.includes('\0')).toBe(true);
        },
      ),
    ));

  it('stays readable where nothing would be lost', () => {
    expect(toStored('{"body":"é\\u0000"}')).toBe('{"body":"é\\u0000"}');
  });
});
