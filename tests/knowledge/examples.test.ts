import { describe, expect, it } from 'vitest';
import { centroidsOf, leaningsOf, learnExamples } from '../../src/knowledge/examples.ts';
import { featuresOf, pairsOf, placeIn } from '../../src/knowledge/features.ts';
import { finish } from '../../src/knowledge/steps.ts';

const answered = { means: 'Un ?', asked: ['où ça coince', 'ça coince'] };
const other = { means: 'Deux ?', asked: ['la facture'] };
const silent = { asked: ['mon imprimante est bloquée'] };

describe('the examples', () => {
  it('are learnt in steps, between which others may have their turn', () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => `zorglub ${index}`);
    expect([...learnExamples([{ means: 'Un ?', asked }, { asked }])].length).toBeGreaterThan(8);
  });

  it('are nothing where there is none', () => {
    const { centroids, leanings } = finish(learnExamples([]));
    expect(centroids.means).toEqual([]);
    expect(centroids.starts).toEqual(Uint32Array.of(0));
    expect(leanings.weights).toHaveLength(0);
  });
});

describe('the centroids', () => {
  const { means, features, rarities, unheard, starts, places, parts } = finish(
    centroidsOf([answered, silent, other]),
  );
  const sharesOf = (word: string) => {
    const at = placeIn(features, featuresOf(word)[0] ?? 0);
    return [...places.slice(starts[at], starts[at + 1])].map((place) => means[place]);
  };

  it('are those of the plain questions, in ascending features', () => {
    expect(means).toEqual(['Un ?', 'Deux ?']);
    expect(features).toEqual(features.toSorted());
    expect(sharesOf('coince')).toEqual(['Un ?']);
    expect(sharesOf('facture')).toEqual(['Deux ?']);
    expect(placeIn(features, featuresOf('imprimante')[0] ?? 0)).toBe(-1);
  });

  it('have the length of one', () => {
    const squares = [0, 0];
    for (const [at, place] of places.entries())
      squares[place] = (squares[place] ?? 0) + (parts[at] ?? 0) ** 2;
    for (const sum of squares) expect(sum).toBeCloseTo(1);
  });

  it('say that what few examples have says more, and most what none has', () => {
    const rarity = (word: string) => rarities[placeIn(features, featuresOf(word)[0] ?? 0)] ?? 0;
    expect(rarity('facture')).toBeGreaterThan(rarity('coince'));
    expect(unheard).toBeGreaterThan(rarity('facture'));
  });
});

describe('the leanings', () => {
  it('are above nothing for what stands in questions without an answer, below for the others', () => {
    const { features, weights } = finish(leaningsOf([answered, silent]));
    const leaning = (word: string) => weights[placeIn(features, [...pairsOf(word)][0] ?? 0)];
    expect(leaning('imprimante')).toBeGreaterThan(0);
    expect(leaning('coince')).toBeLessThan(0);
    expect(features).toEqual(features.toSorted());
  });

  it('are none where one of the sorts has no example', () => {
    expect(finish(leaningsOf([answered])).weights).toHaveLength(0);
    expect(finish(leaningsOf([silent])).weights).toHaveLength(0);
  });
});
