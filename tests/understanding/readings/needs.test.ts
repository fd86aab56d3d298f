import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { needs } from '../../../src/understanding/readings/needs.ts';
import { materialOf, said } from '../../support/understood.ts';

const need = (text: string, context?: Context) => needs(materialOf(text, context));

describe('a need', () => {
  it('is served by the products that say so', () => {
    expect(need('un téléservice')[0]?.question).toEqual({
      kind: 'need',
      entities: ['guichet'],
      outcomes: [],
    });
    expect(need('un formulaire en ligne')[0]?.question).toMatchObject({
      entities: ['guichet', 'guichet-sante'],
    });
  });

  it('is served by a leaf of the tree before the products that it may recommend', () => {
    expect(need('un wiki en formulaire en ligne')[0]?.question).toEqual({
      kind: 'need',
      entities: [],
      outcomes: ['wiki'],
    });
  });

  it('for an API is served by APIs only', () => {
    expect(need('quelle API pour vérifier une adresse ?')[0]?.question).toMatchObject({
      entities: ['api-adresses'],
    });
    expect(need('quelle API pour un téléservice ou un wiki ?')).toEqual([]);
  });

  it('is no leaf of the tree that is said not to be enough', () => {
    const [leaf] = need('un wiki partagé');
    const [lacking] = need('un wiki partagé ne suffit pas');
    expect(lacking?.score).toBeLessThan((leaf?.score ?? 0) - 0.2);
  });

  it('is not read in the name of a product', () => {
    expect(need('Audience')).toEqual([]);
  });

  it('may be guessed from two telling words, but not beside a subject', () => {
    const [guess] = need('une base de connaissance');
    expect(guess?.question).toMatchObject({ outcomes: ['wiki'] });
    expect(need('adresses à vérifier')[0]).toMatchObject({ guessed: true });
    expect(need('Orme : adresses à vérifier')).toEqual([]);
  });

  it('goes on with the kind of thing that was just spoken of', () => {
    const [plain] = need('et pour vérifier un SIRET ?');
    const [follows] = need('et pour vérifier un SIRET ?', said({ subjects: ['api-adresses'] }));
    expect(follows?.score).toBeGreaterThan(plain?.score ?? 0);
  });
});
