/** What an advice comes to: the outcomes that were reached, each with its reasons, and what goes with all of them. */
import type { Statement } from '../knowledge/schema.ts';
import { type Chosen, type TreeGraph, UNKNOWN } from '../knowledge/tree-graph.ts';
import type { Choice, Outcome } from '../knowledge/tree-schema.ts';
import { give } from './advice.ts';
import { type Advice, type Answered, type Position, position } from './state.ts';

/** One outcome with what the answers add to it. */
export interface Part {
  readonly outcome: Outcome;
  readonly reasons: readonly Statement[];
  readonly ruledOut: readonly Statement[];
}

/** A recommendation: one part, or several that add up. */
export interface Recommendation {
  readonly parts: readonly Part[];
  readonly path: readonly Answered[];
  /** Ids of rules: those of the whole tree, then those of the outcomes. */
  readonly duties: readonly string[];
  readonly nextSteps: readonly string[];
  readonly additions: readonly Addition[];
  readonly commands: readonly string[];
  /** Ids of the sections that it rests on, the most important first. */
  readonly sources: readonly string[];
}

/** The recommendation at a position without an open question. */
export function recommend(graph: TreeGraph, at: Position): Recommendation {
  const parts = at.outcomes.map((outcome) => part(graph, at, outcome));
  const statements = parts.flatMap(({ outcome, reasons, ruledOut }) => [
    outcome.recommendation,
    ...reasons,
    ...ruledOut,
    ...outcome.cautions,
  ]);
  const all = (of: (outcome: Outcome) => readonly string[]) => [...new Set(at.outcomes.flatMap(of))];
  return {
    parts,
    path: at.path,
    duties: [...new Set([...graph.tree.duties, ...all((outcome) => outcome.duties)])],
    nextSteps: all((outcome) => outcome.next_steps),
    additions: additions(graph, at),
    commands: all((outcome) => outcome.commands),
    sources: [...new Set(statements.map((statement) => statement.source))],
  };
}

/** An outcome, with the reasons of the answers that led to it. */
function part(graph: TreeGraph, at: Position, outcome: Outcome): Part {
  const choices = at.path
    .filter(({ node, chosen }) => graph.reachable(graph.targets(node, chosen)).has(outcome.id))
    .flatMap(({ node, chosen }) => graph.choices(node, chosen));
  return {
    outcome,
    reasons: [...choices.flatMap((choice) => choice.reasons), ...outcome.reasons],
    ruledOut: [...choices.flatMap((choice) => choice.ruled_out), ...outcome.ruled_out],
  };
}

/** What one other answer would change. */
export interface Supposition {
  /** The state as it would be. */
  readonly advice: Advice;
  readonly at: Position;
  readonly added: readonly Outcome[];
  readonly removed: readonly Outcome[];
  readonly dropped: readonly Answered[];
}

/** Replays an advice with one answer changed ("et si j'avais une contrainte HDS ?"); the advice itself stays as it is. */
export function suppose(
  graph: TreeGraph,
  advice: Advice,
  answer: { question: string; chosen: readonly string[] },
): Supposition {
  const before = position(graph, advice);
  const moved = give(graph, advice, answer);
  const at = position(graph, moved.advice);
  return {
    advice: moved.advice,
    at,
    added: at.outcomes.filter((outcome) => !before.outcomes.includes(outcome)),
    removed: before.outcomes.filter((outcome) => !at.outcomes.includes(outcome)),
    dropped: moved.dropped,
  };
}

/** Another part of the project, which adds to the recommendation instead of replacing it: a back office beside the front. */
export interface Addition {
  readonly question: string;
  /** The part that may be added: a choice of that question. */
  readonly choice: Choice;
  /** The answer that stands for the present one and that part together. */
  readonly chosen: Chosen;
}

/** The parts that may be added to an advice: where a choice leads to all that the present one and another lead to. */
export function additions(graph: TreeGraph, at: Position): Addition[] {
  return at.path.flatMap(({ node, chosen }) => {
    const now = graph.targets(node, chosen);
    if (node.multiple !== undefined || chosen[0] === UNKNOWN) return [];
    return node.choices.flatMap((choice) => {
      const more = graph.targets(node, [choice.id]).filter((place) => !now.includes(place));
      const all = [...now, ...more];
      const both = node.choices.find((one) => {
        const reached = graph.targets(node, [one.id]);
        return (
          one !== choice && reached.length === all.length && all.every((place) => reached.includes(place))
        );
      });
      return more.length === 0 || both === undefined
        ? []
        : [{ question: node.id, choice, chosen: [both.id] }];
    });
  });
}
