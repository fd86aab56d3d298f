import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finish } from '../../src/knowledge/steps.ts';
import { analogiesOf } from '../../src/understanding/analogies.ts';
import { recogniser } from '../support/understood.ts';

const recognise = (text: string) => recogniser.recognise(text, 0);
const ways = (means: string | undefined, ...asked: string[]) => ({ ...(means && { means }), asked });

const analogies = finish(
  analogiesOf(
    [
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
    ],
    recognise,
  ),
);
const nearest = (text: string) => analogies.nearest(recognise(text));

describe('the examples', () => {
  it('are read in steps, between which others may have their turn', () => {
    const asked = Array.from({ length: 1_000 }, (_, index) => `zorglub ${index}`);
    expect([...analogiesOf([{ asked }], recognise)].length).toBe(10);
  });
});

describe('what a message resembles', () => {
  it('is told by the words that it shares with an example', () => {
    expect(nearest('ça coince où ?')?.means).toBe('Limites de Guichet Facile ?');
    expect(nearest('les serveurs, sur quelles machines ?')?.means).toBe('Hébergement Guichet Facile ?');
  });

  it('is sure when the message is the example, and less so with every other word', () => {
    const asked = 'où ça coince avec Guichet Facile';
    expect(nearest(asked)?.likeness).toBeCloseTo(1);
    const less = nearest(`${asked} zorglub`)?.likeness ?? 0;
    expect(less).toBeLessThan(1);
    expect(nearest(`${asked} zorglub blurf`)?.likeness).toBeLessThan(less);
  });

  it('lets one subject stand for another', () => {
    expect(nearest('où ça coince avec Orme')?.likeness).toBeCloseTo(1);
  });

  it('may be what the guide does not answer', () => {
    expect(nearest('imprimante bloquée')).toMatchObject({ means: undefined });
  });

  it('is told by several examples together rather than by one', () => {
    const voted = finish(
      analogiesOf(
        [
          ways('Un', 'alpha beta gamma'),
          ways('Deux', 'alpha beta delta', 'alpha beta epsilon', 'alpha beta zeta'),
        ],
        recognise,
      ),
    );
    expect(voted.nearest(recognise('alpha beta'))?.means).toBe('Deux');
  });

  it('is nothing where at most a word is shared, or where there is no example', () => {
    expect(nearest('zorglub')).toBeUndefined();
    expect(nearest('coince')).toBeUndefined();
    expect(nearest('')).toBeUndefined();
    expect(finish(analogiesOf([], recognise)).nearest(recognise('où ça coince'))).toBeUndefined();
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
