import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featuresOf, pairsOf, placeIn, wordsOf } from '../../src/knowledge/features.ts';

describe('the words that are compared', () => {
  it('are folded, without the letters that stand alone', () => {
    expect(wordsOf("L'Étape n° 12, d'abord !")).toEqual(['etape', '12', 'abord']);
    expect(wordsOf('?')).toEqual([]);
  });
});

describe('the features of a word', () => {
  it('are the word and its runs of letters, its ends among them', () => {
    expect(featuresOf('dn')).toHaveLength(2);
    expect(featuresOf('coince')).toHaveLength(6);
  });

  it('are shared with words that are like it', () => {
    const shared = (left: string, right: string) =>
      featuresOf(left).filter((one) => featuresOf(right).includes(one));
    expect(shared('rembourser', 'remboursement')).toHaveLength(7);
    expect(shared('facture', 'serveur')).toEqual([]);
  });
});

describe('pairs', () => {
  it('are of neighbours in their order, beside the words', () => {
    expect(pairsOf('un deux trois').size).toBe(5);
    expect(pairsOf('un deux')).not.toEqual(pairsOf('deux un'));
    expect(pairsOf('un un un').size).toBe(2);
  });
});

describe('a feature', () => {
  it('is another whole number for another text', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{2,12}$/), { maxLength: 200 }), (words) => {
        const features = words.map((word) => featuresOf(word)[0] ?? Number.NaN);
        expect(new Set(features).size).toBe(words.length);
        expect(features.every((one) => Number.isSafeInteger(one) && one >= 0)).toBe(true);
      }),
    );
  });

  it('is found where it stands in an ascending list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.nat(), (numbers, other) => {
        const features = Float64Array.from(numbers).sort();
        for (const [place, feature] of features.entries()) expect(placeIn(features, feature)).toBe(place);
        expect(placeIn(features, other)).toBe(features.indexOf(other));
      }),
    );
  });
});
