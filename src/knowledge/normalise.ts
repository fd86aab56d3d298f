/**
 * Words as they are compared everywhere: folded (NFKC, lower case, no accents), split at anything that is not a letter or a
 * digit, stemmed. Folding comes before stemming, on both sides: people drop accents, and stemming first gives other stems
 * for one French word in twenty. Linear in the length of the text.
 */
import { stemmer } from '@orama/stemmers/french';

/** A word as it is compared: its folded surface, and its stem. */
export interface Term {
  readonly surface: string;
  readonly stem: string;
}

/** A word of a text, and where it stood. */
export interface Word extends Term {
  /** As it was written, for "je n'ai pas compris « … »". */
  readonly original: string;
  /** UTF-16 offset in the text that was split. */
  readonly start: number;
}

/** Ligatures and signs that NFKD leaves alone. */
const ligatures: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', '’': "'", '&': ' et ' };

/** Most words are as they are compared already, and everything that is loaded comes through here. */
const plain = /^[a-z0-9]+$/;
/** The accents of the letters of Europe, which are looked for first: finding all marks takes several times as long. */
const accents = /[\u0300-\u036f]+/g;
/** What may hold a mark or an invisible sign of another kind. */
const beyond = /[^\0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205f]/;

/** Lower case without accents or compatibility forms: "Hébergé" → "heberge". Zero-width and bidirectional signs vanish. */
export function fold(text: string): string {
  if (plain.test(text)) return text;
  const folded = text.normalize('NFKD').toLowerCase().replace(accents, '');
  const unmarked = beyond.test(folded) ? folded.replace(/[\p{M}\p{Cf}]/gu, '') : folded;
  return unmarked.replace(/[œæß’&]/g, (sign) => ligatures[sign] ?? sign);
}

/** A stem of fewer than four letters says too little ("fini" and "finement" are both "fin"): only the plural and the feminine come off. */
function protect(surface: string, stemmed: string): string {
  return stemmed.length >= 4 ? stemmed : surface.replace(/[sx]$/, '').replace(/(?<=[^aeiouy])e$/, '');
}

/** Adverbs that the stemmer takes for a form of a verb ("maintenant" for one of "maintenir"). */
const invariable = new Set(['maintenant']);

const stems = new Map<string, string>();

/** The stem of a folded word. Words with a digit ("s3", "12") and words of three letters or fewer stay as they are. */
export function stem(surface: string): string {
  if (surface.length <= 3 || invariable.has(surface)) return surface;
  const known = stems.get(surface);
  if (known !== undefined) return known;
  if (/\d/.test(surface)) return surface;
  // Once its accents are folded, the stemmer no longer sees a feminine participle in "hebergee".
  const made = protect(surface, stemmer(surface.replace(/ees?$/, 'e')));
  // Unknown words of messages come through here too: the memory is bounded.
  if (stems.size > 20_000) stems.clear();
  stems.set(surface, made);
  return made;
}

/** A term of the knowledge. Of a third of them, which are only heard as they are written, nobody ever asks the stem. */
class KnownTerm implements Term {
  readonly surface: string;
  #stem: string | undefined;

  constructor(surface: string) {
    this.surface = surface;
  }

  get stem(): string {
    this.#stem ??= stem(this.surface);
    return this.#stem;
  }
}

/**
 * Function words as they are typed in haste, and plurals of the verbs of every question ("à quoi ils servent ?"), with what they stand for:
 * many phrases of the knowledge are made of these, and heard only as they are written.
 */
const otherForms: ReadonlyMap<string, string> = new Map(
  [
    'ki qui|koi quoi|kwa quoi|kel quel|kelle quelle|kels quels|kelles quelles|ke que|kan quand|qd quand|kom comme',
    'komment comment|pk pourquoi|pq pourquoi|pkoi pourquoi|cb combien|cmb combien|pdt pendant|pr pour|avc avec|tt tout',
    'tjs toujours|tjrs toujours|bcp beaucoup|svt souvent|qq quelque|mtn maintenant|dc donc',
    'servent sert|peuvent peut|doivent doit|font fait|vont va|permettent permet',
  ].flatMap((line) =>
    line.split('|').map((pair): [string, string] => {
      const [form = '', word = ''] = pair.split(' ');
      return [form, word];
    }),
  ),
);

/**
 * Calls for every word of a text, with how it was written and where. Elided articles ("l'", "d'", "qu'" loses only its
 * apostrophe) are dropped, "ki" is "qui"; "Next.js" is one word, the same as "nextjs": what is asked is about neither "next" nor JavaScript.
 */
function eachWord(text: string, call: (surface: string, original: string, start: number) => void): void {
  if (plain.test(text)) {
    call(otherForms.get(text) ?? text, text, 0);
    return;
  }
  for (const match of text.matchAll(/[\p{L}\p{M}\p{N}\p{Cf}]+(?:\.[jJ][sS](?![\p{L}\p{N}]))?/gu)) {
    const after = text.charAt(match.index + match[0].length);
    for (const surface of fold(match[0].replace('.', '')).split(' ')) {
      if (surface === '' || (surface.length === 1 && /['’ʼ]/u.test(after))) continue;
      // "CB" is no "cb".
      const long = surface === match[0] ? otherForms.get(surface) : undefined;
      call(long ?? surface, match[0], match.index);
    }
  }
}

/** Splits a text into words. */
export function words(text: string): Word[] {
  const found: Word[] = [];
  eachWord(text, (surface, original, start) => found.push({ surface, stem: stem(surface), original, start }));
  return found;
}

const phrases = new Map<string, readonly Term[]>();
/** The words of what stands between two spaces: the phrases of the knowledge share most of it. */
const pieces = new Map<string, readonly Term[]>();
/** Phrases of an older knowledge are forgotten. */
const mostKept = 20_000;

function wordsOfPiece(piece: string): readonly Term[] {
  const known = pieces.get(piece);
  if (known !== undefined) return known;
  const made: Term[] = [];
  eachWord(piece, (surface) => made.push(new KnownTerm(surface)));
  if (pieces.size > mostKept) pieces.clear();
  pieces.set(piece, made);
  return made;
}

/** What stands between two spaces in texts of the knowledge, and its words. */
export type LearntWords = readonly (readonly [piece: string, words: readonly Term[]])[];

/** The words of some texts of the knowledge, never of messages, for who keeps them until the next start. */
export function learntFrom(texts: readonly string[]): LearntWords {
  const found = new Set(texts.flatMap((text) => text.split(' ')));
  return [...found].map((piece) => [
    piece,
    wordsOfPiece(piece).map(({ surface, stem }) => ({ surface, stem })),
  ]);
}

/** Takes over words that were kept: they need not be folded and stemmed again. */
export function learn(words: LearntWords): void {
  for (const [piece, terms] of words) pieces.set(piece, terms);
}

/** The words of a phrase of the knowledge, never of a message: they are kept, since a name is read many times at each start. */
export function phraseWords(phrase: string): readonly Term[] {
  if (!phrase.includes(' ')) return wordsOfPiece(phrase);
  const known = phrases.get(phrase);
  if (known !== undefined) return known;
  const made: Term[] = [];
  for (const piece of phrase.split(' ')) made.push(...wordsOfPiece(piece));
  if (phrases.size > mostKept) phrases.clear();
  phrases.set(phrase, made);
  return made;
}

/** The form under which a phrase is compared: its stems joined by spaces. "Bases de données" → "bas de don". */
export function phraseKey(phrase: string): string {
  return keyOf(words(phrase));
}

/** The same, of a text of the knowledge or of the guide, never of a message: it is remembered. */
export function keptKey(phrase: string): string {
  return keyOf(phraseWords(phrase));
}

/** The same, of words already split. */
export function keyOf(found: readonly Term[]): string {
  return found.map((word) => word.stem).join(' ');
}
