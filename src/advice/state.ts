/**
 * The state of an advice and what it means. The state is only what was answered; everything else (the question to put, the
 * outcomes, what an answer is still good for) is worked out again from the start of the tree at each message, as GOV.UK's
 * smart-answers do. So going back, changing, resuming and recapitulating need no code of their own in the tree.
 */
import { z } from 'zod';
import type { Chosen, Span, TreeGraph } from '../knowledge/tree-graph.ts';
import type { Outcome, TreeNode } from '../knowledge/tree-schema.ts';

/** One answer. `cause` is the message that gave it, where the platform can tell (an edit of it changes the answer). */
const givenSchema = z.strictObject({
  question: z.string(),
  chosen: z.array(z.string()).min(1),
  cause: z.string().optional(),
  /** The answer replaced another: going back from it asks the question again. */
  changed: z.literal(true).optional(),
  /** The questions whose answers it dropped, because they were on no path any more. */
  dropped: z.array(z.string()).optional(),
});
export type Given = z.infer<typeof givenSchema>;

/** What is stored of an advice: small JSON, no text of anyone's message. */
export const adviceSchema = z.strictObject({
  /** The version of the tree that it was led with. */
  tree: z.string(),
  /** Where it started. */
  start: z.string(),
  /** The answers in the order in which they were given; a later one to the same question replaces the earlier. */
  given: z.array(givenSchema).max(100),
  /** The question whose answer is being changed. */
  changing: z.string().optional(),
  /** How often in a row the person was not understood at this question. */
  misses: z.number().int().nonnegative(),
  /** Choices about which "Vouliez-vous dire … ?" was asked: "oui" takes them. */
  offered: z.array(z.string()).optional(),
});
export type Advice = z.infer<typeof adviceSchema>;

/** A question that was answered, in the order of the path. */
export interface Answered {
  readonly node: TreeNode;
  readonly chosen: Chosen;
}

/** Where an advice stands. */
export interface Position {
  readonly path: readonly Answered[];
  /** The question to put; none when the advice has arrived. */
  readonly question: TreeNode | undefined;
  /** The present answer to `question`, when it is being changed. */
  readonly former: Chosen | undefined;
  /** The number of `question`, from 1. */
  readonly number: number;
  /** How many questions there are in all. */
  readonly total: Span;
  /** Outcomes reached so far; all of them when there is no question. */
  readonly outcomes: readonly Outcome[];
}

/** The answers that count: by question, once those that do not fit any more have been dropped. */
type Answers = ReadonlyMap<string, Chosen>;

/** What a walk from the start finds. */
interface Walk {
  readonly path: readonly Answered[];
  readonly open: readonly TreeNode[];
  readonly outcomes: readonly Outcome[];
}

/** Follows the answers from the start. A question without an answer stays open; what comes after it is walked all the same. */
function walk(graph: TreeGraph, start: string, answers: Answers): Walk {
  const path: Answered[] = [];
  const open: TreeNode[] = [];
  const outcomes = new Set<Outcome>();
  const waiting = [start];
  for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
    const outcome = graph.outcomes.get(place);
    if (outcome !== undefined) outcomes.add(outcome);
    const node = graph.nodes.get(place);
    if (node === undefined || open.includes(node) || path.some((step) => step.node === node)) continue;
    const chosen = answers.get(place);
    if (chosen === undefined || !graph.accepts(node, chosen)) {
      open.push(node);
      continue;
    }
    path.push({ node, chosen });
    waiting.unshift(...graph.targets(node, chosen));
  }
  return { path, open, outcomes: [...outcomes] };
}

/**
 * The answers that count after each given one in turn, and those that the last one made drop: they are on no path any more.
 * An answer beyond an open question is kept as long as that question can lead to it.
 */
export function settle(
  graph: TreeGraph,
  start: string,
  given: readonly Given[],
): { answers: Answers; dropped: readonly Answered[] } {
  let answers = new Map<string, Chosen>();
  let dropped: Answered[] = [];
  for (const { question, chosen } of given) {
    answers.set(question, chosen);
    const { path, open } = walk(graph, start, answers);
    const beyond = graph.reachable(open.map((node) => node.id));
    const fits = new Map<string, Chosen>();
    dropped = [];
    for (const [id, former] of answers) {
      const node = graph.nodes.get(id);
      if (node === undefined) continue;
      const kept = path.some((step) => step.node === node) || beyond.has(id);
      if (kept && graph.accepts(node, former)) fits.set(id, former);
      else dropped.push({ node, chosen: former });
    }
    answers = fits;
  }
  return { answers, dropped };
}

/** Works out where an advice stands. */
export function position(graph: TreeGraph, advice: Advice): Position {
  const { answers } = settle(graph, advice.start, advice.given);
  const { path, open, outcomes } = walk(graph, advice.start, answers);
  const left = open.map((node) => spanWith(graph, node, answers));
  const total = {
    min: left.reduce((sum, { min }) => sum + min, path.length),
    max: left.reduce((sum, { max }) => sum + max, path.length),
  };
  const changed = path.findIndex((step) => step.node.id === advice.changing);
  const changing = path[changed];
  if (changing !== undefined) {
    return { path, question: changing.node, former: changing.chosen, number: changed + 1, total, outcomes };
  }
  return { path, question: open[0], former: undefined, number: path.length + 1, total, outcomes };
}

/** The questions left from a node, where an answer that was kept counts as given. */
function spanWith(graph: TreeGraph, node: TreeNode, answers: Answers): Span {
  const kept = [...graph.reachable([node.id])].some((place) => answers.has(place));
  if (!kept) return graph.span(node.id);
  const spans = graph.answers(node).map((chosen) => {
    const walked = walk(graph, node.id, new Map([...answers, [node.id, chosen]]));
    return graph.spanOf(walked.open.map((open) => open.id));
  });
  return {
    min: 1 + Math.min(...spans.map(({ min }) => min)),
    max: 1 + Math.max(...spans.map(({ max }) => max)),
  };
}
