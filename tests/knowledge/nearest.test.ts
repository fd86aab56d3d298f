import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/knowledge/nearest.ts';

/** The definition, with its recursion: the last letters are kept, dropped, added, replaced or swapped. */
function plainDistance(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length;
  const [l, r] = [left.slice(0, -1), right.slice(0, -1)];
  const swapped =
    left.length > 1 && right.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1);
  return Math.min(
    plainDistance(l, r) + (left.at(-1) === right.at(-1) ? 0 : 1),
    plainDistance(l, right) + 1,
    plainDistance(left, r) + 1,
    ...(swapped ? [plainDistance(left.slice(0, -2), right.slice(0, -2)) + 1] : []),
  );
}

describe('editDistance', () => {
  it.each([
    ['fiche', 'fiche', 0],
    ['fiche', 'ficha', 1],
    ['fiche', 'fihce', 1],
    ['fiche', 'fich', 1],
    ['fiche', '', 5],
    ['comparer', 'compara', 2],
  ])('%s → %s: %i', (from, to, expected) => {
    expect(editDistance(from, to)).toBe(expected);
  });

  it('is that of the definition', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(editDistance(from, to)).toBe(plainDistance(from, to));
      }),
      { numRuns: 300 },
    );
  });

  it('is symmetric, and no more than the longer word', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (from, to) => {
        const distance = editDistance(from, to);
        expect(distance).toBe(editDistance(to, from));
        expect(distance).toBeLessThanOrEqual(Math.max(from.length, to.length));
        expect(distance === 0).toBe(from === to);
      }),
    ));
});

describe('nearest', () => {
  const names = ['MATRIX_HOMESERVER_URL', 'MATRIX_ACCESS_TOKEN', 'BOT_CONTACT'];
  it('finds the name that was meant, case aside', () => {
    expect(nearest('MATRIX_HOMESERVER', names)).toBe('MATRIX_HOMESERVER_URL');
    expect(nearest('bot_contacts', names)).toBe('BOT_CONTACT');
  });
  it('finds nothing far away', () => {
    expect(nearest('BOT_PORT', names)).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });
});
