import { describe, expect, it } from 'vitest';
import { lostFacts } from '../../src/answering/self-retrieval.ts';
import { entityOf, small, withEntity } from '../support/small-knowledge.ts';

describe('a fact', () => {
  it('is found by its own question', () => {
    expect(lostFacts(small)).toEqual([]);
  });

  it('is lost when its names lead elsewhere', () => {
    const facts = { hds: { value: 'yes' as const, source: 'page' } };
    // Of two names that hold one another the longer is read: the criterion's is gone.
    const saule = entityOf('common', 'saule', 'Saule', { aliases: ['HDS Saule'], facts });
    expect(lostFacts(withEntity(saule))).toMatchObject([
      { entity: 'saule', criterion: 'hds', question: 'HDS Saule ?' },
    ]);
  });
});
