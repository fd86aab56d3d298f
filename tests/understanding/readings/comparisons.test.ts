import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { comparisons, needless } from '../../../src/understanding/readings/comparisons.ts';
import { materialOf, said } from '../../support/understood.ts';

const compared = (text: string, context?: Context) => comparisons(materialOf(text, context));
const spared = (text: string, context?: Context) =>
  needless(materialOf(text, context)).map(({ question }) => question);

describe('a comparison', () => {
  it.each([
    'Guichet Facile ou Guichet Santé ?',
    'Guichet Facile vs Guichet Santé',
    'Guichet Facile plutôt que Guichet Santé ?',
    'différence entre Guichet Facile et Guichet Santé',
  ])('puts subjects side by side: %s', (text) => {
    expect(compared(text)).toMatchObject([
      { question: { kind: 'comparison', subjects: ['guichet', 'guichet-sante'], asked: [] }, guessed: false },
    ]);
  });

  it('of subjects that are only named together is a guess: "verser … dans …"', () => {
    const [guess] = compared('verser Guichet Facile dans Orme');
    const [chosen] = compared('Guichet Facile ou Orme');
    expect(guess).toMatchObject({ guessed: true });
    expect(guess?.score).toBeLessThan(chosen?.score ?? 0);
  });

  it('on a criterion is no guess', () => {
    expect(compared('hébergement Guichet Facile Orme')).toMatchObject([
      { question: { asked: [{ criterion: 'hebergement' }] }, guessed: false },
    ]);
  });

  it('takes four subjects at most', () => {
    const [five] = compared('Guichet Facile, Guichet Santé, Orme, Vitrine ou Nuage');
    expect(five?.question).toMatchObject({ subjects: ['guichet', 'guichet-sante', 'orme', 'vitrine'] });
  });

  it('may ask for what is common only', () => {
    expect(compared('points communs Orme et Vitrine')[0]?.question).toMatchObject({ common: true });
  });

  it('explains what it is for, once two are to choose from', () => {
    expect(compared('Orme ou Vitrine pour un site éditorial ?')[0]?.coverage).toBe(1);
  });

  it('may be of what was just spoken of, or with it', () => {
    const both = said({ subjects: ['guichet', 'guichet-sante'] });
    expect(compared('la différence ?', both)[0]?.question).toMatchObject({
      subjects: ['guichet', 'guichet-sante'],
    });
    const one = said({ subjects: ['orme'] });
    expect(compared('la différence avec Vitrine ?', one)[0]?.question).toMatchObject({
      subjects: ['orme', 'vitrine'],
    });
    expect(compared('Vitrine, c’est mieux ?', one)).toEqual([]);
    expect(compared('la différence ?', one)).toEqual([]);
  });

  it('needs two subjects, not one twice', () => {
    expect(compared('Orme ou Orme ?')).toEqual([]);
  });
});

describe('what is not needed', () => {
  const pair = { kind: 'comparison', subjects: ['guichet', 'guichet-sante'], asked: [{ criterion: 'hds' }] };

  it.each(['sans HDS, on prend quoi ?', 'sans contrainte HDS', 'pas besoin de HDS', 'hors HDS'])(
    'is told with the rule of those that it sets apart: %s',
    (text) => {
      expect(spared(text)).toMatchObject([pair]);
    },
  );

  it('is so of those just spoken of', () => {
    expect(spared('et sans HDS ?', said({ subjects: ['guichet'] }))).toMatchObject([pair]);
  });

  it.each(['HDS', "lesquels n'ont pas de HDS ?", 'Orme sans HDS ?', 'avec HDS'])(
    'is not what other questions ask: %s',
    (text) => {
      expect(spared(text)).toEqual([]);
    },
  );
});
