/** The tree of the repository, and small ones to break. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { TreeGraph } from '../../src/knowledge/tree-graph.ts';
import { type Tree, treeSchema } from '../../src/knowledge/tree-schema.ts';

/** The tree of `knowledge/`. */
export const theTree: Tree = treeSchema.parse(parse(readFileSync('knowledge/tree.yaml', 'utf8')));
export const theGraph = new TreeGraph(theTree);

/** A tree from YAML, its texts left out: `statement` fills them. */
export function treeOf(nodes: Record<string, Record<string, string | string[]>>, outcomes: string[]): Tree {
  const statement = { text: 'Parce que.', source: 'section' };
  return treeSchema.parse({
    start: Object.keys(nodes)[0],
    nodes: Object.entries(nodes).map(([id, choices]) => ({
      id,
      title: id,
      question: `Question ${id} ?`,
      why: statement,
      choices: Object.entries(choices).map(([choice, goto]) => ({ id: choice, label: choice, goto })),
      unknown: { text: 'On ne sait pas.' },
    })),
    outcomes: outcomes.map((id) => ({ id, title: id, recommendation: statement, strength: 'AUCUNE' })),
  });
}
