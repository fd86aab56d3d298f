/**
 * Reads what someone wrote as one of a few choices: a number, an ordinal, a label, a synonym, or something near. The three
 * bands of a free question (design, "Dialogue"), scoped to the choices: chosen, unsure, none.
 */
import { nearest } from '../knowledge/nearest.ts';
import { fold, phraseKey, stem, words } from '../knowledge/normalise.ts';

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
   * said, so that it is no question about the choice ("limites de Grist").
   */
  | {
      readonly type: 'chosen';
      readonly ids: readonly string[];
      readonly weight: number;
      readonly sure: boolean;
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
const negations = new Set(['pas', 'sans', 'ni', 'aucun', 'aucune', 'hors']);
const yesWords = new Set([
  'oui',
  'ouais',
  'ouaip',
  'oui oui',
  'yes',
  'yep',
  'ok',
  'd accord',
  'exact',
  'exactement',
  'c est ca',
  'tout a fait',
  'bien sur',
  'affirmatif',
  'absolument',
]);
const noWords = new Set([
  'non',
  'nan',
  'nope',
  'no',
  'non merci',
  'non non',
  'pas du tout',
  'negatif',
  'jamais',
]);

const numerals: readonly (readonly string[])[] = [
  [],
  ['1', 'un', 'une', 'premier', 'premiere', '1er', '1ere', '1re'],
  ['2', 'deux', 'deuxieme', 'second', 'seconde', '2e', '2eme', '2nd', '2nde'],
  ['3', 'trois', 'troisieme', '3e', '3eme'],
  ['4', 'quatre', 'quatrieme', '4e', '4eme'],
  ['5', 'cinq', 'cinquieme', '5e', '5eme'],
  ['6', 'six', 'sixieme', '6e', '6eme'],
  ['7', 'sept', 'septieme', '7e', '7eme'],
];
const lastWords = new Set(['dernier', 'derniere']);
/** What may stand around a number without changing it. */
const around = new Set(
  'le la l n no numero num choix option reponse proposition je prends choisis dirais pour moi plutot c est ce serait ca va donc alors svp stp merci et plus avec ou'.split(
    ' ',
  ),
);

/** "oui" and "non" in the form that synonyms use; undefined for anything else. */
export function yesOrNo(text: string): 'oui' | 'non' | undefined {
  const plain = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
  return yesWords.has(plain) ? 'oui' : noWords.has(plain) ? 'non' : undefined;
}

const keyOf = (content: readonly { readonly stem: string }[]) => content.map((word) => word.stem).join(' ');

/** A phrase of a choice: its words without function words, stemmed. */
interface Phrase {
  readonly option: number;
  readonly stems: readonly string[];
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
      /^\s*\d{1,2}\s*[.)]?\s*(?:(?:,|et)\s*\d{1,2}\s*)*$/.test(fold(text))
    );
  }

  /** A number, an ordinal, or a label or synonym, perhaps mistyped, with nothing but function words around it. */
  readExactly(text: string): ChoiceReading {
    const heard = text.slice(0, MAX_LENGTH);
    const said = yesOrNo(heard) ?? heard;
    const content = this.#stems(said);
    const exact = this.#exact.get(phraseKey(said)) ?? this.#exact.get(content.join(' '));
    if (exact !== undefined) return this.#chosen([exact], words(said).length);
    return this.#numbers(heard);
  }

  /** The same, or something near. */
  read(text: string): ChoiceReading {
    const exactly = this.readExactly(text);
    if (exactly.type !== 'none') return exactly;
    const stems = this.#stems(text.slice(0, MAX_LENGTH));
    if (stems.length === 0) return { type: 'none' };
    const found = this.#find(stems);
    return found.length > 0 ? this.#weigh(found, stems.length) : this.#resemble(stems);
  }

  /** What a text says, as stems, its typing errors corrected. */
  #stems(text: string): string[] {
    return this.#content(text).map(({ surface, stem: own }) => this.#corrected(surface) ?? own);
  }

  /** Words that say something, at their place. */
  #content(text: string): { surface: string; stem: string }[] {
    return words(text).filter(({ surface }) => !this.#noise.has(surface));
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
    const tokens = fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
    const numbers: number[] = [];
    for (const token of tokens) {
      const written = numerals.findIndex((forms) => forms.includes(token));
      if (written > 0) numbers.push(written);
      else if (/^\d{1,3}$/.test(token)) numbers.push(Number(token));
      else if (lastWords.has(token)) numbers.push(this.#options.length);
      else if (!around.has(token)) return { type: 'none' };
    }
    if (numbers.length === 0) return { type: 'none' };
    const wrong = numbers.find((number) => number < 1 || number > this.#options.length);
    if (wrong !== undefined) return { type: 'out-of-range', number: wrong };
    const chosen = this.#chosen([...new Set(numbers.map((number) => number - 1))], 1);
    return tokens.includes('ou') && chosen.type === 'chosen' && chosen.ids.length > 1
      ? { type: 'unsure', ids: chosen.ids }
      : chosen;
  }

  /** These choices, if they may be given together. */
  #chosen(options: readonly number[], weight: number): ChoiceReading {
    const picked = [...options]
      .sort((left, right) => left - right)
      .flatMap((index) => this.#options[index] ?? []);
    const ids = picked.map((option) => option.id);
    if (ids.length === 1) return { type: 'chosen', ids, weight, sure: true };
    return this.#multiple && !picked.some((option) => option.alone)
      ? { type: 'chosen', ids, weight, sure: true }
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
  #weigh(found: readonly Found[], length: number): ChoiceReading {
    const weights = new Map<number, number>();
    for (const { option, from, to } of found) weights.set(option, (weights.get(option) ?? 0) + to - from);
    const ranked = [...weights].sort(([, left], [, right]) => right - left);
    const [best, second] = ranked;
    if (best === undefined) return { type: 'none' };
    const covered = new Set(
      found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, step) => from + step)),
    ).size;
    const all = ranked.map(([option]) => option);
    // "front et back": every choice that is named counts where several may be given.
    const options = second === undefined || (!this.#multiple && best[1] >= 3 * second[1]) ? [best[0]] : all;
    const reading = this.#chosen(options, best[1]);
    if (reading.type !== 'chosen') return reading;
    return covered / length < LIKELY
      ? { type: 'unsure', ids: reading.ids }
      : { ...reading, sure: covered / length >= SURE };
  }

  /** Decides by single words, when no whole phrase was found: "éditorial" is in one label only. */
  #resemble(stems: readonly string[]): ChoiceReading {
    const owners = (word: string) =>
      this.#options.flatMap((_, option) =>
        this.#phrases.some((phrase) => phrase.option === option && phrase.stems.includes(word))
          ? [option]
          : [],
      );
    const scores = this.#options.map(() => 0);
    for (const word of stems) {
      if (negations.has(word)) continue;
      const having = owners(word);
      // A word that every choice has says nothing.
      for (const option of having) scores[option] = (scores[option] ?? 0) + 1 / having.length;
    }
    const ranked = scores
      .map((score, option) => ({ option, share: score / stems.length }))
      .sort((a, b) => b.share - a.share);
    const [best, second] = ranked;
    if (best === undefined || best.share < LIKELY) return { type: 'none' };
    const near = ranked
      .filter(({ share }) => share > 0 && share >= best.share * 0.7)
      .map(({ option }) => option);
    const sure = best.share >= 0.8 && (second === undefined || second.share < best.share / 2);
    if (sure) return this.#chosen([best.option], 1);
    const ids = near
      .slice(0, 3)
      .sort((left, right) => left - right)
      .flatMap((option) => this.#options[option]?.id ?? []);
    return { type: 'unsure', ids };
  }
}
