/** What came of one question: how it is understood, and how sure that is. */
import type { Band } from './bands.ts';
import type { Utterance } from './meaning.ts';
import type { Manner, Question } from './question.ts';

/** What came of one question. */
export interface Understanding {
  readonly band: Band;
  /** The best reading; in the refuse band what it would have been, if anything. */
  readonly question: Question | undefined;
  /** Other readings that explain enough to be meant, best first. */
  readonly others: readonly Question[];
  /** Found by words alone, two products in one sentence that may be no comparison, or read out of a story. */
  readonly guessed: boolean;
  /** Explains nearly all that is asked, by phrases that the knowledge lists, well ahead of other readings: answered without a reserve. */
  readonly sure: boolean;
  /** Understood only by its likeness to an example. */
  readonly likened: boolean;
  /** Not understood: `question` is only what comes nearest to it. */
  readonly remote: boolean;
  /** Read from everyday words alone, which may mean anything: how much of the message these are says nothing. */
  readonly doubtful: boolean;
  /** Not sure, and so much like what the guide does not answer that an answer would be a guess. */
  readonly unanswerable: boolean;
  /** Share of the information that was understood, 0 to 1. */
  readonly confidence: number;
  readonly manner: Manner;
  readonly corrections: Utterance['corrections'];
  /** Words that no reading explains, as they were written. */
  readonly unknown: readonly string[];
  /** Those of them that may be what is asked, since few questions with an answer have them; none where it is understood for sure. */
  readonly strange: readonly string[];
  /** Entities that were recognised, even when the question was not. */
  readonly subjects: readonly string[];
  /** Its first word belongs to the name of a subject: "Ondine, Sites Faciles : lequel … ?" speaks to nobody. */
  readonly startsWithSubject: boolean;
  /** Nothing but greetings, thanks or function words. */
  readonly empty: boolean;
  /** Positions of the words of `utterance` that the best reading explains. */
  readonly explained: ReadonlySet<number>;
  /** The recognised text, for the caller's own checks (who is addressed). */
  readonly utterance: Utterance;
}

/** Whether it is understood well enough to be answered. */
export const isAnswer = (one: Understanding | undefined): one is Understanding => one?.band === 'answer';

/** What the guide never says, or does not know. */
export const isSilence = (question: Question | undefined) =>
  question?.kind === 'unsaid' || question?.kind === 'unknown-product';

/** Whether no two ask the same. */
export function allDiffer(understandings: readonly Understanding[]): boolean {
  return new Set(understandings.map((one) => JSON.stringify(one.question))).size === understandings.length;
}
