import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fold,
  learn,
  learntFrom,
  phraseKey,
  phraseWords,
  stem,
  words,
} from '../../src/knowledge/normalise.ts';

describe('fold', () => {
  it('drops case, accents, ligatures and compatibility forms', () => {
    expect(fold('HÉBERGÉ')).toBe('heberge');
    expect(fold('cœur')).toBe('coeur');
    expect(fold('ﬁchier')).toBe('fichier');
  });

  it('gives the same for composed and decomposed text', () => {
    expect(fold('de\u0301mat')).toBe(fold('démat'));
  });

  it('drops zero-width and bidirectional signs', () => {
    expect(fold('gr\u200bist\u202e')).toBe('grist');
  });

  it('drops the marks and the invisible signs of every script', () => {
    const kept: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 1) {
      const sign = String.fromCodePoint(code);
      if (/[\p{M}\p{Cf}]/u.test(sign) && /[\p{M}\p{Cf}]/u.test(fold(`A${sign}b`)))
        kept.push(code.toString(16));
    }
    expect(kept).toEqual([]);
  });

  it('is idempotent', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });
});

describe('words', () => {
  it('of the plural of a verb of every question are those of its singular', () => {
    expect(phraseKey('à quoi ils servent, et ce que permettent les API')).toBe(
      phraseKey('à quoi ils sert, et ce que permet les API'),
    );
    expect(words('peuvent')).toMatchObject([{ surface: 'peut', original: 'peuvent' }]);
  });

  it('of function words typed in haste are those that they stand for, in small letters only', () => {
    const read = (text: string) => words(text).map(({ surface }) => surface);
    expect(read('ki gère, c koi ? cb')).toEqual(['qui', 'gere', 'c', 'quoi', 'combien']);
    expect(read('payer par CB')).toEqual(['payer', 'par', 'cb']);
    expect(words('ki')[0]).toMatchObject({ surface: 'qui', original: 'ki' });
  });

  it('splits at apostrophes of both kinds and drops elided articles', () => {
    const surfaces = (text: string) => words(text).map((word) => word.surface);
    expect(surfaces("l'hébergement d’Ondine")).toEqual(['hebergement', 'ondine']);
    expect(surfaces('API Recherche-Entreprise (S3)')).toEqual(['api', 'recherche', 'entreprise', 's3']);
  });

  it('takes a name that ends in .js for one word, and a full stop before another word for what it is', () => {
    const surfaces = (text: string) => words(text).map((word) => word.surface);
    expect(surfaces('Next.js, ou nextjs ?')).toEqual(['nextjs', 'ou', 'nextjs']);
    expect(surfaces('en ligne.json')).toEqual(['en', 'ligne', 'json']);
  });

  it('keeps the word as it was written and its place', () => {
    expect(words('le WiFi invité')[2]).toMatchObject({ original: 'invité', start: 8 });
  });

  it('never throws and never gives an empty word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        words(text).every((word) => word.surface.length > 0),
      ),
    );
  });
});

describe('stem', () => {
  it('leaves an adverb that looks like a form of a verb', () => {
    expect(stem('maintenant')).toBe('maintenant');
    expect(stem('maintenant')).not.toBe(stem('maintenance'));
  });

  it('brings the forms of a word together', () => {
    expect(stem('hebergements')).toBe(stem('hebergement'));
    expect(stem('hebergees')).toBe(stem('heberge'));
  });

  it('leaves short words and words with digits alone', () => {
    expect(stem('dns')).toBe('dns');
    expect(stem('12mois')).toBe('12mois');
  });
});

describe('phraseKey', () => {
  it('is the same for spellings that people take for the same', () => {
    expect(phraseKey("Base d'Adresse Nationale")).toBe(phraseKey('base d’adresses nationales'));
    expect(phraseKey('Sites Faciles')).toBe(phraseKey('site facile'));
  });
});

describe('learnt words', () => {
  it('are those that the texts split into, and come back through JSON', () => {
    const kept = JSON.parse(JSON.stringify(learntFrom(['Zorglubs hébergés', "l'ondine Next.js"])));
    learn(kept);
    expect(kept.map(([piece]: [string]) => piece)).toEqual(['Zorglubs', 'hébergés', "l'ondine", 'Next.js']);
    for (const [piece, terms] of kept) {
      expect(terms).toEqual(words(piece).map(({ surface, stem }) => ({ surface, stem })));
      expect(phraseWords(piece)).toBe(terms);
    }
  });
});
