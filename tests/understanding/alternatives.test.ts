import { describe, expect, it } from 'vitest';
import { insteadOf } from '../../src/understanding/alternatives.ts';
import { knowledgeOf, says, small } from '../support/small-knowledge.ts';

describe('what may be taken instead', () => {
  it('of what was decided against is what the tree recommends where it rules that out', () => {
    const [, , leaf, ...rest] = small.tree.outcomes;
    if (leaf === undefined) throw new Error('no leaf');
    const tree = { ...small.tree, outcomes: [{ ...leaf, ruled_out: [says('Bacvert, écarté.')] }, ...rest] };
    expect(insteadOf('bacvert', knowledgeOf({ tree }))).toEqual({
      kind: 'need',
      entities: [],
      outcomes: [leaf.id],
    });
  });

  it('is nothing where nothing is said, of what was not, or is not known', () => {
    for (const id of ['bacvert', 'orme', 'nuage', 'zorglub']) expect(insteadOf(id, small)).toBeUndefined();
  });
});
