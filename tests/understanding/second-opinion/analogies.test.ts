import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centroidsOf } from '../../../src/knowledge/examples.ts';
import { finish } from '../../../src/knowledge/steps.ts';
import { nearest as nearestTo } from '../../../src/understanding/second-opinion/analogies.ts';

const ways = (means: string | undefined, ...asked: string[]) => ({ ...(means && { means }), asked });

const read = (...examples: ReturnType<typeof ways>[]) => {
  const centroids = finish(centroidsOf(examples));
  return { nearest: (text: string) => nearestTo(centroids, text) };
};
const analogies = read(
  ways(
    'Limites de Guichet Facile ?',
    'où ça coince avec Guichet Facile',
    'les points noirs de Guichet Facile',
  ),
  ways(
    'Hébergement Guichet Facile ?',
    'sur quelles machines tourne Guichet Facile',
    'qui garde les serveurs',
  ),
  ways(undefined, 'mon imprimante est bloquée', 'qui garde les enfants pendant la réunion'),
);
const nearest = (text: string) => analogies.nearest(text)[0];

describe('what a message resembles', () => {
  it('is told by the words that it shares with an example', () => {
    expect(nearest('ça coince où ?')?.means).toBe('Limites de Guichet Facile ?');
    expect(nearest('les serveurs, sur quelles machines ?')?.means).toBe('Hébergement Guichet Facile ?');
  });

  it('is told by the runs of letters in its words too, whatever their ending and their mistakes', () => {
    expect(nearest('un serveur')?.means).toBe('Hébergement Guichet Facile ?');
    expect(nearest('coincer')?.means).toBe('Limites de Guichet Facile ?');
    expect(nearest('machnies')?.means).toBe('Hébergement Guichet Facile ?');
  });

  it('is sure when the message is the only example, and less so with every other word', () => {
    const one = read(ways('Un', 'où ça coince'), ways('Deux', 'la facture'));
    expect(one.nearest('où ça coince')[0]?.likeness).toBeCloseTo(1);
    const less = one.nearest('où ça coince zorglub')[0]?.likeness ?? 0;
    expect(less).toBeLessThan(1);
    expect(one.nearest('où ça coince zorglub blurf')[0]?.likeness).toBeLessThan(less);
  });

  it('is never what the guide does not answer', () => {
    expect(nearest('imprimante bloquée')).toBeUndefined();
  });

  it('is told of the nearest first, a dozen at most', () => {
    const [first, second] = analogies.nearest('ça coince sur les machines');
    expect(first?.likeness).toBeGreaterThan(second?.likeness ?? 1);
    const many = read(
      ...Array.from({ length: 20 }, (_, index) => ways(`Question ${index}`, `alpha ${index}00`)),
    );
    expect(many.nearest('alpha')).toHaveLength(12);
  });

  it('is told by all the examples of a plain question together rather than by one', () => {
    const voted = read(
      ways('Un', 'alpha beta gamma'),
      ways('Deux', 'alpha beta delta', 'alpha beta epsilon', 'alpha beta zeta'),
    );
    expect(voted.nearest('alpha beta')[0]?.means).toBe('Deux');
  });

  it('does not depend on how many examples a plain question has', () => {
    const many = Array.from({ length: 30 }, (_, index) => `alpha beta ${index}00`);
    const uneven = read(ways('Un', 'alpha gamma'), ways('Deux', ...many));
    expect(uneven.nearest('gamma alpha')[0]?.means).toBe('Un');
  });

  it('is nothing where nothing is shared, or where there is no example', () => {
    expect(nearest('zorglub')).toBeUndefined();
    expect(nearest('')).toBeUndefined();
    expect(read().nearest('où ça coince')).toEqual([]);
  });

  it('is as near as 0 to 1 says, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const { likeness } = nearest(text) ?? { likeness: 0 };
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1.000001);
      }),
    );
  });
});
