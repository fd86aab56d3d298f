import { describe, expect, it } from 'vitest';
import { answerItems } from '../../src/answering/items.ts';
import { deskFor, textOf, yesNo } from '../support/answered.ts';
import { entityOf, withEntity } from '../support/small-knowledge.ts';

const items = (ids: string[], subjects: string[] = [], how: object = yesNo) =>
  answerItems(deskFor(how), ids, subjects);

describe('a feature or a limit', () => {
  it('is a yes or a no to a yes/no question', () => {
    expect(textOf(items(['guichet/attestation']))).toBe(
      'Oui, pour Guichet Facile : délivrer une attestation PDF.',
    );
    expect(textOf(items(['guichet/api-rest'], ['guichet']))).toBe(
      "Non, pour Guichet Facile : pas d'API REST.",
    );
  });

  it('is told as it is to another question', () => {
    expect(textOf(items(['guichet/attestation'], [], {}))).toBe(
      'Guichet Facile : Délivrer une attestation PDF.',
    );
  });

  it.each([
    ['yes', 'Oui, pour Saule : '],
    ['no', 'Non, pour Saule : '],
    ['none', 'Saule : '],
  ] as const)('says the yes or the no that it carries: %s', (answer, lead) => {
    const limit = { id: 'x', text: 'Jusqu’à 10 appels.', answer, source: 'page' };
    const desk = deskFor(yesNo, withEntity(entityOf('common', 'saule', 'Saule', { limits: [limit] })));
    expect(textOf(answerItems(desk, ['saule/x'], []))).toContain(lead);
  });

  it('that is a limit is told with what serves in its place, of whom that is true', () => {
    const saule = entityOf('common', 'saule', 'Saule', {
      features: [{ id: 'graphql', text: 'Lire par GraphQL.', source: 'page' }],
      limits: [{ id: 'rest', text: "Pas d'API REST.", also: ['orme'], instead: ['graphql'], source: 'page' }],
    });
    const answer = (subjects: string[]) =>
      textOf(answerItems(deskFor(yesNo, withEntity(saule)), ['saule/rest'], subjects));
    expect(answer(['saule'])).toBe(
      "Non, pour Saule : pas d'API REST.\n\nÀ la place, pour Saule :\n- Lire par GraphQL.",
    );
    expect(answer(['orme'])).toBe("Non, pour Orme : pas d'API REST.");
  });

  it('that is as true of another is told of whom is named, of both when nobody is', () => {
    expect(textOf(items(['guichet/api-rest'], ['guichet-sante']))).toBe(
      "Non, pour Guichet Santé : pas d'API REST.",
    );
    expect(items(['guichet/api-rest'], ['guichet-sante']).subjects).toEqual(['guichet-sante']);
    expect(textOf(items(['guichet/api-rest']))).toBe(
      "Non, pour Guichet Facile et Guichet Santé : pas d'API REST.",
    );
    expect(items(['guichet/api-rest']).subjects).toEqual(['guichet', 'guichet-sante']);
  });

  it('of another product than the one named is not carried over', () => {
    const draft = items(['guichet/attestation'], ['orme']);
    expect(draft).toMatchObject({ band: 'refuse', subjects: ['orme'] });
    expect(textOf(draft)).toBe(
      'Le guide ne le dit pas pour Orme.\n\n- Il le dit de Guichet Facile : Délivrer une attestation PDF.',
    );
  });
});

it('several are a list, each with its owner', () => {
  const draft = items(['guichet/attestation', 'guichet/api-rest']);
  expect(textOf(draft)).toBe(
    "- Guichet Facile : Délivrer une attestation PDF.\n- Guichet Facile et Guichet Santé : Pas d'API REST.",
  );
  expect(draft.subjects).toEqual(['guichet', 'guichet-sante']);
});

it('an item that is not there is a mistake of ours', () => {
  expect(() => items(['guichet/inconnu'])).toThrow('guichet/inconnu');
});
