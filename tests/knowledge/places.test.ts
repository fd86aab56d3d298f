import { describe, expect, it } from 'vitest';
import { placesIn } from '../../src/knowledge/places.ts';
import { knowledgeWith } from './fixture.ts';

describe('where a part of the knowledge stands', () => {
  it.each([
    ['ondine', 'commons/ondine.yaml:2'],
    ['ondine.summary', 'commons/ondine.yaml:5'],
    ['ondine.libre', 'commons/ondine.yaml:8'],
    ['sans-rest', 'commons/ondine.yaml:10'],
    ['table', 'sources.yaml:8'],
    ['deux', 'comparisons.yaml:2'],
    ['commun', 'topics.yaml:2'],
    ['usager', 'personas.yaml:2'],
    ['nulle-part', undefined],
  ])('%s → %s', (id, place) => {
    expect(placesIn(knowledgeWith())(id)).toBe(place);
  });
});
