/** What the story around a request adds to it, and how much of what is asked a reading explains. */
import type { Meaning, MeaningType, Mention, Token, Utterance } from '../meaning.ts';
import { unknownWeight } from '../recognise.ts';
import { weigh } from '../search.ts';

/** What names something that the knowledge holds. */
const telling = new Set<MeaningType>(['entity', 'criterion', 'value', 'persona', 'topic', 'item', 'outcome']);
/** Cues that say what is wanted rather than how it is asked. */
const wanted = /^(?:kind-|project$|discarded$|limits$|insufficient$)/;
const tells = ({ type, id }: Meaning) =>
  telling.has(type) || type === 'noise' || (type === 'cue' && wanted.test(id));
/** What a word of the story weighs that names nothing, beside the same word in the request. */
const aside = 0.5;

/** Below this weight a request says too little by itself. */
export const saysLittle = 0.6;

/** What a request says of its own: the weight of its words besides the names of subjects and how it is put. */
export function weightOf(request: Utterance): number {
  const about = request.mentions.filter(({ meanings }) =>
    meanings.every(
      ({ type, strength }) =>
        type === 'cue' || type === 'noise' || (type === 'entity' && strength !== 'need'),
    ),
  );
  const own = [...request.tokens.keys()].filter((at) => !about.some(({ from, to }) => from <= at && at < to));
  return weigh(request, own);
}

/** Whether a part of a story says something that a request may refer to. */
export function isTelling({ tokens, mentions }: Utterance): boolean {
  return (
    mentions.some(({ meanings }) => meanings.some(({ type }) => telling.has(type) || type === 'product')) ||
    // A word that nobody knows tells something, even though it is not understood.
    tokens.some(({ weight }) => weight >= unknownWeight)
  );
}

/** Where a request stands in a text that holds it; -1 when it does not. */
function placeOf(request: Utterance, text: Utterance): number {
  const words = request.tokens.map(({ original }) => original);
  return text.tokens.findIndex((_, at) =>
    words.every((word, step) => text.tokens[at + step]?.original === word),
  );
}

/**
 * A text of which only a request asks: what stands around it still says what it is about, but neither how the question is
 * put nor on what the guide is silent ("à tout prix", "pendant la visio"). Such words say nothing there.
 */
export function asked(text: Utterance, request: Utterance): Utterance {
  const start = placeOf(request, text);
  if (start < 0) return text;
  const asks = ({ from, to }: Mention) => from < start + request.tokens.length && start < to;
  const mentions = text.mentions
    .map((mention) => (asks(mention) ? mention : { ...mention, meanings: mention.meanings.filter(tells) }))
    .filter(({ meanings }) => meanings.length > 0);
  const within = (at: number) => at >= start && at < start + request.tokens.length;
  const soft = softened(text.tokens, mentions);
  const tokens = text.tokens.map((token, at) => (within(at) ? token : (soft[at] ?? token)));
  return { ...text, tokens, mentions };
}

/** A text of which a part does not ask: on what the guide is silent there means nothing. */
export function withoutSilences(text: Utterance, part: Utterance): Utterance {
  const start = placeOf(part, text);
  const isWithin = ({ from, to }: Mention) => start >= 0 && from >= start && to <= start + part.tokens.length;
  const mentions = text.mentions
    .map((mention) =>
      isWithin(mention)
        ? { ...mention, meanings: mention.meanings.filter(({ type }) => type !== 'unsaid') }
        : mention,
    )
    .filter(({ meanings }) => meanings.length > 0);
  return { ...text, mentions };
}

/** A request that refers to a part of the story ("… Quelle API appeler ?"), with what that part names before it. */
export function referring(part: Utterance, request: Utterance): Utterance {
  const mentions = part.mentions
    .map((mention) => ({
      ...mention,
      meanings: mention.meanings.filter((one) => one.type === 'product' || tells(one)),
    }))
    .filter(({ meanings }) => meanings.length > 0);
  const before = softened(part.tokens, mentions);
  const moved = request.mentions.map(({ from, to, meanings }) => ({
    from: from + before.length,
    to: to + before.length,
    meanings,
  }));
  return {
    text: request.text,
    tokens: [...before, ...softened(request.tokens, request.mentions)],
    mentions: [...mentions, ...moved],
    corrections: [...part.corrections, ...request.corrections],
  };
}

/** Words that name nothing weigh less. */
function softened(tokens: readonly Token[], mentions: readonly Mention[]): Token[] {
  return tokens.map((token, at) =>
    mentions.some(({ from, to }) => from <= at && at < to)
      ? token
      : { ...token, weight: token.weight * aside },
  );
}

/**
 * The share of the information of a request that a reading of it, or of a text that holds it, explains; 0 when the text
 * does not hold it.
 */
export function shareExplained(text: Utterance, explained: ReadonlySet<number>, request: Utterance): number {
  const from = placeOf(request, text);
  if (from < 0) return 0;
  const own = request.tokens.map((_, step) => from + step);
  const total = weigh(text, own);
  return total === 0
    ? 1
    : weigh(
        text,
        own.filter((at) => explained.has(at)),
      ) / total;
}
