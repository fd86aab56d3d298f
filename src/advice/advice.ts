/** The moves of an advice: each takes a state and gives the next one. Pure; nothing that a person does makes them throw. */
import type { Chosen, TreeGraph } from '../knowledge/tree-graph.ts';
import { type Advice, type Answered, type Given, position, settle } from './state.ts';

/** Beyond this many answers only those that count are kept, and « retour » goes no further back. */
const MAX_GIVEN = 60;

/** The next state, and the earlier answers that it drops because they are on no path any more. */
export interface Move {
  readonly advice: Advice;
  readonly dropped: readonly Answered[];
}

/** A new advice. `version` names the tree; `start` is the node where it starts. */
export function begin(graph: TreeGraph, version: string, start: string = graph.tree.start): Advice {
  return { tree: version, start, given: [], misses: 0 };
}

/** The same advice with the traces of misunderstandings wiped, and nothing being changed. */
function calm(advice: Advice, given: readonly Given[] = advice.given): Advice {
  return { tree: advice.tree, start: advice.start, given: [...given], misses: 0 };
}

/**
 * Answers a question: the present one, or another whose answer changes. The choices must be accepted by the question.
 * An answer that repeats the one that counts changes nothing.
 */
export function give(
  graph: TreeGraph,
  advice: Advice,
  answer: { readonly question: string; readonly chosen: Chosen; readonly cause?: string | undefined },
): Move {
  const { question, cause } = answer;
  const node = graph.nodes.get(question);
  // In the tree's order, so that "3 et 1" is the same answer as "1 et 3".
  const order = new Map(node?.choices.map((choice, index) => [choice.id, index]));
  const chosen = [...answer.chosen].sort((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0));
  const { answers } = settle(graph, advice.start, advice.given);
  if (answers.get(question)?.join() === chosen.join()) return { advice: calm(advice), dropped: [] };
  const kept = advice.given.length < MAX_GIVEN ? advice.given : current(advice.given);
  const { dropped } = settle(graph, advice.start, [...kept, { question, chosen }]);
  const entry: Given = {
    question,
    chosen,
    ...(cause === undefined ? {} : { cause }),
    ...(advice.changing === question ? { changed: true } : {}),
    ...(dropped.length === 0 ? {} : { dropped: dropped.map(({ node }) => node.id) }),
  };
  return { advice: calm(advice, [...kept, entry]), dropped };
}

/** The answers that count, each as it was last given: what was replaced or dropped since is left out. */
function current(given: readonly Given[]): Given[] {
  const answers = new Map<string, Given>();
  for (const { dropped = [], ...answer } of given) {
    answers.set(answer.question, answer);
    for (const question of dropped) answers.delete(question);
  }
  return [...answers.values()];
}

/** One step back: out of a change, or before the last answer. Undefined when there is nothing to go back to. */
export function back(advice: Advice): Advice | undefined {
  if (advice.changing !== undefined) return calm(advice);
  const last = advice.given.at(-1);
  if (last === undefined) return undefined;
  const before = calm(advice, advice.given.slice(0, -1));
  return last.changed === true ? { ...before, changing: last.question } : before;
}

/** Asks an answered question again. Undefined when it is not on the path. */
export function change(graph: TreeGraph, advice: Advice, question: string): Advice | undefined {
  const answered = position(graph, advice).path.some((step) => step.node.id === question);
  return answered ? { ...calm(advice), changing: question } : undefined;
}

/** The question that a message answered, if it did; the first of them when it answered several. */
export function questionOf(advice: Advice, cause: string): string | undefined {
  return advice.given.find((given) => given.cause === cause)?.question;
}

/** The person was not understood once more. */
export function miss(advice: Advice): Advice {
  return { ...offer(advice, []), misses: advice.misses + 1 };
}

/** Notes the choices that may have been meant, so that "oui" takes them; none: forgets those that were noted. */
export function offer(advice: Advice, choices: Chosen): Advice {
  const { offered: _, ...rest } = advice;
  return choices.length === 0 ? rest : { ...rest, offered: [...choices] };
}

/** What became of a stored advice. */
export interface Resumed {
  readonly advice: Advice;
  /** How many answers do not fit the tree any more; it goes on at the first of them. */
  readonly lost: number;
}

/** Brings a stored advice to the present tree. Undefined when the place where it started is gone. */
export function resume(graph: TreeGraph, version: string, advice: Advice): Resumed | undefined {
  if (!graph.nodes.has(advice.start)) return undefined;
  if (advice.tree === version) return { advice, lost: 0 };
  const before = current(advice.given);
  const { answers } = settle(graph, advice.start, before);
  const kept = before.filter(({ question }) => answers.has(question));
  const moved = { ...calm(advice, kept), tree: version };
  const changing = kept.some(({ question }) => question === advice.changing) ? advice.changing : undefined;
  return {
    advice: changing === undefined ? moved : { ...moved, changing },
    lost: before.length - kept.length,
  };
}
