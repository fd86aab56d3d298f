import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/knowledge/nearest.ts';
import { editBudget, Vocabulary } from '../../src/understanding/vocabulary.ts';

const word = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength });

describe('a mistyped word', () => {
  const vocabulary = new Vocabulary(
    new Set(['ondine', 'grist', 'hds', 'proconnect', 'hebergement', 's3000', 'pris', 'rie', 'code', 'mode']),
  );

  it('is taken for the name of a subject rather than for another word as near', () => {
    expect(new Vocabulary(new Set(['online', 'ondine'])).correct('onine')).toBe('online');
    expect(new Vocabulary(new Set(['online', 'ondine']), new Set(['ondine'])).correct('onine')).toBe(
      'ondine',
    );
  });

  it('is written as it sounds at its end, however far that is', () => {
    const endings = new Vocabulary(new Set(['specifique', 'publiques', 'wiki']));
    expect(endings.correct('specifik')).toBe('specifique');
    expect(endings.correct('publiks')).toBe('publiques');
    expect(endings.correct('zorglik')).toBeUndefined();
  });

  it('is found among many that start like it', () => {
    const others = Array.from(
      { length: 60 },
      (_, index) => `dema${String.fromCharCode(97 + (index % 26))}${index > 25 ? 'oz' : 'ux'}`,
    );
    expect(new Vocabulary(new Set([...others, 'demat'])).correct('demta')).toBe('demat');
  });

  it.each([
    ['ondin', 'ondine'],
    ['odnine', 'ondine'],
    ['grisst', 'grist'],
    ['proconect', 'proconnect'],
    ['porconect', 'proconnect'],
    ['hebergemnt', 'hebergement'],
  ])('is taken for the word it is near to: %s', (typed, meant) => {
    expect(vocabulary.correct(typed)).toBe(meant);
  });

  it.each([
    ['hdd', 'of four letters or fewer'],
    ['coda', 'of four letters or fewer'],
    ['gryzt', 'of two errors in a short word'],
    ['proconeeeect', 'of three errors in a long word'],
    ['undine', 'with another first letter'],
    ['rcode', 'with another first letter'],
    ['s3001', 'with a digit'],
    ['prise', 'near to a word of four letters only'],
    ['xyzzyx', 'near to nothing'],
    ['', 'that is empty'],
  ])('stays as it is: %s (%s)', (typed) => {
    expect(vocabulary.correct(typed)).toBeUndefined();
  });

  it('is within its budget, for a word that is itself long enough, and has the same first letter', () => {
    fc.assert(
      fc.property(fc.array(word(10), { maxLength: 12 }), word(12), (words, typed) => {
        const meant = new Vocabulary(new Set(words)).correct(typed);
        if (meant === undefined) return;
        expect(words).toContain(meant);
        expect(meant[0]).toBe(typed[0]);
        expect(editDistance(typed, meant)).toBeLessThanOrEqual(editBudget(typed.length));
        expect(editBudget(meant.length)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('gets the same answer again, however many others were asked between', () => {
    const first = vocabulary.correct('ondin');
    for (let index = 0; index < 5_100; index += 1)
      vocabulary.correct(`inconnu${String.fromCharCode(97 + (index % 26)).repeat(index % 20)}`);
    expect(vocabulary.correct('ondin')).toBe(first);
  });

  it('has a budget that grows with its length', () => {
    expect([1, 4, 5, 7, 8, 30].map(editBudget)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
