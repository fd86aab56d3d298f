import { describe, expect, it } from 'vitest';
import {
  Citations,
  capital,
  enumerate,
  frenchDate,
  ofName,
  sentence,
  shortFact,
} from '../../src/answering/phrasing.ts';
import { factSchema } from '../../src/knowledge/schema.ts';
import { small } from '../support/small-knowledge.ts';

describe('"de" before a name', () => {
  it.each([
    ['Ondine', "d'Ondine"],
    ['API Entreprise', "d'API Entreprise"],
    ['Élan', "d'Élan"],
    ['Œuvre', "d'Œuvre"],
    ['Hébergement', "d'Hébergement"],
    ['Sites Faciles', 'de Sites Faciles'],
    ['Démarche Numérique', 'de Démarche Numérique'],
    ['HDS', 'de HDS'],
    ['Yelp', 'de Yelp'],
    ['12-factors', 'de 12-factors'],
  ])('%s: %s', (name, said) => {
    expect(ofName(name)).toBe(said);
  });
});

describe('an enumeration', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A et B'],
    [['A', 'B', 'C'], 'A, B et C'],
  ])('%j: %s', (parts, said) => {
    expect(enumerate(parts)).toBe(said);
  });

  it('with another word', () => {
    expect(enumerate(['A', 'B', 'C'], 'ni')).toBe('A, B ni C');
  });
});

describe('a sentence', () => {
  it.each([
    ['du texte', 'du texte.'],
    [' du texte. ', 'du texte.'],
    ['du texte ?', 'du texte ?'],
    ['et cetera…', 'et cetera…'],
  ])('ends once: "%s"', (text, said) => {
    expect(sentence(text)).toBe(said);
  });

  it.each([
    ["l'hébergement", "L'hébergement"],
    ['élan', 'Élan'],
    ['HDS', 'HDS'],
    ['', ''],
  ])('begins with a capital: "%s"', (text, said) => {
    expect(capital(text)).toBe(said);
  });
});

describe('a date', () => {
  it.each([
    ['2026-11-22', '22 novembre 2026'],
    ['2026-02-01', '1er février 2026'],
    ['2025-04', 'avril 2025'],
    ['2025-13', '2025-13'],
    ['hier', 'hier'],
  ])('%s: %s', (date, said) => {
    expect(frenchDate(date)).toBe(said);
  });
});

describe('a fact in a few words', () => {
  it.each([
    [{ value: 'yes' }, 'oui'],
    [{ value: 'no' }, 'non'],
    [{ value: 'no', status: 'in-progress' }, 'non (en cours)'],
    [{ value: 'OVH' }, 'OVH'],
    [{ value: ['NIR', 'RPPS'] }, 'NIR, RPPS'],
    [{ absent: 'not-communicated' }, 'non communiqué'],
    [{ absent: 'not-applicable' }, 'sans objet'],
    [{ absent: 'undecided', detail: 'Metabase ? Superset ?' }, 'non tranché (Metabase ? Superset ?)'],
    [{ absent: 'undecided', detail: "C'est ouvert." }, "non tranché (C'est ouvert)"],
  ])('%j: %s', (fact, said) => {
    expect(shortFact(factSchema.parse({ ...fact, source: 'page' }))).toBe(said);
  });
});

describe('citations', () => {
  it('are each given once, in the order of use', () => {
    const citations = new Citations(small);
    for (const source of ['regles', 'page', 'regles', 'inconnue']) citations.cite({ source });
    expect(citations.list.map(({ id }) => id)).toEqual(['regles', 'page']);
  });
});
