/** What every part of the guided dialogue works with, and how it says where an advice stands. */
import { recommend } from '../../advice/recommendation.ts';
import { type Advice, type Position, position } from '../../advice/state.ts';
import type { Answer, Block, Citation } from '../../answering/answer.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { TreeGraph } from '../../knowledge/tree-graph.ts';
import type { DialogueStep } from '../dialogue.ts';
import type { Count, IncomingMessage } from '../message.ts';
import { outcomeAnswer } from './outcome.ts';
import type { AnswerReader } from './reading.ts';
import { type Stored, writeStored } from './stored.ts';
import { questionBlocks } from './texts.ts';

/** The tree and what reads answers to it. */
export interface Guide {
  readonly knowledge: Knowledge;
  readonly graph: TreeGraph;
  /** Names the tree: an advice led with another is checked before it goes on. */
  readonly version: string;
  readonly reader: AnswerReader;
}

/** One message to a running advice. */
export interface Turn {
  readonly message: IncomingMessage;
  readonly stored: Pick<Stored, 'advice' | 'put'>;
  /** Where the advice stood before it. */
  readonly at: Position;
}

/** What may happen at a question, for the figures: no text, no person. */
export type Happening = 'reached' | 'answered' | 'unknown' | 'back' | 'misunderstood' | 'given-up';

/** Something at a question, or an outcome reached, as it is counted. */
export const stepCount = (place: string, happening: Happening): Count => ({
  name: 'advice_steps',
  labels: { place, happening },
});

/** A turn at an advice as it stands. */
export function turnOf(guide: Guide, message: IncomingMessage, stored: Turn['stored']): Turn {
  return { message, stored, at: position(guide.graph, stored.advice) };
}

/** Something said in the dialogue, without sources unless told. */
export function said(blocks: readonly Block[], more: Partial<Answer> = {}): Answer {
  return { band: 'answer', confidence: 1, subjects: [], blocks, citations: [], ...more };
}

/** The sections cited. */
export function citations({ knowledge }: Guide, ids: readonly string[]): Citation[] {
  return [...new Set(ids)].flatMap((id) => knowledge.sources.get(id) ?? []);
}

/** What is said around the next question or the recommendation. */
interface Around {
  /** Before the question. */
  readonly lead?: readonly Block[];
  /** After the head of the recommendation, which comes first whatever there is to say; what leads unless told. */
  readonly remarks?: readonly Block[];
  readonly counts?: readonly Count[];
}

/** The next state: the question to put, or the recommendation. */
export function stand(
  guide: Guide,
  { message, stored, at: before }: Turn,
  advice: Advice,
  { lead = [], remarks = lead, counts = [] }: Around = {},
): DialogueStep {
  const at = position(guide.graph, advice);
  const { question, outcomes } = at;
  const reached = question === undefined ? outcomes : [question];
  const news = reached.filter(
    (place) => place !== before.question && !before.outcomes.some((one) => one === place),
  );
  return {
    answer:
      question === undefined
        ? outcomeAnswer(recommend(guide.graph, at), guide.knowledge, remarks)
        : said(lead),
    ...put(at),
    state: writeStored({ at: message.at, advice, put: stored.put }, message.id, question?.id),
    counts: [...counts, ...news.map(({ id }) => stepCount(id, 'reached'))],
  };
}

/** The question that waits, to be put after what is said. */
function put(at: Position): Pick<DialogueStep, 'question'> {
  return at.question === undefined ? {} : { question: questionBlocks(at) };
}

/** Something said without moving; the question that waits is put again after it. */
export function remark(
  guide: Guide,
  { message, stored, at }: Turn,
  blocks: readonly Block[],
  more: {
    readonly advice?: Advice;
    readonly answer?: Partial<Answer>;
    readonly counts?: readonly Count[];
  } = {},
): DialogueStep {
  const advice = more.advice ?? stored.advice;
  return {
    answer: said(blocks, more.answer),
    ...put(position(guide.graph, advice)),
    state: writeStored({ at: message.at, advice, put: stored.put }, message.id, at.question?.id),
    counts: more.counts ?? [],
  };
}
