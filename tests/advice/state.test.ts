import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { back, begin, change, give, resume } from '../../src/advice/advice.ts';
import { type Advice, adviceSchema, position } from '../../src/advice/state.ts';
import { TreeGraph } from '../../src/knowledge/tree-graph.ts';
import { theGraph, treeOf } from '../support/tree.ts';

const small = new TreeGraph(
  treeOf(
    {
      kind: { one: 'b', both: ['b', 'c'], none: 'z' },
      b: { yes: 'x', no: 'd' },
      c: { yes: 'y', no: 'z' },
      d: { yes: 'x', no: 'z' },
    },
    ['x', 'y', 'z'],
  ),
);

/** Gives answers, written "question=choice+choice". */
function given(graph: TreeGraph, answers: readonly string[], from: Advice = begin(graph, 'v1')): Advice {
  return answers.reduce((advice, answer) => {
    const [question = '', chosen = ''] = answer.split('=');
    return give(graph, advice, { question, chosen: chosen.split('+') }).advice;
  }, from);
}
const at = (advice: Advice, graph = small) => position(graph, advice);
const pathOf = (advice: Advice, graph = small) =>
  at(advice, graph).path.map(({ node, chosen }) => `${node.id}=${chosen.join('+')}`);
const outcomesOf = (advice: Advice, graph = small) => at(advice, graph).outcomes.map((outcome) => outcome.id);

describe('the position of an advice', () => {
  it('is the first question, with how many there may be', () => {
    expect(at(begin(small, 'v1'))).toMatchObject({
      question: { id: 'kind' },
      number: 1,
      total: { min: 1, max: 4 },
    });
  });

  it('counts on as answers come', () => {
    expect(at(given(small, ['kind=both']))).toMatchObject({
      question: { id: 'b' },
      number: 2,
      total: { min: 3, max: 4 },
    });
    expect(at(given(small, ['kind=both', 'b=yes']))).toMatchObject({
      question: { id: 'c' },
      number: 3,
      total: { min: 3, max: 3 },
    });
  });

  it('adds outcomes up when there is no question left', () => {
    const arrived = at(given(small, ['kind=both', 'b=yes', 'c=yes']));
    expect(arrived.question).toBeUndefined();
    expect(arrived.outcomes.map((outcome) => outcome.id)).toEqual(['x', 'y']);
  });

  it('starts where it is told to', () => {
    expect(at(begin(small, 'v1', 'c'))).toMatchObject({
      question: { id: 'c' },
      number: 1,
      total: { min: 1, max: 1 },
    });
  });
});

describe('changing an answer', () => {
  const arrived = given(small, ['kind=both', 'b=yes', 'c=no']);

  it('asks the question again and names the present answer', () => {
    const changing = change(small, arrived, 'b');
    expect(changing && at(changing)).toMatchObject({ question: { id: 'b' }, former: ['yes'], number: 2 });
  });

  it('is refused for a question that is not on the path', () => {
    expect(change(small, arrived, 'd')).toBeUndefined();
  });

  it('keeps the later answers that still fit, and goes on with what is missing', () => {
    const { advice, dropped } = give(small, arrived, { question: 'b', chosen: ['no'] });
    expect(dropped).toEqual([]);
    expect(pathOf(advice)).toEqual(['kind=both', 'b=no', 'c=no']);
    expect(at(advice).question?.id).toBe('d');
    expect(outcomesOf(given(small, ['d=yes'], advice))).toEqual(['x', 'z']);
  });

  it('drops those that do not, and names them', () => {
    const { advice, dropped } = give(small, arrived, { question: 'kind', chosen: ['one'] });
    expect(dropped.map(({ node }) => node.id)).toEqual(['c']);
    expect(pathOf(advice)).toEqual(['kind=one', 'b=yes']);
    expect(
      give(small, arrived, { question: 'kind', chosen: ['none'] }).dropped.map(({ node }) => node.id),
    ).toEqual(['b', 'c']);
  });

  it('can be taken back with everything that it dropped', () => {
    const { advice } = give(small, arrived, { question: 'kind', chosen: ['none'] });
    expect(back(advice)).toEqual(arrived);
  });
});

describe('going back', () => {
  it('has nowhere to go at the start', () => {
    expect(back(begin(small, 'v1'))).toBeUndefined();
  });

  it('leaves a change that was begun', () => {
    const arrived = given(small, ['kind=one', 'b=yes']);
    const changing = change(small, arrived, 'kind');
    expect(changing && back(changing)).toEqual(arrived);
  });
});

describe('a stored advice', () => {
  it('goes on at the first answer that the new tree does not take', () => {
    const stored = given(small, ['kind=both', 'b=no', 'd=yes', 'c=no']);
    const changed = new TreeGraph(
      treeOf(
        {
          kind: { one: 'b', both: ['b', 'c'] },
          b: { yes: 'x', never: 'd' },
          c: { yes: 'y', no: 'z' },
          d: { yes: 'x', no: 'z' },
        },
        ['x', 'y', 'z'],
      ),
    );
    const resumed = resume(changed, 'v2', stored);
    expect(resumed?.lost).toBe(1);
    expect(resumed && at(resumed.advice, changed)).toMatchObject({ question: { id: 'b' } });
    expect(resumed && pathOf(resumed.advice, changed)).toEqual(['kind=both', 'c=no']);
  });

  it('does not count as lost what was dropped before', () => {
    const stored = given(small, ['kind=both', 'b=yes', 'c=no', 'kind=one']);
    expect(resume(small, 'v2', stored)).toMatchObject({ lost: 0 });
  });

  it('says nothing when every answer still fits', () => {
    const stored = given(small, ['kind=both', 'b=no']);
    expect(resume(small, 'v2', stored)).toMatchObject({ lost: 0, advice: { tree: 'v2' } });
  });

  it('cannot go on when its start is gone', () => {
    expect(resume(small, 'v2', begin(small, 'v1', 'gone'))).toBeUndefined();
  });
});

/** An advice on the real tree after random answers. */
const someAdvice = fc.array(fc.nat(1000), { maxLength: 8 }).map((picks) =>
  picks.reduce(
    (advice, pick) => {
      const { question, path } = position(theGraph, advice);
      // Once arrived, any answer may be changed.
      const node = question ?? path[pick % path.length]?.node;
      if (node === undefined) return advice;
      const answers = theGraph.answers(node);
      return give(theGraph, advice, { question: node.id, chosen: answers[pick % answers.length] ?? [] })
        .advice;
    },
    begin(theGraph, 'v1'),
  ),
);

/** A question that may be answered now, and an answer to it. */
const someAnswer = fc.tuple(someAdvice, fc.nat(1000), fc.nat(1000)).map(([advice, which, pick]) => {
  const { question, path } = position(theGraph, advice);
  const nodes = [...(question === undefined ? [] : [question]), ...path.map((step) => step.node)];
  const node = nodes[which % nodes.length] ?? theGraph.tree.nodes[0];
  const answers = node === undefined ? [] : theGraph.answers(node);
  return { advice, answer: { question: node?.id ?? '', chosen: answers[pick % answers.length] ?? [] } };
});

describe('whatever is answered', () => {
  it('« retour » restores the state before', () => {
    fc.assert(
      fc.property(someAnswer, ({ advice, answer }) => {
        const after = give(theGraph, advice, answer).advice;
        const unchanged = after.given.length === advice.given.length;
        expect(unchanged ? after : back(after)).toEqual(advice);
      }),
    );
  });

  it('changing an answer to itself changes nothing', () => {
    fc.assert(
      fc.property(someAdvice, (advice) => {
        for (const { node, chosen } of position(theGraph, advice).path) {
          const changing = change(theGraph, advice, node.id);
          expect(changing && give(theGraph, changing, { question: node.id, chosen })).toEqual({
            advice,
            dropped: [],
          });
        }
      }),
    );
  });

  it('a stored and restored advice goes on identically', () => {
    fc.assert(
      fc.property(someAnswer, ({ advice, answer }) => {
        const restored = adviceSchema.parse(JSON.parse(JSON.stringify(advice)));
        expect(restored).toEqual(advice);
        expect(give(theGraph, restored, answer)).toEqual(give(theGraph, advice, answer));
      }),
    );
  });

  it('there is a question or an outcome, and the count of questions never lies', () => {
    fc.assert(
      fc.property(someAdvice, (advice) => {
        const { question, outcomes, number, total, path } = position(theGraph, advice);
        expect(question !== undefined || outcomes.length > 0).toBe(true);
        expect(total.min).toBeLessThanOrEqual(total.max);
        expect(total.min).toBeGreaterThanOrEqual(question === undefined ? path.length : number);
      }),
    );
  });

  it('the state stays small however long someone goes on changing', () => {
    let advice = given(theGraph, ['projet=demarche']);
    for (let turn = 0; turn < 500; turn += 1) {
      advice = give(theGraph, advice, {
        question: 'perimetre',
        chosen: [turn % 2 === 0 ? 'front' : 'back'],
      }).advice;
    }
    expect(JSON.stringify(advice).length).toBeLessThan(10_000);
    expect(adviceSchema.safeParse(advice).success).toBe(true);
    expect(pathOf(advice, theGraph)).toEqual(['projet=demarche', 'perimetre=back']);
  });
});
