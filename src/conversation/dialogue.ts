/**
 * What the conversation asks of the guided dialogue (`!conseil`): it owns the tree, its state and its words; the conversation
 * decides when it is spoken to, answers digressions and stores the state.
 */
import type { Answer, Block } from '../answering/answer.ts';
import type { IncomingMessage } from './message.ts';

/** Where the dialogue stands: its own small versioned JSON, opaque to the conversation. */
export type DialogueState = string;

/** What one reply leads to. */
export interface DialogueStep {
  /** The next question, the recommendation, or the end. */
  readonly answer: Answer;
  /** Undefined when the dialogue is over. */
  readonly state: DialogueState | undefined;
}

/** A guided dialogue. Pure: the same state and message give the same step. */
export interface Dialogue {
  /** Begins, or begins where `text` says ("cms", "hds"); an empty text begins at the start. */
  start(text: string, message: IncomingMessage): DialogueStep;
  /** Undefined when the message is neither an answer to the question nor a word of the dialogue: a look-up, perhaps. */
  reply(message: IncomingMessage, state: DialogueState): DialogueStep | undefined;
  /** The reply to a message that nothing explains: examples, then a way out. */
  misunderstood(message: IncomingMessage, state: DialogueState): DialogueStep;
  /** Exactly a number, a label or a word of the dialogue: its owner may send it in a room without addressing the bot. */
  expects(text: string, state: DialogueState): boolean;
  /** The question that waits for its answer, put again after a digression. */
  question(state: DialogueState): readonly Block[];
  /** Why that question is asked, for `!pourquoi`. */
  why(state: DialogueState): Answer;
  /** What is said at the next contact when the dialogue has been left too long; undefined while it still runs. */
  expired(state: DialogueState, at: number): readonly Block[] | undefined;
}
