/**
 * What the conversation asks of the guided dialogue (`!conseil`): it owns the tree, its state and its words; the conversation
 * decides when it is spoken to, answers digressions and stores the state.
 */
import type { Answer, Block } from '../answering/answer.ts';
import type { Count, IncomingMessage } from './message.ts';

/** Where the dialogue stands: its own small versioned JSON, opaque to the conversation. */
export type DialogueState = string;

/** What one reply leads to. */
export interface DialogueStep {
  /** What is said: what was noted, an explanation, the recommendation, the end. */
  readonly answer: Answer;
  /** The question that is put after it; none once the dialogue has arrived or ended. */
  readonly question?: readonly Block[];
  /** Undefined when the dialogue is over. */
  readonly state: DialogueState | undefined;
  /** What happened at which question, for the figures: names only. */
  readonly counts: readonly Count[];
}

/** A guided dialogue. Pure: the same state and message give the same step. */
export interface Dialogue {
  /** Begins, or begins where `text` says ("cms", "hds"); without a text, one that runs already goes on. */
  start(text: string, message: IncomingMessage, running?: DialogueState): DialogueStep;
  /** Begins at a node when the message is exactly an answer to its question (the deciding question of a comparison). */
  answer(node: string, message: IncomingMessage): DialogueStep | undefined;
  /** Undefined when the message is surely neither an answer to the question nor a word of the dialogue: a look-up, perhaps. */
  reply(message: IncomingMessage, state: DialogueState): DialogueStep | undefined;
  /** The reply to a message that is no look-up, and perhaps an answer; undefined when it is not even that. */
  perhaps(message: IncomingMessage, state: DialogueState): DialogueStep | undefined;
  /** The reply to a message that nothing explains: examples, then a way out; undefined once the dialogue has arrived. */
  misunderstood(message: IncomingMessage, state: DialogueState): DialogueStep | undefined;
  /**
   * Exactly a number, a label or a word of the dialogue: its owner may send it in a room without addressing the bot. Once it
   * has arrived, only words that hardly mean anything else, unless the bot is `spokenTo`.
   */
  expects(text: string, state: DialogueState, spokenTo?: boolean): boolean;
  /** The question that waits for its answer, put again after a digression; undefined once the dialogue has arrived. */
  question(state: DialogueState): readonly Block[] | undefined;
  /** Why that question is asked, for `!pourquoi`. */
  why(state: DialogueState): Answer;
  /** The whole tree as a text, for `!arbre`. */
  outline(): Answer;
  /** What is said, if anything, at the next contact when the dialogue has been left too long; undefined while it still runs. */
  expired(state: DialogueState, at: number): readonly Block[] | undefined;
}
