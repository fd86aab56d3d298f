import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaningsOf } from '../../../src/knowledge/examples.ts';
import type { Phrasing } from '../../../src/knowledge/schema.ts';
import { finish } from '../../../src/knowledge/steps.ts';
import { likenessToSilence, strangeAmong } from '../../../src/understanding/second-opinion/silence.ts';

const answered = {
  means: 'Hébergement Guichet Facile ?',
  asked: ['sur quelles machines tourne Guichet Facile', 'qui garde les serveurs de Guichet Facile'],
};
const silent = { asked: ['combien de machines à café', 'qui garde les enfants pendant la réunion'] };
const among = (...examples: Phrasing[]) => {
  const leanings = finish(leaningsOf(examples));
  return (text: string) => likenessToSilence(leanings, text);
};
const likeness = among(answered, silent);

describe('the likeness to what the guide does not answer', () => {
  it('is that of the words which occur more in the one than in the other', () => {
    expect(likeness('les enfants ?')).toBeGreaterThan(0);
    expect(likeness('Les ENFANTS !')).toBe(likeness('les enfants'));
    expect(likeness('les serveurs ?')).toBeLessThan(0);
  });

  it('is told by neighbours too, where each word by itself says nothing', () => {
    expect(likeness('machines')).toBeCloseTo(0);
    expect(likeness('machines à café')).toBeGreaterThan(0);
    expect(likeness('quelles machines')).toBeLessThan(likeness('machines quelles'));
  });

  it('is neither where no word is known', () => {
    expect(likeness('zorglub krokmou')).toBe(0);
    expect(likeness('')).toBe(0);
  });

  it('is none at all where there is no example of one sort', () => {
    expect(among(silent)('les enfants')).toBe(Number.NEGATIVE_INFINITY);
    expect(among(answered)('les enfants')).toBe(Number.NEGATIVE_INFINITY);
  });

  it('does not depend on how many examples there are of a sort', () => {
    const many = Array.from({ length: 100 }, () => answered.asked).flat();
    const uneven = among({ ...answered, asked: many }, silent);
    expect(uneven('les enfants')).toBeGreaterThan(0);
    expect(uneven('les serveurs')).toBeLessThan(0);
  });

  it('is less sure with every word that nobody knows', () => {
    expect(likeness('les enfants zorglub')).toBeLessThan(likeness('les enfants'));
  });

  it('is a number, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(Number.isFinite(likeness(text))).toBe(true);
      }),
    );
  });
});

describe('strange words', () => {
  const strange = (...words: string[]) => strangeAmong(finish(leaningsOf([answered, silent])), words);

  it('are those that no example has, or rather those without an answer', () => {
    expect(strange('zorglub', 'Enfants', 'serveurs', 'machines')).toEqual(['zorglub', 'Enfants']);
  });

  it('are words: no number, and nothing of several words', () => {
    expect(strange('2024', '🔥', 'zor-glub', '')).toEqual([]);
  });

  it('are all of them where there is no example', () => {
    expect(strangeAmong(finish(leaningsOf([])), ['serveurs'])).toEqual(['serveurs']);
  });
});
