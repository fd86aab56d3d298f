import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { unknownApis, unknownProducts, unsaid } from '../../../src/understanding/readings/refusals.ts';
import { knowledgeOf, small } from '../../support/small-knowledge.ts';
import { materialOf, said } from '../../support/understood.ts';

const silence = (text: string, context?: Context) => unsaid(materialOf(text, context))[0]?.question;

describe('what the guide never says', () => {
  it('of a subject', () => {
    expect(silence('prix de Guichet Facile ?')).toEqual({
      kind: 'unsaid',
      unsaid: 'price',
      subjects: ['guichet'],
      asked: [],
    });
  });

  it('of what was just spoken of', () => {
    expect(silence('et le prix ?', said({ subjects: ['orme'] }))).toMatchObject({ subjects: ['orme'] });
  });

  it('about a criterion', () => {
    expect(silence('à quelle date ProConnect pour Orme ?')).toMatchObject({
      unsaid: 'date',
      subjects: ['orme'],
      asked: [{ criterion: 'proconnect' }],
    });
  });

  it.each([
    ['le prix du pain', undefined, 'nothing is known'],
    ['quand Bacvert a-t-il été écarté ?', undefined, 'the guide dates that decision'],
    ['Guichet Facile, quand on signe par API ?', undefined, '"quand" joins and asks for no date'],
    ['quand on signe, Guichet Facile répond par API ?', undefined, '"quand" joins at the beginning too'],
    ['quelle durée HDS pour Guichet Facile ?', undefined, 'the guide has that fact of it'],
    ['quand utiliser Orme ?', undefined, 'it asks in which case'],
    ["Orme, on l'utilise quand ?", undefined, 'so does "quand" after a verb of use'],
    ['pourquoi ne pas configurer Guichet Facile ?', undefined, '"pourquoi" asks for no way to do it'],
  ])('not in "%s": %s', (text, context) => {
    expect(silence(text, context)).toBeUndefined();
  });

  it('the duration of what it has no fact of, and the way to do something', () => {
    expect(silence('durée de ProConnect pour Orme ?')).toMatchObject({ unsaid: 'duration' });
    expect(silence('comment configurer Guichet Facile ?')).toMatchObject({ unsaid: 'how-to' });
  });

  it('the date where "quand" asks for a day: of what a place or a criterion follows, or what will be', () => {
    expect(silence('ProConnect arrive quand sur Orme ?')).toMatchObject({
      unsaid: 'date',
      subjects: ['orme'],
    });
    expect(silence('on utilise ProConnect quand sur Orme ?')).toMatchObject({ unsaid: 'date' });
    expect(silence('Orme pourra servir quand ?')).toMatchObject({ unsaid: 'date', subjects: ['orme'] });
  });

  it('what is asked in several words, though the guide tells of a feature that is named as well', () => {
    const text = 'délivrer un certificat, depuis quand sur Guichet Facile ?';
    expect(silence(text)).toMatchObject({ unsaid: 'date', subjects: ['guichet'] });
    expect(silence('délivrer un certificat, gratuit sur Guichet Facile ?')).toBeUndefined();
  });

  it('what a longer phrase asks, of which a feature is but a word', () => {
    const [price] = small.lexicon.unsaid;
    if (price === undefined) throw new Error('nothing is unsaid');
    const lexicon = { ...small.lexicon, unsaid: [{ ...price, aliases: ['attestation encadrée'] }] };
    const [found] = unsaid(
      materialOf('attestation encadrée de Guichet Facile', undefined, knowledgeOf({ lexicon })),
    );
    expect(found?.question).toMatchObject({ unsaid: 'price', subjects: ['guichet'] });
  });

  it('no value of a criterion: that would be answered by yes or no', () => {
    expect(silence('date OVH de Guichet Facile ?')).toMatchObject({ asked: [{ criterion: 'hebergement' }] });
    expect(silence('date OVH de Guichet Facile ?')).not.toMatchObject({ asked: [{ value: 'ovh' }] });
  });

  it('is not told by a fact that a word inside names: "code" in "code de réduction"', () => {
    const [price] = small.lexicon.unsaid;
    if (price === undefined) throw new Error('nothing is unsaid');
    const lexicon = { ...small.lexicon, unsaid: [{ ...price, aliases: ['code de réduction'] }] };
    const [found] = unsaid(
      materialOf('code de réduction de Guichet Facile', undefined, knowledgeOf({ lexicon })),
    );
    expect(found?.question).toMatchObject({ kind: 'unsaid', unsaid: 'price', subjects: ['guichet'] });
  });

  it('the date of something that is no product, unless "quand" alone asks in which case', () => {
    expect(silence('depuis quand le commun numérique ?')).toMatchObject({ unsaid: 'date', subjects: [] });
    expect(silence('quand un commun numérique ?')).toBeUndefined();
    expect(silence('quand la DNUM ?')).toMatchObject({ unsaid: 'date', subjects: [] });
    expect(silence('quand ?', said({ kind: 'topic', topics: ['commun'] }))).toMatchObject({ unsaid: 'date' });
    expect(silence("c'est autorisé quand ?", said({ subjects: ['orme'] }))).toBeUndefined();
  });

  it('what is asked of the guide itself', () => {
    expect(silence('un avis sur la durée ?')).toMatchObject({ unsaid: 'duration', subjects: [] });
    expect(silence('la durée ?')).toBeUndefined();
  });

  it('but "quand" at the end asks for a date', () => {
    expect(silence('ProConnect pour Orme, quand ?')).toMatchObject({ unsaid: 'date' });
    expect(silence('ProConnect pour Orme, quand est-ce ?')).toMatchObject({ unsaid: 'date' });
    expect(silence('ProConnect pour Orme quand même ?')).toBeUndefined();
  });
});

describe('a product that the guide does not know', () => {
  it('is named, with the subjects and needs beside it', () => {
    const [found] = unknownProducts(materialOf('Airtable ou Orme pour un téléservice ?'));
    expect(found).toMatchObject({
      question: {
        kind: 'unknown-product',
        products: ['Airtable'],
        subjects: ['orme'],
        entities: ['guichet'],
        outcomes: [],
      },
      coverage: 1,
    });
  });

  it('with what is asked of the subjects beside it', () => {
    const [found] = unknownProducts(materialOf('Notion : Orme a HDS ?'));
    expect(found?.question).toMatchObject({ subjects: ['orme'], asked: [{ criterion: 'hds' }] });
  });

  it('by another of its names', () => {
    expect(unknownProducts(materialOf('air table'))[0]?.question).toMatchObject({ products: ['Airtable'] });
  });

  it('is what is asked about, whatever else is named', () => {
    expect(unknownProducts(materialOf('Notion ou commun numérique ?'))[0]).toMatchObject({ coverage: 1 });
  });

  it('is told from a word that resembles it', () => {
    expect(unknownProducts(materialOf('on utilise notion'))).toHaveLength(1);
    expect(unknownProducts(materialOf('la notion de partage'))).toEqual([]);
    expect(unknownProducts(materialOf('la Notion du service'))).toHaveLength(1);
    expect(unknownProducts(materialOf('les notions'))).toEqual([]);
  });
});

describe('an API for something that no API of the guide is for', () => {
  const need = (text: string, context?: Context) => {
    const [found] = unknownApis(materialOf(text, context));
    return found?.question.kind === 'unknown-product' ? found.question.api : undefined;
  };

  it.each([
    ['quelle API pour les permis de conduire ?', 'permis de conduire'],
    ['API météo', 'météo'],
    ["une api pour trouver l'horaire des trains", "trouver l'horaire des trains"],
  ])('is refused in the words that it was asked in: %s', (text, words) => {
    expect(need(text)).toBe(words);
  });

  it('is a refusal that the examples may still tell otherwise', () => {
    expect(unknownApis(materialOf('API météo'))[0]).toMatchObject({ doubtful: true });
  });

  it.each([
    ['quelle API pour vérifier un SIRET ?', 'the guide has one'],
    ['liste des API', 'nothing is asked for'],
    ['API obligatoire ?', 'it says how the question is put'],
    ['une API et HDS', 'a criterion is asked for'],
    ['API météo de Guichet Facile', 'a product is named'],
    ['je dois passer par les API existantes ?', 'any API is meant'],
    ['quelles API sont recensées ?', 'any API is meant'],
    ['signer par API REST un contrat', 'it is that of a product'],
    ['par une API, signer avec REST ?', 'one of a product does most of that'],
    ['API Jira', 'a product that the guide does not know is named'],
  ])('not in "%s": %s', (text) => {
    expect(need(text)).toBeUndefined();
  });

  it('nor in what goes on from something else', () => {
    expect(need('et une API météo ?', said({ subjects: ['orme'] }))).toBeUndefined();
  });
});
