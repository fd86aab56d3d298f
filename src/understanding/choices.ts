/**
 * Reads what someone wrote as one of a few choices: a number, an ordinal, a label, a synonym, or something near. The three
 * bands of a free question (design, "Dialogue"), scoped to the choices: chosen, unsure, none.
 */
import { nearest } from '../knowledge/nearest.ts';
import { fold, phraseKey, stem, words } from '../knowledge/normalise.ts';
import { isPlaceWord, readPlaces, yesOrNo } from './short-replies.ts';

/** What can be chosen. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  /** Cannot be combined with others. */
  readonly alone?: boolean;
}

/** What a text says about the choices. Ids are in the order of the choices. */
export type ChoiceReading =
  /**
   * `weight` is how many words say so: between questions, the one with the longest match is meant. `sure`: little else is
   * said, so that it is no question about the choice ("limites de Grist"). `byPlace`: by a number, which says nothing more.
   */
  | {
      readonly type: 'chosen';
      readonly ids: readonly string[];
      readonly weight: number;
      readonly sure: boolean;
      readonly byPlace: boolean;
    }
  /** Several may be meant where one is wanted, or one, but not surely. */
  | { readonly type: 'unsure'; readonly ids: readonly string[] }
  | { readonly type: 'out-of-range'; readonly number: number }
  | { readonly type: 'none' };

/** Words that carry a choice's meaning, whatever list of stop words one has. */
const meaningful = new Set([
  'pas',
  'sans',
  'ni',
  'non',
  'aucun',
  'aucune',
  'oui',
  'tout',
  'tous',
  'toutes',
  'autre',
  'deux',
  'hors',
]);
/** Words that carry nothing even in a label. */
const articles = 'a au aux d de des du en et l la le les un une sur pour par ou'.split(' ');
const allWords = new Set(['tout', 'tous', 'toutes', 'tout ca', 'tout cela']);
const negations = new Set(['pas', 'sans', 'ni', 'aucun', 'aucune', 'hors']);
const keyOf = (content: readonly { readonly stem: string }[]) => content.map((word) => word.stem).join(' ');

/** A phrase of a choice: its words without function words, stemmed. */
interface Phrase {
  readonly option: number;
  readonly stems: readonly string[];
}

/** A word of a text that says something. */
interface Content {
  readonly surface: string;
  readonly stem: string;
  /** Its place among all words of the text. */
  readonly at: number;
}

/** Found in a text: which choice, which words. */
interface Found {
  readonly option: number;
  readonly from: number;
  readonly to: number;
}

/** From this share of understood words on, a choice is surely meant; below the second, only perhaps. */
const SURE = 0.6;
const LIKELY = 0.3;
/** The share of words of a choice from which a text without any of its phrases still means it. */
const RESEMBLES = 0.8;
/** From this many words on a text describes something, rather than naming it to look it up. */
const DESCRIPTION = 4;
/** Characters. People say little when they answer: a longer text is read no further. */
const MAX_LENGTH = 500;

/** Reads texts against the choices of one question. */
export class ChoiceReader {
  readonly #options: readonly Option[];
  readonly #multiple: boolean;
  readonly #exact = new Map<string, number>();
  readonly #labels = new Set<string>();
  readonly #phrases: Phrase[] = [];
  readonly #vocabulary = new Set<string>();
  readonly #noise: ReadonlySet<string>;

  /** `stopWords` are folded function words; `multiple`: several choices may be given at once. */
  constructor(options: readonly Option[], stopWords: Iterable<string>, multiple = false) {
    this.#options = options;
    this.#multiple = multiple;
    // A word that tells a choice ("petit référentiel") is no noise here, whatever it is elsewhere.
    const said = options.flatMap(({ label, synonyms }) => [label, ...synonyms]).flatMap(words);
    const telling = new Set(said.map(({ surface }) => surface));
    const general = [...stopWords].map(fold).filter((word) => !meaningful.has(word) && !telling.has(word));
    this.#noise = new Set([...articles, ...general]);
    for (const [option, { label, synonyms }] of options.entries()) {
      this.#labels.add(phraseKey(label));
      for (const text of [label, ...synonyms]) {
        const content = this.#content(text);
        for (const key of [phraseKey(text), keyOf(content)]) {
          if (key !== '' && !this.#exact.has(key)) this.#exact.set(key, option);
        }
        if (content.length > 0) this.#phrases.push({ option, stems: content.map((word) => word.stem) });
        for (const { surface } of content) this.#vocabulary.add(surface);
      }
    }
  }

  /** Exactly a number or a label: what its owner may write in a room without addressing anyone. */
  isExact(text: string): boolean {
    return (
      this.#labels.has(phraseKey(text)) ||
      /^\d{1,2}(?:\s*[.)])?(?:\s*(?:,|et)\s*\d{1,2})*$/.test(fold(text).trim())
    );
  }

  /** A number, an ordinal, or a label or synonym, perhaps mistyped, with nothing but function words around it. */
  readExactly(text: string): ChoiceReading {
    const heard = text.slice(0, MAX_LENGTH);
    const said = yesOrNo(heard) ?? heard;
    const exact = this.#exact.get(phraseKey(said)) ?? this.#exact.get(keyOf(this.#heard(said)));
    if (exact === undefined && this.#multiple && allWords.has(fold(heard).trim()))
      return this.#chosen(this.#combinable(), 1);
    if (exact !== undefined) return this.#chosen([exact], words(said).length);
    return this.#numbers(heard);
  }

  /** The same, or something near. */
  read(text: string): ChoiceReading {
    const exactly = this.readExactly(text);
    if (exactly.type !== 'none') return exactly;
    const heard = text.slice(0, MAX_LENGTH);
    const content = this.#heard(heard);
    if (content.length === 0) return { type: 'none' };
    const found = this.#find(content.map((word) => word.stem));
    return found.length > 0 ? this.#weigh(found, content, heard) : this.#resemble(content);
  }

  /** What a text says, its typing errors corrected. */
  #heard(text: string): Content[] {
    return this.#content(text).map((word) => ({ ...word, stem: this.#corrected(word.surface) ?? word.stem }));
  }

  /** Words that say something; `at` is where each stood among all words. */
  #content(text: string): Content[] {
    return words(text)
      .map(({ surface, stem: own }, at) => ({ surface, stem: own, at }))
      .filter(({ surface }) => !this.#noise.has(surface));
  }

  /** The stem of the known word that a mistyped one stands for. */
  #corrected(surface: string): string | undefined {
    if (this.#vocabulary.has(surface) || surface.length < 4 || /\d/.test(surface)) return undefined;
    const near = [...this.#vocabulary].filter((word) => word.length >= 4 && word[0] === surface[0]);
    const word = nearest(surface, near, surface.length < 8 ? 1 : 2);
    return word === undefined ? undefined : stem(word);
  }

  /** Numbers alone: "2", "la deuxième", "1 et 3", "le dernier". */
  #numbers(text: string): ChoiceReading {
    const read = readPlaces(text, this.#options.length);
    if (read === undefined) return { type: 'none' };
    if (read.type === 'out-of-range') return read;
    const chosen = this.#chosen(read.places, 1, true);
    return read.either && chosen.type === 'chosen' ? { type: 'unsure', ids: chosen.ids } : chosen;
  }

  /** The choices that may be given together. */
  #combinable(): number[] {
    return this.#options.flatMap((option, index) => (option.alone === true ? [] : [index]));
  }

  /** These choices, if they may be given together. */
  #chosen(options: readonly number[], weight: number, byPlace = false): ChoiceReading {
    const picked = [...options]
      .sort((left, right) => left - right)
      .flatMap((index) => this.#options[index] ?? []);
    const ids = picked.map((option) => option.id);
    if (ids.length === 1) return { type: 'chosen', ids, weight, sure: true, byPlace };
    return this.#multiple && !picked.some((option) => option.alone)
      ? { type: 'chosen', ids, weight, sure: true, byPlace }
      : { type: 'unsure', ids };
  }

  /** The phrases of the choices that stand in a text, the longest at each place; those that are negated left out. */
  #find(stems: readonly string[]): Found[] {
    const found: Found[] = [];
    for (let from = 0; from < stems.length; from += 1) {
      const here = this.#phrases.filter((phrase) =>
        phrase.stems.every((word, offset) => stems[from + offset] === word),
      );
      const longest = Math.max(0, ...here.map((phrase) => phrase.stems.length));
      if (longest === 0) continue;
      const options = new Set(
        here.filter((phrase) => phrase.stems.length === longest).map((phrase) => phrase.option),
      );
      if (!negations.has(stems[from - 1] ?? '')) {
        for (const option of options) found.push({ option, from, to: from + longest });
      }
      from += longest - 1;
    }
    return found;
  }

  /** Decides between the choices whose phrases were found. */
  #weigh(found: readonly Found[], content: readonly Content[], text: string): ChoiceReading {
    const weights = new Map<number, number>();
    for (const { option, from, to } of found) weights.set(option, (weights.get(option) ?? 0) + to - from);
    const ranked = [...weights].sort(([, left], [, right]) => right - left);
    const [best, second] = ranked;
    const [first] = found;
    if (best === undefined || first === undefined) return { type: 'none' };
    // "front et back" names both; "une démarche avec des données" is a démarche first.
    const several = second !== undefined && (this.#multiple || coordinated(found, content, text));
    const head = second === undefined || best[1] >= 3 * second[1] ? best[0] : first.option;
    const reading = this.#chosen(several ? [...weights.keys()] : [head], best[1]);
    if (reading.type !== 'chosen') return reading;
    const covered = new Set(
      found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, step) => from + step)),
    ).size;
    const share = covered / content.length;
    // Two words of a label are no chance; a description begins with what it describes.
    const sure = share >= SURE || best[1] >= 2 || (first.from === 0 && content.length >= DESCRIPTION);
    return sure || share >= LIKELY ? { ...reading, sure } : { type: 'unsure', ids: reading.ids };
  }

  /** Decides by single words, when no whole phrase was found: "éditorial" is in one label only. */
  #resemble(content: readonly Content[]): ChoiceReading {
    const telling = content.filter(({ surface }) => !meaningful.has(surface) && !isPlaceWord(surface));
    const owners = (word: string) =>
      this.#options.flatMap((_, option) =>
        this.#phrases.some((phrase) => phrase.option === option && phrase.stems.includes(word))
          ? [option]
          : [],
      );
    const scores = this.#options.map(() => 0);
    for (const { stem: word } of telling) {
      const having = owners(word);
      // A word that every choice has says nothing.
      for (const option of having) scores[option] = (scores[option] ?? 0) + 1 / having.length;
    }
    const ranked = scores
      .map((score, option) => ({ option, share: score / content.length }))
      .sort((left, right) => right.share - left.share);
    const [best, second] = ranked;
    if (best === undefined || best.share < LIKELY) return { type: 'none' };
    if (best.share >= RESEMBLES && (second === undefined || second.share < best.share / 2)) {
      return this.#chosen([best.option], 1);
    }
    const near = ranked.filter(({ share }) => share >= best.share * 0.7).slice(0, 3);
    const ids = near
      .map(({ option }) => option)
      .sort((left, right) => left - right)
      .flatMap((option) => this.#options[option]?.id ?? []);
    return { type: 'unsure', ids };
  }
}

const coordinators = new Set(['et', 'ou', 'ni', 'puis', 'soit', 'aussi', 'entre']);

/** Whether choices are named side by side: a word that joins stands between two of them. */
function coordinated(found: readonly Found[], content: readonly Content[], text: string): boolean {
  const all = words(text);
  return found.some((one, index) => {
    const next = found[index + 1];
    if (next === undefined || next.option === one.option) return false;
    const between = all.slice((content[one.to - 1]?.at ?? 0) + 1, content[next.from]?.at ?? 0);
    return next.from === one.from || between.some(({ surface }) => coordinators.has(surface));
  });
}
