/** What a message says to a running advice: a word of the dialogue, an answer, or perhaps one. Texts in, moves out. */
import type { Position } from '../../advice/state.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { fold, phraseKey } from '../../knowledge/normalise.ts';
import type { TreeGraph } from '../../knowledge/tree-graph.ts';
import type { TreeNode } from '../../knowledge/tree-schema.ts';
import { ChoiceReader, type ChoiceReading } from '../../understanding/choices.ts';
import { yesOrNo } from '../../understanding/short-replies.ts';

/** An answer to one question. */
export interface Reply {
  readonly question: string;
  readonly chosen: readonly string[];
}

/** What a text is as an answer. */
export type Move =
  /**
   * One answer, or several when the text also answers what comes next ("un wiki" says that it is a site). `sure`: little
   * else is said. `byPlace`: by a number.
   */
  | {
      readonly type: 'answers';
      readonly replies: readonly Reply[];
      readonly sure: boolean;
      readonly byPlace: boolean;
    }
  | { readonly type: 'unsure'; readonly ids: readonly string[] }
  | { readonly type: 'out-of-range' }
  | { readonly type: 'none' };

/** Interrogative openings: such a message asks something, and looking it up comes first. */
const asks =
  /^(?:qu |que |quoi|qui |quel|quelle|quels|quelles|est ce|c est quoi|comment|combien|ou |peut on|y a t il|dois je|doit on|faut il|quand )/;

/** Whether a text is put as a question. */
export function isQuestion(text: string): boolean {
  const said = fold(text)
    .replace(/[^\p{L}\p{N}?]+/gu, ' ')
    .trim();
  return said.includes('?') || asks.test(`${said} `);
}

/** Reads answers to the questions of one tree. */
export class AnswerReader {
  readonly #graph: TreeGraph;
  readonly #readers: ReadonlyMap<string, ChoiceReader>;

  constructor(graph: TreeGraph, { lexicon }: Pick<Knowledge, 'lexicon'>) {
    this.#graph = graph;
    const stopWords = [...lexicon.stop_words, ...lexicon.greetings, ...lexicon.thanks].flatMap((line) =>
      line.split(' '),
    );
    this.#readers = new Map(
      graph.tree.nodes.map((node) => [
        node.id,
        new ChoiceReader(node.choices, stopWords, node.multiple !== undefined),
      ]),
    );
  }

  /** Exactly a number or a label of the question. */
  isExact(node: TreeNode, text: string): boolean {
    return this.#readers.get(node.id)?.isExact(text) ?? false;
  }

  /** A number, a label or a synonym. */
  exactly(node: TreeNode, text: string): Move {
    return this.#move(node, this.#of(node).readExactly(text), text);
  }

  /** The same, or something near, or something that a later question would take. */
  near(node: TreeNode, text: string): Move {
    const move = this.#move(node, this.#of(node).read(text), text);
    if (move.type === 'answers' || move.type === 'out-of-range') return move;
    const ahead = this.#ahead(node, text, 2);
    return ahead.length === 1 && ahead[0] !== undefined
      ? { type: 'answers', replies: ahead[0], sure: true, byPlace: false }
      : move;
  }

  /** The answered question that a text speaks of, with the choices it names. The longest match wins; equals are all given. */
  among(at: Position, text: string): Reply[] {
    const also = /(?:^| )(?:aussi|en plus|egalement)(?: |$)/.test(fold(text));
    const found = at.path.flatMap(({ node, chosen }) => {
      const reading = this.#of(node).read(text);
      if (reading.type !== 'chosen') return [];
      const both = [...new Set([...chosen, ...reading.ids])];
      const ids = also && this.#graph.accepts(node, both) ? both : reading.ids;
      return [{ question: node.id, chosen: ids, weight: reading.weight }];
    });
    const most = Math.max(...found.map(({ weight }) => weight));
    return found
      .filter(({ weight }) => weight === most)
      .map(({ question, chosen }) => ({ question, chosen }));
  }

  /** The question of the path that a text names: its place ("2"), or its title. */
  named(at: Position, text: string): TreeNode | undefined {
    const said = phraseKey(text);
    const number = /^\d{1,2}$/.test(said) ? Number(said) : undefined;
    if (number !== undefined) return at.path[number - 1]?.node;
    const titled = at.path.filter(({ node }) =>
      [node.title, ...node.aliases].some((name) => phraseKey(name) === said),
    );
    if (titled.length === 1) return titled[0]?.node;
    const spoken = at.path.filter(({ node }) =>
      phraseKey(node.title)
        .split(' ')
        .some((word) => said.split(' ').includes(word)),
    );
    return said !== '' && spoken.length === 1 ? spoken[0]?.node : undefined;
  }

  #of(node: TreeNode): ChoiceReader {
    const reader = this.#readers.get(node.id);
    if (reader === undefined) throw new Error(`no question ${node.id} in this tree`);
    return reader;
  }

  #move(node: TreeNode, reading: ChoiceReading, text: string): Move {
    if (reading.type !== 'chosen') return reading;
    const reply = { question: node.id, chosen: reading.ids };
    const onward = this.#saysMore(text, reading) ? this.#onward(node, reply.chosen, text) : [];
    return { type: 'answers', replies: [reply, ...onward], sure: reading.sure, byPlace: reading.byPlace };
  }

  /** A number, a yes or a no answers one question; other words may answer the next one too. */
  #saysMore(text: string, reading: ChoiceReading): boolean {
    return reading.type === 'chosen' && !reading.byPlace && yesOrNo(text) === undefined;
  }

  /** The one question that an answer leads to at once. */
  #next(node: TreeNode, chosen: readonly string[]): TreeNode | undefined {
    const [target, ...others] = this.#graph.targets(node, chosen);
    return others.length > 0 || target === undefined ? undefined : this.#graph.nodes.get(target);
  }

  /** What the guide places last is asked with what it places before; it is never inferred. */
  #isLastResort(node: TreeNode, chosen: readonly string[]): boolean {
    return this.#graph.targets(node, chosen).some((place) => {
      const strength = this.#graph.outcomes.get(place)?.strength;
      return strength === 'DERNIER_RECOURS' || strength === 'SINON';
    });
  }

  /** What the same words answer after this answer: "un site vitrine" says what kind of site too. */
  #onward(node: TreeNode, chosen: readonly string[], text: string): Reply[] {
    const next = this.#next(node, chosen);
    const reading = next && this.#of(next).readExactly(text);
    if (next === undefined || reading?.type !== 'chosen' || this.#isLastResort(next, reading.ids)) return [];
    return [{ question: next.id, chosen: reading.ids }, ...this.#onward(next, reading.ids, text)];
  }

  /** Exactly an answer, or words that name one beyond a doubt: out of turn, one word among others is not enough. */
  #clearly(node: TreeNode, text: string): ChoiceReading {
    const reader = this.#of(node);
    const exactly = reader.readExactly(text);
    const reading = exactly.type === 'none' ? reader.read(text) : exactly;
    const doubted = reading.type === 'chosen' && exactly.type === 'none' && reading.weight < 2;
    return doubted ? { type: 'none' } : reading;
  }

  /** The ways on from a question to a later one of which this is clearly an answer. */
  #ahead(node: TreeNode, text: string, depth: number): Reply[][] {
    return node.choices.flatMap((choice) => {
      const first = { question: node.id, chosen: [choice.id] };
      const next = this.#next(node, first.chosen);
      if (next === undefined) return [];
      const reading = this.#clearly(next, text);
      if (reading.type === 'chosen' && this.#saysMore(text, reading)) {
        if (this.#isLastResort(next, reading.ids)) return [[first]];
        const reply = { question: next.id, chosen: reading.ids };
        return [[first, reply, ...this.#onward(next, reading.ids, text)]];
      }
      return depth === 1 ? [] : this.#ahead(next, text, depth - 1).map((replies) => [first, ...replies]);
    });
  }
}
