/** What a command is: names, description and an executor that returns data. The help is generated from it. */
import type { Answer, Block } from '../answering/answer.ts';
import type { Turn } from '../answering/engine.ts';
import type { DialogueStep } from './dialogue.ts';
import type { IncomingMessage } from './message.ts';
import type { Session } from './session.ts';

/** What is done with a message. */
export type Outcome =
  | { readonly kind: 'silence' }
  /** Answers to questions: what `!suite`, `!pourquoi` and the next question refer to. */
  | { readonly kind: 'turn'; readonly turn: Turn }
  /** Said besides: what was asked and answered before still holds. */
  | { readonly kind: 'aside'; readonly answer: Answer }
  /** A page of the last answer, and those after it. */
  | { readonly kind: 'page'; readonly page: readonly Block[]; readonly rest: readonly (readonly Block[])[] }
  /** All that is remembered of the person is forgotten. */
  | { readonly kind: 'forgotten'; readonly answer: Answer }
  /** A step of the guided dialogue. */
  | { readonly kind: 'step'; readonly step: DialogueStep };

/** What an executor is given. */
export interface CommandRequest {
  /** What follows the name. */
  readonly text: string;
  readonly message: IncomingMessage;
  readonly session: Session;
}

/** A command of the registry. */
export interface Command {
  /** The name that the help shows, then its aliases; all folded (lower case, no accents). */
  readonly names: readonly [string, ...string[]];
  /** What follows it, as the help shows it: `solution`. */
  readonly argument?: string;
  /** What it does, in French, starting with a verb, with a full stop. */
  readonly description: string;
  /** What may be typed: `!fiche Grist`. */
  readonly example?: string;
  /** Its name alone, without mark, is enough when the bot is spoken to ("aide"). */
  readonly bare?: boolean;
  /** Who may use it, and sees it in the help; everyone unless told. */
  readonly mayUse?: (message: IncomingMessage) => boolean;
  readonly run: (request: CommandRequest) => Outcome;
}

/** `!fiche <solution>`, as the help shows it. */
export function usage({ names: [name], argument }: Command): string {
  return argument === undefined ? `!${name}` : `!${name} <${argument}>`;
}

/** A text of the bot itself, as an answer without source. */
export function statement(blocks: readonly Block[], band: Answer['band'] = 'answer'): Answer {
  return { band, confidence: 1, subjects: [], blocks, citations: [] };
}

/** The outcome that says something besides. */
export function aside(...blocks: Block[]): Outcome {
  return { kind: 'aside', answer: statement(blocks) };
}
