/** The tree for people to look at: a Mermaid picture, a text outline, and one line a path. All made from the data. */
import { createHash } from 'node:crypto';
import { type Chosen, type TreeGraph, type TreePath, UNKNOWN } from '../knowledge/tree-graph.ts';
import type { Choice, Outcome, Tree, TreeNode } from '../knowledge/tree-schema.ts';
import { strengthWords } from '../knowledge/tree-schema.ts';

/** Names a tree: the first twelve hexadecimal digits of the SHA-256 of its content. */
export function treeVersion(tree: Tree): string {
  return createHash('sha256').update(JSON.stringify(tree)).digest('hex').slice(0, 12);
}

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

/** A choice as it is spoken of: without what follows the colon. */
export const shortLabel = (label: string) => label.split(' : ')[0] ?? label;

/** An outcome with its strength, where the guide gives one. */
function ending({ title, strength }: Outcome): string {
  return strength === 'AUCUNE' ? title : `${title} (${strengthWords[strength]})`;
}

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
    lines.push(`  ${outcome.id}(${quoted(ending(outcome))})`);
  }
  return `${lines.join('\n')}\n`;
}

/** A part of the outline: a first choice, and each way on from it in a line. */
export interface OutlineSection {
  readonly title: string;
  /** "Front usager › Pas de contrainte HDS → Démarche Numérique (préférable)". */
  readonly lines: readonly string[];
}

/** The tree as an outline, a part a choice of the first question. A question that several ways lead to is spelt out once. */
export function outline(graph: TreeGraph): OutlineSection[] {
  const shown = new Set<string>();
  const ends = (target: string, way: readonly string[]): string[] => {
    const outcome = graph.outcomes.get(target);
    const node = graph.nodes.get(target);
    if (outcome !== undefined) {
      return [[way.join(' › '), ending(outcome)].filter((text) => text !== '').join(' → ')];
    }
    if (node === undefined) return [];
    shown.add(target);
    return node.choices.flatMap((choice) => onward(choice, [...way, shortLabel(choice.label)]));
  };
  const onward = ({ goto }: Choice, way: readonly string[]): string[] => {
    const targets = list(goto);
    const known = targets.filter((target) => shown.has(target));
    const titles = known.flatMap((target) => graph.nodes.get(target)?.title ?? []);
    const named =
      titles.length === 0
        ? []
        : [[way.join(' › '), titles.join(', puis ')].filter((text) => text !== '').join(' → ')];
    return [
      ...named,
      ...targets.filter((target) => !known.includes(target)).flatMap((target) => ends(target, way)),
    ];
  };
  const first = graph.nodes.get(graph.tree.start);
  return (first?.choices ?? []).map((choice) => ({ title: choice.label, lines: onward(choice, []) }));
}

/** A path in one line: the answers, then the outcomes with their strength. */
export function pathLine(graph: TreeGraph, { answers, outcomes }: TreePath): string {
  const steps = answers.flatMap(({ question, chosen }) => {
    const node = graph.nodes.get(question);
    return node === undefined ? [] : [answerText(node, chosen)];
  });
  const ends = outcomes.flatMap((id) => {
    const outcome = graph.outcomes.get(id);
    return outcome === undefined ? [] : [ending(outcome)];
  });
  return `${steps.join(' › ')} → ${ends.join(' et ')}`;
}
