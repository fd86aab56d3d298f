import { describe, expect, it } from 'vitest';
import { retrieveItself } from '../../src/answering/self-retrieval.ts';
import { entityOf, knowledgeOf, small, withEntity } from '../support/small-knowledge.ts';

describe('a fact', () => {
  it('is found by its own question', () => {
    expect(retrieveItself(small).lostFacts).toEqual([]);
  });

  it('is lost when its names lead elsewhere', () => {
    const facts = { hds: { value: 'yes' as const, source: 'page' } };
    // Of two names that hold one another the longer is read: the criterion's is gone.
    const saule = entityOf('common', 'saule', 'Saule', { aliases: ['HDS Saule'], facts });
    expect(retrieveItself(withEntity(saule)).lostFacts).toMatchObject([
      { entity: 'saule', criterion: 'hds', question: 'HDS Saule ?' },
    ]);
  });
});

describe('the plain question of an example', () => {
  it('is unclear when it is not answered, or only with a reserve', () => {
    const asked = ['sur quelles machines tourne Guichet Facile'];
    const phrasings = [
      { means: 'Hébergement Guichet Facile ?', asked },
      { means: 'où dorment les zorglubs ?', asked },
      { asked },
    ];
    expect(retrieveItself(knowledgeOf({ phrasings })).unclearPhrasings).toEqual([
      'où dorment les zorglubs ?',
    ]);
  });
});
