/** What comes in and what goes out: the only vocabulary that a platform (room, terminal, script) shares with the conversation. */
import type { Answer, Block } from '../answering/answer.ts';
import type { RenderedMessage } from '../rendering/message.ts';

/** A message that someone wrote, already parsed; edits, redactions and reactions are told apart by the platform. */
export interface IncomingMessage {
  /** The event id, for an edit that of the message edited; on a terminal a number that grows. */
  readonly id: string;
  readonly room: string;
  readonly sender: string;
  /** The root event of the thread that it is in. */
  readonly thread: string | undefined;
  /** The event that it replies to. */
  readonly replyTo: string | undefined;
  /** Whether that event answered the message of this id, where the platform can tell. */
  readonly repliesToAnswerOf?: (id: string) => boolean;
  /** The plain body, without the quoted fallback of a reply and without the bot's own name or pill at its start. */
  readonly text: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  /** Exactly two people joined or invited: the bot answers everything. */
  readonly direct: boolean;
  /** False where the room has switched off the answers to questions put to nobody; true unless told. */
  readonly unasked?: boolean;
  /** It mentions the bot (`m.mentions`, a pill, its name at the start) or replies to one of its messages. */
  readonly addressed: boolean;
  /** It mentions or names someone else. */
  readonly mentionsOthers: boolean;
}

/** One message that the bot says back. */
export interface Reply {
  /** What is sent to a room. */
  readonly message: RenderedMessage;
  /** The same, for other renderings: a terminal, Markdown. One page of the answer, when it has several. */
  readonly blocks: readonly Block[];
  /** The model behind it, for `ask`: band, subjects, confidence. */
  readonly answer: Answer;
  /** Part of the derived transaction id: `answer`, `greeting`, `arrival`, `expiry`, … One purpose once a cause. */
  readonly purpose: string;
}

/**
 * What is remembered of a person in a room or thread: small versioned JSON, stored with the replies in one transaction
 * (design, "The journey of one message", step 3). Keys are made by `sessionKey`.
 */
export type SessionChange =
  | { readonly key: string; readonly value: string }
  | { readonly key: string; readonly value: null };

/** All that one message leads to. No I/O has been done: the platform stores and sends it. */
export interface Reaction {
  readonly replies: readonly Reply[];
  readonly sessions: readonly SessionChange[];
  readonly counts: readonly Count[];
  /** The platform forgets, with this, whatever else it keeps of the sender. */
  readonly forgets?: true;
}

/** The sessions as far as one message needs them. */
export type SessionReader = Pick<ReadonlyMap<string, string>, 'get'>;

/** One more of something, for the figures: codes and ids of the knowledge only, never a text, a person or a room. */
export type Count =
  /** A question as it was understood, and how sure the answer is. */
  | { readonly name: 'questions'; readonly labels: { readonly kind: string; readonly band: string } }
  /** What happened at a question or outcome of the guided dialogue. */
  | { readonly name: 'advice_steps'; readonly labels: { readonly place: string; readonly happening: string } }
  /** Left unanswered, to be no nuisance. */
  | { readonly name: 'floods_unanswered' | 'loops_unanswered' };
