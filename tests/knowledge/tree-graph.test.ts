import { describe, expect, it } from 'vitest';
import { TreeGraph, UNKNOWN } from '../../src/knowledge/tree-graph.ts';
import { treeSchema } from '../../src/knowledge/tree-schema.ts';
import { theGraph, treeOf } from '../support/tree.ts';

const small = new TreeGraph(
  treeOf(
    { a: { one: 'b', two: 'x', both: ['b', 'c'] }, b: { yes: 'x', no: 'y' }, c: { yes: 'y', no: 'z' } },
    ['x', 'y', 'z'],
  ),
);
const node = (graph: TreeGraph, id: string) => {
  const found = graph.nodes.get(id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};

describe('the graph of a tree', () => {
  it('gives where an answer leads, several places in order', () => {
    expect(small.targets(node(small, 'a'), ['one'])).toEqual(['b']);
    expect(small.targets(node(small, 'a'), ['both'])).toEqual(['b', 'c']);
  });

  it('counts the questions of the shortest and of the longest way, itself included', () => {
    expect(small.span('a')).toEqual({ min: 1, max: 3 });
    expect(small.span('x')).toEqual({ min: 0, max: 0 });
    expect(small.spanOf(['b', 'c'])).toEqual({ min: 2, max: 2 });
  });

  it('enumerates every path, and adds outcomes up without repeating one', () => {
    const paths = [...small.paths()].map((path) => path.outcomes.join('+'));
    expect(paths).toEqual(['x', 'y', 'x', 'x+y', 'x+z', 'y', 'y+z']);
  });

  it('refuses « je ne sais pas » where it leads nowhere, unknown choices, and two answers to a question that takes one', () => {
    const question = node(small, 'a');
    expect(small.accepts(question, ['one'])).toBe(true);
    expect(small.accepts(question, [UNKNOWN])).toBe(false);
    expect(small.accepts(question, ['three'])).toBe(false);
    expect(small.accepts(question, ['one', 'two'])).toBe(false);
    expect(small.accepts(question, [])).toBe(false);
  });

  describe('with a question that takes several answers', () => {
    const tree = treeOf({ a: { p: 'x', q: 'x', r: 'y', none: 'z' } }, ['x', 'y', 'z', 'm']);
    const [question] = tree.nodes;
    const several = treeSchema.parse({
      ...tree,
      nodes: [
        {
          ...question,
          multiple: { mixed: 'm' },
          choices: question?.choices.map((choice) => ({ ...choice, alone: choice.id === 'none' })),
        },
      ],
    });
    const graph = new TreeGraph(several);
    const a = node(graph, 'a');

    it('leads to the one place where they agree, else to the mixed one', () => {
      expect(graph.targets(a, ['p', 'q'])).toEqual(['x']);
      expect(graph.targets(a, ['p', 'r'])).toEqual(['m']);
    });

    it('keeps alone what cannot be combined', () => {
      expect(graph.accepts(a, ['none'])).toBe(true);
      expect(graph.accepts(a, ['none', 'p'])).toBe(false);
    });

    it('lists every answer', () => {
      expect(graph.answers(a)).toEqual([
        ['p'],
        ['q'],
        ['r'],
        ['none'],
        ['p', 'q'],
        ['p', 'r'],
        ['q', 'r'],
        ['p', 'q', 'r'],
      ]);
    });
  });
});

describe('the tree of the repository', () => {
  it('arrives after one to four questions', () => {
    expect(theGraph.span('projet')).toEqual({ min: 1, max: 4 });
  });

  it('reaches all its outcomes', () => {
    const reached = new Set([...theGraph.paths()].flatMap((path) => path.outcomes));
    expect([...theGraph.outcomes.keys()].filter((id) => !reached.has(id))).toEqual([]);
  });
});
