/** What the conversation asks: free questions with what was said before, and the direct look-ups of the commands. */
import type { Steps } from '../knowledge/steps.ts';
import type { Context } from '../understanding/context.ts';
import type { Answer } from './answer.ts';

/** What one message gets. */
export interface Turn {
  /** One answer a question; empty when there was nothing to answer. */
  readonly answers: readonly Answer[];
  /** What the next question of the same person may rest on. */
  readonly context: Context | undefined;
  /**
   * True for what may be answered in a room although nobody asked the bot: a comparison of known subjects, or a criterion
   * of a known subject, put as a question and understood without a doubt (design, "When it speaks").
   */
  readonly unasked: boolean;
  /** A message, or what is left of it, that is no question: "bonjour", "merci". */
  readonly social: 'none' | 'greeting' | 'thanks';
}

/**
 * The look-ups of the commands; an empty text gives the overview. They leave a context like a question does, so that
 * "et ses limites ?" works after `!fiche Grist`.
 */
export type Lookup = (text: string) => Turn;

/** The names of the look-ups, which are those of the commands. */
export type LookupName =
  | 'compare'
  | 'criterion'
  | 'card'
  | 'api'
  | 'matomo'
  | 'framework'
  | 'backend'
  | 'decisions'
  | 'definition'
  | 'limits'
  | 'sources'
  | 'history'
  | 'contact'
  | 'list';

/** The engine: text in, answers out, no I/O, same answer to the same question. */
export interface Engine {
  /** @param plainly what a command or a suggestion asks is no guess: it is answered without a reserve */
  ask(text: string, context?: Context, plainly?: boolean): Turn;
  readonly lookup: Readonly<Record<LookupName, Lookup>>;
  /** Makes what the first doubtful message would otherwise wait for. */
  prepare(): Steps<void>;
}
