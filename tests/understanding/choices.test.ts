import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChoiceReader } from '../../src/understanding/choices.ts';
import { growth, superLinear } from '../support/growth.ts';

const stopWords =
  'le la les l un une des du de d au en pour sur avec et ou je j on nous est c ce ai voudrais plutôt mon notre'.split(
    ' ',
  );
const products = new ChoiceReader(
  [
    { id: 'site', label: 'Site éditorial public', synonyms: ['site web', 'site vitrine', 'blog'] },
    {
      id: 'demarche',
      label: 'Démarche administrative en ligne',
      synonyms: ['formulaire', 'téléservice', 'demande de subvention'],
    },
    { id: 'referentiel', label: 'Référentiel de données', synonyms: ['base de données', 'données'] },
    { id: 'autre', label: 'Aucun de ces cas', synonyms: ['autre'] },
  ],
  stopWords,
);
const hds = new ChoiceReader(
  [
    { id: 'oui', label: 'Contrainte HDS', synonyms: ['hds', 'données de santé', 'oui'] },
    { id: 'non', label: 'Pas de contrainte HDS', synonyms: ['sans hds', 'pas de hds', 'non'] },
  ],
  stopWords,
);
const criteria = new ChoiceReader(
  [
    { id: 'open-source', label: 'Open source', synonyms: ['libre'] },
    { id: 'proconnect', label: 'ProConnect natif', synonyms: ['proconnect'] },
    { id: 'cloud', label: 'Hébergement sur un cloud', synonyms: ['cloud'] },
    { id: 'aucun', label: 'Sans contrainte particulière', synonyms: ['aucune'], alone: true },
  ],
  stopWords,
  true,
);
const ids = (reader: ChoiceReader, text: string) => {
  const reading = reader.read(text);
  return 'ids' in reading ? `${reading.type} ${reading.ids.join('+')}` : reading.type;
};

describe('a choice is read from', () => {
  it.each([
    '2',
    ' 2. ',
    '2)',
    'la 2',
    'le deuxième',
    'deuxieme',
    '2e',
    '2ème',
    'la seconde',
    'choix 2',
    'n°2',
    'je prends le 2',
    '2️⃣',
    'deux',
  ])('a number or an ordinal: %s', (text) => {
    expect(ids(products, text)).toBe('chosen demarche');
  });

  it.each([
    ['le dernier', 'chosen autre'],
    ['site éditorial public', 'chosen site'],
    ['SITE EDITORIAL PUBLIC', 'chosen site'],
    ['un blog', 'chosen site'],
    ['plutôt un site vitrine', 'chosen site'],
    ['un téléservice', 'chosen demarche'],
    ['on voudrait un formulaire pour les usagers', 'chosen demarche'],
    ['éditorial', 'chosen site'],
    ['démarche administrative', 'chosen demarche'],
  ])('a label or a synonym, with other words around: %s', (text, expected) => {
    expect(ids(products, text)).toBe(expected);
  });

  it.each([
    ['referenciel de donnees', 'chosen referentiel'],
    ['demarhce administrative', 'chosen demarche'],
    ['formulair', 'chosen demarche'],
    ['site vitirne', 'chosen site'],
  ])('a mistyped one: %s', (text, expected) => {
    expect(ids(products, text)).toBe(expected);
  });

  it.each([
    ['oui', 'chosen oui'],
    ['ouais', 'chosen oui'],
    ["c'est ça", 'chosen oui'],
    ['nan', 'chosen non'],
    ['non merci', 'chosen non'],
    ['pas de contrainte HDS', 'chosen non'],
    ["on n'a pas de HDS", 'chosen non'],
    ['contrainte hds', 'chosen oui'],
  ])('yes, no and their denial: %s', (text, expected) => {
    expect(ids(hds, text)).toBe(expected);
  });
});

describe('several choices', () => {
  it.each([
    ['1 et 3', 'chosen open-source+cloud'],
    ['3, 1', 'chosen open-source+cloud'],
    ['proconnect et cloud', 'chosen proconnect+cloud'],
    ['1 ou 3', 'unsure open-source+cloud'],
    ['1 et 4', 'unsure open-source+aucun'],
  ])('are taken together where the question allows it: %s', (text, expected) => {
    expect(ids(criteria, text)).toBe(expected);
  });

  it('lead to ask which, where one is wanted', () => {
    expect(ids(products, '1 et 2')).toBe('unsure site+demarche');
    expect(ids(products, 'un blog et un formulaire')).toBe('unsure site+demarche');
  });
});

describe('what is no choice', () => {
  it('a number that is not there', () => {
    expect(products.read('7')).toEqual({ type: 'out-of-range', number: 7 });
    expect(products.read('0')).toEqual({ type: 'out-of-range', number: 0 });
  });

  it.each(['', '   ', '?', 'bonjour', 'Quelle est la capitale de la Mongolie', 'merci beaucoup'])(
    'anything else: « %s »',
    (text) => {
      expect(ids(products, text)).toBe('none');
    },
  );

  it('a choice named among many other words is only perhaps meant', () => {
    expect(ids(products, 'hier Paul racontait longuement vacances famille blog')).toBe('unsure site');
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        for (const reader of [products, hds, criteria]) expect(reader.read(text).type).toBeTypeOf('string');
      }),
    );
  });
});

describe('exactly', () => {
  it.each(['2', '1, 3', 'site éditorial public'])('a number or a label, and nothing around: %s', (text) => {
    expect(products.isExact(text)).toBe(true);
  });

  it.each(['1 ', '1,', '1 et ', ' ', '\t'])(
    'at the cost of the length of the text: %j, repeated',
    (piece) => {
      const cost = growth((size) => products.isExact(`00${piece.repeat(size / piece.length)}x`));
      expect(cost).toBeLessThan(superLinear);
    },
  );

  it.each(['le 2', 'un blog', 'site éditorial public, je crois', '2 réunions demain'])('not: %s', (text) => {
    expect(products.isExact(text)).toBe(false);
  });
});
