/** What a phrase of a question may mean, and how a question is represented once recognised. */
import type { Word } from '../knowledge/normalise.ts';

/**
 * How a phrase names something. `name` counts anywhere; `weak` (short or ambiguous) only where nothing else explains the
 * words, or where the context asks for that group; `need` is what someone looks for without knowing the name.
 */
export type Strength = 'name' | 'weak' | 'need';

/** The kinds of thing that a phrase can mean. */
export type MeaningType =
  | 'entity'
  | 'criterion'
  /** A value of a criterion, as `criterion/value`. */
  | 'value'
  | 'persona'
  | 'topic'
  /** A feature or limit, as `entity/item`. */
  | 'item'
  /** A fact, as `entity/criterion`. */
  | 'fact'
  | 'outcome'
  /** A word that says what kind of question this is (`lexicon.yaml`, `questions`). */
  | 'cue'
  /** A subject on which the guide is silent (price, date). */
  | 'unsaid'
  /** A product that the guide does not know. */
  | 'product'
  /** Function words, greetings, thanks. */
  | 'noise';

export interface Meaning {
  readonly type: MeaningType;
  readonly id: string;
  readonly strength: Strength;
}

/** A run of words and all that it may mean. `from` is included, `to` is not. */
export interface Mention {
  readonly from: number;
  readonly to: number;
  readonly meanings: readonly Meaning[];
}

/** A word of the question with what it weighs: nothing for function words, most for a word that nobody knows. */
export interface Token extends Word {
  /** From 0 to 1: the share of information that it carries. */
  readonly weight: number;
  readonly known: boolean;
  /** The word that it was taken for, when it was mistyped. */
  readonly corrected: string | undefined;
}

/** A question once its words are recognised. */
export interface Utterance {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly mentions: readonly Mention[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}
