/** The tree for people to look at: a Mermaid picture, a text outline, and one line a path. All made from the data. */
import { createHash } from 'node:crypto';
import { type Chosen, type TreeGraph, type TreePath, UNKNOWN } from '../knowledge/tree-graph.ts';
import type { Strength, Tree, TreeNode } from '../knowledge/tree-schema.ts';

/** Names a tree: the first twelve hexadecimal digits of the SHA-256 of its content. */
export function treeVersion(tree: Tree): string {
  return createHash('sha256').update(JSON.stringify(tree)).digest('hex').slice(0, 12);
}

/** How each strength is said, in the guide's own word. `AUCUNE` has none. */
export const strengthWords: Readonly<Record<Strength, string>> = {
  PREFERABLE: 'préférable',
  AUTANT_QUE_POSSIBLE: 'autant que possible',
  SI_POSSIBLE: 'si possible',
  ENVISAGER: 'envisager',
  SINON: 'sinon',
  DERNIER_RECOURS: 'en dernier recours',
  AUCUNE: 'force non précisée',
};

/** An answer in words: its labels, "+" between several. */
export function answerText(node: TreeNode, chosen: Chosen): string {
  if (chosen[0] === UNKNOWN) return 'Je ne sais pas';
  return node.choices
    .filter((choice) => chosen.includes(choice.id))
    .map((choice) => choice.label)
    .join(' + ');
}

const list = (target: string | readonly string[]): readonly string[] =>
  typeof target === 'string' ? [target] : target;

/** Mermaid ends a label at a double quote. */
const quoted = (text: string) => `"${text.replaceAll('"', "'")}"`;

/** A Mermaid flowchart: questions as boxes, outcomes rounded, « je ne sais pas » dotted. */
export function mermaid(graph: TreeGraph): string {
  const { nodes, outcomes } = graph.tree;
  const lines = ['flowchart LR'];
  for (const node of nodes) {
    lines.push(`  ${node.id}[${quoted(node.question)}]`);
    for (const choice of node.choices) {
      for (const target of list(choice.goto))
        lines.push(`  ${node.id} -->|${quoted(choice.label)}| ${target}`);
    }
    for (const target of list(node.multiple?.mixed ?? [])) {
      lines.push(`  ${node.id} -->|${quoted('critères opposés')}| ${target}`);
    }
    for (const target of list(node.unknown.goto ?? [])) {
      lines.push(`  ${node.id} -.->|${quoted('je ne sais pas')}| ${target}`);
    }
  }
  for (const outcome of outcomes) {
    lines.push(`  ${outcome.id}(${quoted(`${outcome.title} — ${strengthWords[outcome.strength]}`)})`);
  }
  return `${lines.join('\n')}\n`;
}

/** A line of the outline, and how deep it stands. */
export interface OutlineLine {
  readonly depth: number;
  readonly text: string;
}

/** The tree as an outline: choices, and where each ends. A question that was already shown is only named. */
export function outline(graph: TreeGraph): OutlineLine[] {
  const lines: OutlineLine[] = [];
  const shown = new Set<string>();
  const place = (id: string, depth: number) => {
    const outcome = graph.outcomes.get(id);
    if (outcome !== undefined) {
      lines.push({ depth, text: `→ ${outcome.title} (${strengthWords[outcome.strength]})` });
      return;
    }
    const node = graph.nodes.get(id);
    if (node === undefined) return;
    if (shown.has(id)) {
      lines.push({ depth, text: `→ ${node.title} (ci-dessus)` });
      return;
    }
    shown.add(id);
    for (const choice of node.choices) {
      const targets = list(choice.goto);
      const [only] = targets;
      const outcome = targets.length === 1 && only !== undefined ? graph.outcomes.get(only) : undefined;
      if (outcome !== undefined) {
        lines.push({
          depth,
          text: `${choice.label} → ${outcome.title} (${strengthWords[outcome.strength]})`,
        });
        continue;
      }
      lines.push({ depth, text: choice.label });
      for (const target of targets) place(target, depth + 1);
    }
  };
  place(graph.tree.start, 0);
  return lines;
}

/** A path in one line: the answers, then the outcomes with their strength. */
export function pathLine(graph: TreeGraph, { answers, outcomes }: TreePath): string {
  const steps = answers.flatMap(({ question, chosen }) => {
    const node = graph.nodes.get(question);
    return node === undefined ? [] : [answerText(node, chosen)];
  });
  const ends = outcomes.flatMap((id) => {
    const outcome = graph.outcomes.get(id);
    return outcome === undefined ? [] : [`${outcome.title} (${strengthWords[outcome.strength]})`];
  });
  return `${steps.join(' › ')} → ${ends.join(' et ')}`;
}
