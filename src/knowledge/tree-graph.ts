/**
 * The decision tree as a graph: where answers lead, how many questions are left, every path. Exact, because routing is data.
 * It expects a tree that `validate-tree.ts` found right (targets exist, no cycle) unless told otherwise.
 */
import type { Choice, Outcome, Tree, TreeNode } from './tree-schema.ts';

/** The answer « je ne sais pas », beside the ids of choices. No choice may have this id. */
export const UNKNOWN = 'je-ne-sais-pas';

/** Choices given to one question; `[UNKNOWN]` for « je ne sais pas ». */
export type Chosen = readonly string[];

/** A finished way through the tree: the answers in order, and the outcomes that add up. */
export interface TreePath {
  readonly answers: readonly { readonly question: string; readonly chosen: Chosen }[];
  readonly outcomes: readonly string[];
}

/** A smallest and a largest number of questions. */
export interface Span {
  readonly min: number;
  readonly max: number;
}

const list = (target: string | readonly string[]): readonly string[] =>
  typeof target === 'string' ? [target] : target;

/** A tree, indexed. */
export class TreeGraph {
  readonly tree: Tree;
  readonly nodes: ReadonlyMap<string, TreeNode>;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly #spans = new Map<string, Span>();

  constructor(tree: Tree) {
    this.tree = tree;
    this.nodes = new Map(tree.nodes.map((node) => [node.id, node]));
    this.outcomes = new Map(tree.outcomes.map((outcome) => [outcome.id, outcome]));
  }

  /** Whether these choices are an answer to this question that leads somewhere. */
  accepts(node: TreeNode, chosen: Chosen): boolean {
    if (chosen.length === 0 || new Set(chosen).size < chosen.length) return false;
    if (chosen[0] === UNKNOWN && chosen.length === 1) return node.unknown.goto !== undefined;
    const choices = chosen.map((wanted) => node.choices.find((choice) => choice.id === wanted));
    if (choices.includes(undefined)) return false;
    return (
      chosen.length === 1 ||
      (node.multiple !== undefined && !choices.some((choice) => choice?.alone === true))
    );
  }

  /** The choices that were made, in the tree's order; none for « je ne sais pas ». */
  choices(node: TreeNode, chosen: Chosen): Choice[] {
    return node.choices.filter((choice) => chosen.includes(choice.id));
  }

  /** Where an answer leads: nodes and outcomes, in order. */
  targets(node: TreeNode, chosen: Chosen): readonly string[] {
    if (chosen[0] === UNKNOWN) return list(node.unknown.goto ?? []);
    const places = [...new Set(this.choices(node, chosen).flatMap((choice) => list(choice.goto)))];
    if (chosen.length === 1 || places.length === 1) return places;
    return node.multiple?.mixed === undefined ? places : list(node.multiple.mixed);
  }

  /** Every answer that a question accepts. */
  answers(node: TreeNode): Chosen[] {
    const single = node.choices.map((choice) => [choice.id]);
    const unknown = node.unknown.goto === undefined ? [] : [[UNKNOWN]];
    if (node.multiple === undefined) return [...single, ...unknown];
    const combined = node.choices.filter((choice) => !choice.alone).map((choice) => choice.id);
    const sets = Array.from({ length: 2 ** combined.length }, (_, bits) =>
      combined.filter((_, position) => (bits >> position) & 1),
    ).filter((chosen) => chosen.length > 1);
    return [...single, ...sets.sort((left, right) => left.length - right.length), ...unknown];
  }

  /** Every place that may follow a question at once. */
  next(node: TreeNode): string[] {
    const { unknown, multiple, choices } = node;
    const mixed = multiple?.mixed === undefined ? [] : list(multiple.mixed);
    return [
      ...new Set([...choices.flatMap((choice) => list(choice.goto)), ...mixed, ...list(unknown.goto ?? [])]),
    ];
  }

  /** Everything that can be reached from some places, themselves included. Holds on a wrong tree too. */
  reachable(from: Iterable<string>): Set<string> {
    const seen = new Set<string>();
    const waiting = [...from];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const node = this.nodes.get(place);
      if (node !== undefined) waiting.push(...this.next(node));
    }
    return seen;
  }

  /** How many questions a place still holds, itself included; none for an outcome. */
  span(place: string): Span {
    const node = this.nodes.get(place);
    if (node === undefined) return { min: 0, max: 0 };
    const known = this.#spans.get(place);
    if (known !== undefined) return known;
    const spans = this.answers(node).map((chosen) => this.spanOf(this.targets(node, chosen)));
    const span = {
      min: 1 + Math.min(...spans.map(({ min }) => min)),
      max: 1 + Math.max(...spans.map(({ max }) => max)),
    };
    this.#spans.set(place, span);
    return span;
  }

  /** The questions of several places that follow each other. */
  spanOf(places: readonly string[]): Span {
    const spans = places.map((place) => this.span(place));
    return {
      min: spans.reduce((sum, { min }) => sum + min, 0),
      max: spans.reduce((sum, { max }) => sum + max, 0),
    };
  }

  /** Every path from some places, in the tree's order. */
  *paths(places: readonly string[] = [this.tree.start]): Generator<TreePath> {
    const [first, ...rest] = places;
    if (first === undefined) {
      yield { answers: [], outcomes: [] };
      return;
    }
    const node = this.nodes.get(first);
    if (node === undefined) {
      for (const path of this.paths(rest)) {
        yield { answers: path.answers, outcomes: [...new Set([first, ...path.outcomes])] };
      }
      return;
    }
    for (const chosen of this.answers(node)) {
      for (const path of this.paths([...this.targets(node, chosen), ...rest])) {
        yield { answers: [{ question: node.id, chosen }, ...path.answers], outcomes: path.outcomes };
      }
    }
  }
}
