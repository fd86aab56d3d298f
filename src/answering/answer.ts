/**
 * The one model of an answer, rendered to Matrix (plain and HTML), to a terminal and to Markdown.
 * It holds only what the portable subset of HTML can show: paragraphs and lists of one level (matrix.md).
 */
import type { Source } from '../knowledge/schema.ts';
import type { Question } from '../understanding/question.ts';

/** A run of text. `code` keeps clients from turning identifiers into links. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly url: string };

/** A paragraph, or a list of one level. `start` is the first number of an ordered list. */
export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  | {
      readonly type: 'list';
      readonly items: readonly (readonly Inline[])[];
      readonly ordered?: boolean;
      readonly start?: number;
    }
  | { readonly type: 'preformatted'; readonly text: string };

/** How sure the bot is: it answers, offers at most three readings, or says that it does not know. */
export type Band = 'answer' | 'suggest' | 'refuse';

/** What is asked, or that it was not understood. */
export type QuestionKind = Question['kind'] | 'not-understood';

/** A source as it is cited under an answer. */
export type Citation = Source;

/** How a question was understood, for `!pourquoi`. All texts are French. */
export interface Explanation {
  readonly kind: string;
  readonly subjects: readonly string[];
  readonly criteria: readonly string[];
  /** "proconect" → "ProConnect". */
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  readonly unknown: readonly string[];
}

/** A suggestion: a question that the bot would answer, and the text that asks it. */
export interface Suggestion {
  readonly label: string;
  readonly query: string;
}

/** What the bot says to one question. */
export interface Answer {
  readonly band: Band;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The kind of question that was understood; none for what the bot says of itself. */
  readonly kind?: QuestionKind;
  /** Ids of entities, criteria and topics that it is about. */
  readonly subjects: readonly string[];
  /** The verdict first, then the details, in order of importance: what does not fit goes to `suite`. */
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
  /** A date is asked for that the guide does not give: that of the last reading would be taken for it. */
  readonly undated?: true;
  /** One line that offers the next step ("Une question décide : …, tapez !conseil hds"). */
  readonly next?: readonly Inline[];
  /** With the `suggest` band: at most three; the conversation takes "1" for an answer. */
  readonly suggestions?: readonly Suggestion[];
  /** The node of the tree where `!conseil` would go on. */
  readonly node?: string;
  readonly explanation?: Explanation;
}

/** A plain run. */
export const plain = (text: string): Inline => ({ type: 'text', text });
/** A bold run. */
export const strong = (text: string): Inline => ({ type: 'strong', text });
/** A run in a fixed font: commands and identifiers. */
export const code = (text: string): Inline => ({ type: 'code', text });
/** A link with an explicit label. */
export const link = (text: string, url: string): Inline => ({ type: 'link', text, url });
/** A paragraph of runs; a string is a plain run. */
export const paragraph = (...content: (Inline | string)[]): Block => ({
  type: 'paragraph',
  content: content.map(asInline),
});
/** A bulleted list of one level; each item is a list of runs. */
export const bullets = (items: readonly (readonly (Inline | string)[])[]): Block => ({
  type: 'list',
  items: items.map((item) => item.map(asInline)),
});
/** A numbered list of one level. */
export const numbered = (items: readonly (readonly (Inline | string)[])[], start = 1): Block => ({
  type: 'list',
  ordered: true,
  start,
  items: items.map((item) => item.map(asInline)),
});

function asInline(run: Inline | string): Inline {
  return typeof run === 'string' ? plain(run) : run;
}
