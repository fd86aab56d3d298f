import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { amongListed, listReadings, memberships } from '../../../src/understanding/readings/lists.ts';
import { bestOf, materialOf, said } from '../../support/understood.ts';

const list = (text: string) => bestOf(listReadings(materialOf(text)));

describe('a list', () => {
  it.each([
    ['liste des API', { list: 'api' }],
    ['quels sont les communs ?', { list: 'common' }],
    ['liste des frameworks', { list: 'framework' }],
    ['backend as a service', { list: 'backend' }],
    ["les instances d'Audience", { list: 'matomo-instance' }],
    ['décisions', { list: 'decision' }],
    ['produits écartés', { list: 'discarded' }],
    ['sources', { list: 'source' }],
    ['sources de veille', { list: 'source' }],
    ['veille', { list: 'watch' }],
    ['liste des critères', { list: 'criterion' }],
    ['les communs internes', { list: 'common', scope: 'internal' }],
    ['grand public', { list: 'common', scope: 'public' }],
    ['combien de communs ?', { list: 'common', count: true }],
  ])('%s', (text, wanted) => {
    expect(list(text)).toMatchObject({ kind: 'list', ...wanted });
  });

  it('of an entity is none: "Bacvert est écarté" asks about Bacvert', () => {
    expect(list('Bacvert est écarté ?')).toBeUndefined();
  });

  it('is wished for by "liste" or "combien", not by "c\'est quoi"', () => {
    const score = (text: string) => listReadings(materialOf(text))[0]?.score ?? 0;
    expect(score('liste des communs')).toBeGreaterThan(score('communs'));
    expect(score("c'est quoi les communs")).toBeLessThan(score('communs'));
  });
});

describe('whether something belongs to a list', () => {
  const membership = (text: string) => bestOf(memberships(materialOf(text)));

  it.each([
    ['Orme fait partie des communs numériques ?', { list: 'common', subjects: ['orme'] }],
    ['Orme et Vitrine sont des communs ?', { list: 'common', subjects: ['orme', 'vitrine'] }],
    ['Bacvert est une API ?', { list: 'api', subjects: ['bacvert'] }],
  ])('%s', (text, wanted) => {
    expect(membership(text)).toEqual({ kind: 'membership', ...wanted });
  });

  it.each([
    ['names nothing', 'est un commun numérique ?'],
    ['has something of the kind', 'Orme a une API ?'],
    ['says something else of it', 'Orme est un zorglub pour quels communs ?'],
    ['asks which', 'Orme est un de quels communs ?'],
  ])('is not asked by what %s', (_, text) => {
    expect(membership(text)).toBeUndefined();
  });
});

describe('some of those that were listed', () => {
  const apis = ['api-adresses', 'api-entreprises'];
  const among = (text: string, context?: Context) => bestOf(amongListed(materialOf(text, context)));

  it('are those that the words name', () => {
    const listed = said({ kind: 'list', subjects: apis });
    expect(among('lequel avec un SIRET', listed)).toEqual({
      kind: 'need',
      entities: ['api-entreprises'],
      outcomes: [],
    });
    expect(amongListed(materialOf('lequel avec un SIRET', listed))[0]).toMatchObject({ guessed: true });
  });

  it('may be another API than the one just spoken of', () => {
    const told = said({ kind: 'need', subjects: ['api-adresses'] });
    expect(among('je voulais dire un SIRET', told)).toMatchObject({ entities: ['api-entreprises'] });
    expect(among('je voulais dire un site', said({ kind: 'card', subjects: ['workflow'] }))).toBeUndefined();
  });

  it.each([
    ['lequel avec un SIRET et un logo', 'something else is asked too'],
    ['lequel avec', 'nothing is asked'],
    ['vérifier', 'all of them serve it'],
    ['Orme, avec un SIRET', 'something else is named'],
  ])('are none by "%s": %s', (text) => {
    expect(among(text, said({ kind: 'list', subjects: apis }))).toBeUndefined();
  });

  it('are none where nothing was listed', () => {
    expect(among('lequel avec un SIRET')).toBeUndefined();
    expect(
      among('lequel avec un SIRET', said({ kind: 'list', subjects: ['orme', 'vitrine'] })),
    ).toBeUndefined();
  });
});
