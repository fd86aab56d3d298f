import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import {
  amongListed,
  items,
  listReadings,
  memberships,
  needs,
  productApis,
} from '../../../src/understanding/readings/wants.ts';
import { bestOf, materialOf, said } from '../../support/understood.ts';

const item = (text: string, context?: Context) => items(materialOf(text, context));
const need = (text: string, context?: Context) => needs(materialOf(text, context));
const list = (text: string) => bestOf(listReadings(materialOf(text)));

describe('a feature or a limit', () => {
  it('is found by its keywords', () => {
    expect(item('attestation')[0]).toMatchObject({
      question: { kind: 'item', items: ['guichet/attestation'], subjects: [] },
      guessed: false,
    });
  });

  it('is found by an everyday phrase only where its product is named or was just spoken of', () => {
    const messaging = { kind: 'item', items: ['guichet/messagerie'] };
    expect(item('prévenir la personne')).toEqual([]);
    expect(item('prévenir la personne', said({ subjects: ['orme'] }))).toEqual([]);
    expect(item('prévenir la personne dans Guichet Facile')[0]?.question).toMatchObject(messaging);
    expect(item('prévenir la personne', said({ subjects: ['guichet'] }))[0]?.question).toMatchObject(
      messaging,
    );
  });

  it('of an API is rather meant where it is asked by API', () => {
    const score = (text: string) => item(text)[0]?.score ?? 0;
    const gain = (text: string) => score(`api ${text}`) - score(text);
    expect(gain('signer api rest')).toBeGreaterThan(gain('attestation'));
  });

  it('of one product is asked of another too, of which it is as true', () => {
    expect(item('Guichet Santé api rest')[0]?.question).toMatchObject({
      items: ['guichet/api-rest'],
      subjects: ['guichet-sante'],
    });
  });

  it('of another product than the one named is a worse guess', () => {
    const [own] = item('Guichet Facile attestation');
    const [foreign] = item('Orme attestation');
    expect(foreign?.score).toBeLessThan(own?.score ?? 0);
  });

  it('of what was just spoken of comes first', () => {
    const [plain] = item('attestation');
    const [familiar] = item('attestation', said({ subjects: ['guichet'] }));
    expect(familiar?.score).toBeGreaterThan(plain?.score ?? 0);
  });

  it('is guessed by two telling words of its text, not by one', () => {
    expect(item('un message pour échanger')[0]).toMatchObject({
      question: { items: ['guichet/messagerie'] },
      guessed: true,
    });
    expect(item('un message')).toEqual([]);
    expect(item('échanger')).toEqual([]);
    const [phrase] = item('messagerie');
    const [guess] = item('message, échanger');
    expect([phrase?.coverage, guess?.coverage]).toEqual([1, 1]);
    expect(guess?.score).toBeLessThan(phrase?.score ?? 0);
  });

  it('is not guessed of a product that is named and has it not', () => {
    expect(item('Orme : un message pour échanger')).toEqual([]);
  });

  it('counts less where an API is wished for: "signer par API"', () => {
    expect(item('une api rest')[0]?.score).toBeLessThan(item('rest')[0]?.score ?? Number.POSITIVE_INFINITY);
  });
});

describe('the API of a product', () => {
  const api = (text: string) => productApis(materialOf(text))[0]?.question;

  it('is what the guide says of one', () => {
    expect(api('API Guichet Facile')).toEqual({
      kind: 'item',
      items: ['guichet/api-rest'],
      subjects: ['guichet'],
    });
    expect(api('API Guichet Santé ?')).toMatchObject({
      items: ['guichet/api-rest'],
      subjects: ['guichet-sante'],
    });
  });

  it('is nothing where it says nothing, of several products, or of an API', () => {
    expect(api('API Orme')).toBeUndefined();
    expect(api('API Guichet Facile ou Orme')).toBeUndefined();
    expect(api('API Adresses')).toBeUndefined();
  });
});

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
