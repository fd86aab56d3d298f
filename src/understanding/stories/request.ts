/**
 * The request in a message, and the story told around it: "On a un portail fait avec Ondine. La cheffe me demande qui
 * l'héberge." asks one thing in four words. Text only; what it means is read elsewhere. Linear in the length of the message.
 */
import { type Word, words } from '../../knowledge/normalise.ts';
import { clauses, sentences } from '../text.ts';

/** A request, and all that is said around it. */
export interface Request {
  /** The words that ask: "qui l'héberge." */
  readonly clause: string;
  /** The sentence they stand in. */
  readonly sentence: string;
  /** What the sentence says besides, in parts. */
  readonly aside: readonly string[];
  /** The sentences before. */
  readonly before: readonly string[];
}

const set = (listed: string): ReadonlySet<string> => new Set(listed.split(' '));

const interrogatives = set(
  'qui quoi que qu quel quelle quels quelles lequel laquelle lesquels lesquelles comment combien pourquoi quand what which who where how why when',
);
const prepositions = set('a de d par pour avec sur sous dans chez vers en depuis');
/** What may stand before the words that ask. */
const starters = set('et mais du coup donc alors sinon bref or enfin bon dites dis ah puis par ailleurs');
/** English questions without an interrogative word begin with the verb. */
const auxiliaries = set('is are does do did can could');
/** By which a wish to know is told. */
const wishes = [
  'savoir',
  'connaitre',
  'comprendre',
  'demande',
  'demandent',
  'demander',
  'dites moi',
  'dis moi',
  'donnez moi',
  'donne moi',
  'dois dire',
  'pouvez vous',
  'peux tu',
  'pourriez vous',
  'me manque',
  'me faut',
  'nous faut',
  'je cherche',
  'on cherche',
  'besoin de',
];
/** After these the question itself may be reported: "on me demande si …", "dites-moi où …". */
const reporters = set('savoir connaitre comprendre dire demande demandent demander moi nous');
const adverbs = /^(?:cependant|maintenant|aussi|simplement|juste)$/;
const reported =
  /^[\s,]*(?:s['’]|(?:si|qui|quel|quelle|quels|quelles|lequel|laquelle|combien|comment|pourquoi|où|ou|quand|chez|dans quel|sur quel|à qui|ce que|est-ce)\s)/iu;
/** A verb and its subject turned round. */
const inverted = /\p{L}-(?:t-)?(?:il|elle|on|ils|elles|je|tu|nous|vous|ce)(?!\p{L})/iu;
/** What only gives the reason for asking. */
const reason = /^(?:parce qu|vu qu|sachant qu|puisqu|étant donné|car\s|merci|s['’]il vous pla)/iu;

/** What is said further away says nothing of the request, and a long text must not be read part by part. */
const maxParts = 8;

const surfacesOf = (text: string) => words(text).map(({ surface }) => surface);

/** Cuts a sentence at what separates its clauses. */
export function partsOf(sentence: string): string[] {
  return sentence
    .split(/(?<=[,:;…])\s|\s[-–—]\s|[()«»]|\s(?=et (?:je|on|nous)\s)/u)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part));
}

/** Begins or ends with an interrogative word: "quelle entité …", "à qui …", "c'est hébergé où ?". */
function interrogates(clause: string): boolean {
  const all = words(clause);
  const from = all.findIndex(({ surface }) => !starters.has(surface));
  if (from < 0) return false;
  const [first, second, third] = all.slice(from).map(({ surface }) => surface);
  const asks = (word = '', next = '') => interrogatives.has(word) || isWhere(all, word, next);
  if (asks(first, second) || auxiliaries.has(first ?? '')) return true;
  if (prepositions.has(first ?? '') && asks(second, third)) return true;
  if ((first === 'est' || first === 'cest') && (second === 'ce' || asks(second))) return true;
  if (first === 'ya' || (first === 'y' && second === 'a')) return true;
  if (!clause.trim().endsWith('?')) return false;
  const [beforeLast = '', last = ''] = all.slice(-2).map(({ surface }) => surface);
  return asks(last) || /^quel/.test(beforeLast) || beforeLast === 'combien';
}

/** "où", which people type like the "ou" of a choice. */
function isWhere(all: readonly Word[], word: string, next: string): boolean {
  if (word !== 'ou') return false;
  return (
    /^(?:est|sont|se|trouve|on|puis|peut)$/.test(next) || all.some(({ original }) => /^où$/iu.test(original))
  );
}

/** Whether a text tells that something is to be known: "il me faut une date". */
export function tellsWish(text: string): boolean {
  const said = ` ${surfacesOf(text).join(' ')} `;
  return wishes.some((wish) => said.includes(` ${wish} `));
}

/** Where the question begins that a wish reports; 0 when none does. */
function reportedAt(clause: string): number {
  const all = words(clause);
  const index = all.findLastIndex((word, at) => {
    if (!reporters.has(word.surface)) return false;
    const next = all[at + 1];
    const last = next !== undefined && adverbs.test(next.surface) ? next : word;
    return reported.test(clause.slice(last.start + last.original.length));
  });
  const next = all[index + 1];
  if (index < 0 || next === undefined) return 0;
  return adverbs.test(next.surface) ? (all[index + 2]?.start ?? 0) : next.start;
}

function requestOf(sentence: string, before: readonly string[]): Request {
  const parts = partsOf(sentence);
  const found = [interrogates, (part: string) => inverted.test(part), tellsWish]
    .map((test) => parts.findIndex(test))
    .find((at) => at >= 0);
  const first = found ?? 0;
  const end = parts.findIndex((part, at) => at > first && reason.test(part));
  const asking = parts.slice(first, end < 0 ? undefined : end).join(' ');
  const at = reportedAt(asking);
  return {
    clause: asking.slice(at),
    sentence,
    aside: [
      ...parts.slice(0, first),
      ...(at === 0 ? [] : [asking.slice(0, at)]),
      ...(end < 0 ? [] : parts.slice(end)),
    ],
    before: before.slice(-maxParts),
  };
}

/**
 * The requests of a message, in its order: the sentences with a question mark or with a reported question; else those that
 * tell a wish; none where nothing asks.
 */
export function requestsIn(message: string): Request[] {
  const all = sentences(message).flatMap((one) => one.split(/(?<=\.)\s/u));
  const requests = (asks: (sentence: string) => boolean) =>
    all.flatMap((sentence, index) =>
      asks(sentence)
        ? clauses(sentence).map((half, at, both) =>
            requestOf(half, [...all.slice(0, index), ...both.slice(0, at)]),
          )
        : [],
    );
  const asked = requests((sentence) => sentence.endsWith('?') || reportedAt(sentence) > 0);
  return asked.length > 0 ? asked : requests(tellsWish);
}

/** What is said around a request, in parts, the nearest first. */
export function around({ aside, before }: Request): string[] {
  return [
    ...aside.toReversed(),
    ...before.toReversed().flatMap((sentence) => partsOf(sentence).toReversed()),
  ].slice(0, maxParts);
}
