import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clauses, sentences, spelledOut, withoutQuotes } from '../../src/understanding/text.ts';

describe('what a client quotes', () => {
  it.each([
    ['> DN ou Démat Social ?\n\net Ondine ?', 'et Ondine ?'],
    ['> <@sophie:a.fr> une ligne\n> une autre\n\nmerci', 'merci'],
    ['>sans espace\nsuite', 'suite'],
    ['> rien que cela', ''],
  ])('comes off at the start: %j', (text, rest) => {
    expect(withoutQuotes(text)).toBe(rest);
  });

  it.each(['question', '  question', 'avis ?\n> cité après', 'a > b ?'])('is no other text: %j', (text) => {
    expect(withoutQuotes(text)).toBe(text);
  });
});

describe('"= ?"', () => {
  it.each([
    ['DSFR = ?', 'DSFR  signifie ?'],
    ['DSFR =?', 'DSFR  signifie ?'],
    ['DSFR =', 'DSFR  signifie '],
  ])('asks what it means: %j', (text, said) => {
    expect(spelledOut(text)).toBe(said);
  });

  it.each([
    ['le n° de version', 'le numéro de version'],
    ['N°FINESS', 'numéro FINESS'],
    ['25°, unº', '25°, unº'],
  ])('is no more than a sign, as "n°" is: %j', (text, said) => {
    expect(spelledOut(text)).toBe(said);
  });

  it.each([
    ['FranceConnect+ sur DN ?', 'FranceConnect plus sur DN ?'],
    ['FranceConnect+', 'FranceConnect plus'],
    ['C++, HDS+RGS, 2+2', 'C++, HDS+RGS, 2+2'],
  ])('is part of a name after it: %j', (text, said) => {
    expect(spelledOut(text)).toBe(said);
  });

  it.each([
    ['pourquoi pas G L P I ?', 'pourquoi pas GLPI ?'],
    ['H.D.S. pour DN ?', 'HDS. pour DN ?'],
    ['A ou B, DN A 3 ans, l’API I', 'A ou B, DN A 3 ans, l’API I'],
  ])('a word is, letter by letter: %j', (text, said) => {
    expect(spelledOut(text)).toBe(said);
  });

  it.each(['a=b', 'x == y ?', 'HDS ?'])('but not an equality: %j', (text) => {
    expect(spelledOut(text)).toBe(text);
  });
});

describe('the sentences of a message', () => {
  it.each([
    ['Qui héberge Ondine ? Et GLPI ?', ['Qui héberge Ondine ?', 'Et GLPI ?']],
    ['Ondine ! Sites Faciles ; Grist', ['Ondine !', 'Sites Faciles ;', 'Grist']],
    ['Un site.\nUn wiki.', ['Un site.', 'Un wiki.']],
    ['une ligne\nune autre', ['une ligne', 'une autre']],
    ['Démat Soc. est hébergé où ?', ['Démat Soc. est hébergé où ?']],
    ['??? !', []],
  ])('%j', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it.each(['demarche.numerique.gouv.fr ou demat.social.gouv.fr', 'Manifest.build', 'RGAA 4.1'])(
    'an address or a number is not cut: %s',
    (text) => {
      expect(sentences(text)).toEqual([text]);
    },
  );

  it('lose no word', () => {
    const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(letters(sentences(text).join(' '))).toBe(letters(text));
      }),
    );
  });
});

describe('one sentence that asks two things', () => {
  it.each([
    [
      "c'est quoi Grist et est-ce que GLPI est écarté ?",
      ["c'est quoi Grist", 'est-ce que GLPI est écarté ?'],
    ],
    ['qui héberge DN puis combien de communs ?', ['qui héberge DN', 'combien de communs ?']],
    ["c'est quoi Grist et où est-il hébergé ?", ["c'est quoi Grist", 'où est-il hébergé ?']],
    ['qui porte Ondine et c’est quoi Grist ?', ['qui porte Ondine', 'c’est quoi Grist ?']],
    ['what is Grist and who hosts it ?', ['what is Grist', 'who hosts it ?']],
  ])('%s', (text, expected) => {
    expect(clauses(text)).toEqual(expected);
  });

  it.each([
    'DN et Démat Social ?',
    'HDS et FINESS',
    'et quand ?',
    'le quai et la question',
    "ce que DN a et que Grist n'a pas ?",
  ])('is not one with a mere "et": %s', (text) => {
    expect(clauses(text)).toEqual([text]);
  });
});
