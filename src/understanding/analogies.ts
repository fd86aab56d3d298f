/**
 * What a message resembles: ways in which agents ask, in words that name nothing in the knowledge, each with the plain question
 * that it stands for (`phrasings/`). They give the sense of words by example. What is only alike is suggested, never answered.
 *
 * All examples of one plain question together are compared with the message (Rocchio's classifier: the centroid of their vectors), by
 * their words and the runs of four letters in these, so that "remboursement", "rembourser" and "remboursemnt" are near. Measured against
 * the nearest single examples by words and recognised meanings: docs/decisions/0012.
 */
import { fold } from '../knowledge/normalise.ts';
import type { Phrasing } from '../knowledge/schema.ts';
import type { Steps } from '../knowledge/steps.ts';

/** What a message resembles most. */
export interface Analogy {
  /** The plain question that the examples stand for. */
  readonly means: string;
  /** How near they are: the cosine of message and centroid, 0 to 1, in which rare features count most. */
  readonly likeness: number;
}

/** So many plain questions are told. */
const most = 12;

/** So many letters of a word make a feature. */
const runLength = 4;

/** So many examples are read, and so many plain questions, in one step: some milliseconds. */
const examplesInOneStep = 300;
const questionsInOneStep = 40;

/** Which plain questions have a feature, and how much of it: two lists side by side, since there are two hundred thousand. */
interface Shares {
  readonly places: number[];
  readonly parts: number[];
}

/** Reads the examples in steps. */
export function* analogiesOf(phrasings: readonly Phrasing[]): Steps<Analogies> {
  const glossary = new Glossary();
  const read: number[][][] = [];
  const answered = phrasings.filter(({ means }) => means !== undefined);
  for (const { asked } of answered) {
    const examples: number[][] = [];
    read.push(examples);
    for (const text of asked) {
      examples.push(glossary.learn(text));
      if (glossary.examples % examplesInOneStep === 0) yield;
    }
  }
  const rarities = glossary.rarities();
  const shares: Shares[] = Array.from(rarities, () => ({ places: [], parts: [] }));
  const sums = new Float64Array(rarities.length);
  for (const [place, examples] of read.entries()) {
    const met = addUp(examples, rarities, sums);
    const length = Math.sqrt(met.reduce((squares, feature) => squares + (sums[feature] ?? 0) ** 2, 0));
    for (const feature of met) {
      shares[feature]?.places.push(place);
      shares[feature]?.parts.push((sums[feature] ?? 0) / length);
      sums[feature] = 0;
    }
    if (place % questionsInOneStep === questionsInOneStep - 1) yield;
  }
  return new Analogies(
    answered.map(({ means = '' }) => means),
    glossary,
    rarities,
    shares,
  );
}

/** Adds up examples, each of length one, feature by feature. Gives the features that they have. */
function addUp(
  examples: readonly (readonly number[])[],
  rarities: Float64Array,
  sums: Float64Array,
): readonly number[] {
  const met: number[] = [];
  for (const example of examples) {
    const length = lengthOf(example, rarities);
    for (const feature of example) {
      const before = sums[feature] ?? 0;
      if (before === 0) met.push(feature);
      sums[feature] = before + (rarities[feature] ?? 0) / length;
    }
  }
  return met;
}

/** The length of a text as a vector. */
function lengthOf(features: readonly number[], rarities: Float64Array): number {
  let squares = 0;
  for (const feature of features) squares += (rarities[feature] ?? 0) ** 2;
  return Math.sqrt(squares);
}

/** The examples by what they are made of. Built once; then only reads. */
export class Analogies {
  readonly #means: readonly string[];
  readonly #glossary: Glossary;
  /** By feature: how much it says. */
  readonly #rarities: Float64Array;
  /** By feature: which plain questions have how much of it. */
  readonly #shares: readonly Shares[];

  constructor(
    means: readonly string[],
    glossary: Glossary,
    rarities: Float64Array,
    shares: readonly Shares[],
  ) {
    this.#means = means;
    this.#glossary = glossary;
    this.#rarities = rarities;
    this.#shares = shares;
  }

  /** The plain questions that a message resembles most, the nearest first, a dozen at most. Linear in its length. */
  nearest(text: string): Analogy[] {
    const { known, unknown } = this.#glossary.of(text);
    const products = new Float64Array(this.#means.length);
    for (const feature of known) {
      const rarity = this.#rarities[feature] ?? 0;
      const { places = [], parts = [] } = this.#shares[feature] ?? {};
      // Tens of thousands of steps a message: an iterator would take several times as long.
      for (let at = 0; at < places.length; at += 1) {
        const place = places[at] ?? 0;
        products[place] = (products[place] ?? 0) + (parts[at] ?? 0) * rarity;
      }
    }
    const length = Math.hypot(
      lengthOf(known, this.#rarities),
      Math.sqrt(unknown) * this.#glossary.rarityIn(0),
    );
    return highest(products).map((place) => ({
      means: this.#means[place] ?? '',
      likeness: (products[place] ?? 0) / length,
    }));
  }
}

/** Where the highest of some figures stand that are more than nothing, the highest first, a dozen at most. */
function highest(figures: Float64Array): number[] {
  const places: number[] = [];
  for (let place = 0; place < figures.length; place += 1) {
    const figure = figures[place] ?? 0;
    const last = places.length < most ? 0 : (figures[places.at(-1) ?? 0] ?? 0);
    if (figure <= last) continue;
    if (places.length === most) places.pop();
    const at = places.findIndex((other) => (figures[other] ?? 0) < figure);
    places.splice(at < 0 ? places.length : at, 0, place);
  }
  return places;
}

/** Words and their runs of letters as numbers, and in how many examples each occurs. */
class Glossary {
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];
  /** The last example that has a feature, by which it is counted once. */
  readonly #last: number[] = [];
  /** The features of each word that was learnt. */
  readonly #words = new Map<string, readonly number[]>();
  /** How many were learnt. */
  examples = 0;

  /** The features of an example, which are counted. */
  learn(text: string): number[] {
    this.examples += 1;
    const found: number[] = [];
    for (const word of wordsOf(text)) {
      for (const feature of this.#featuresOf(word)) {
        if (this.#last[feature] === this.examples) continue;
        this.#last[feature] = this.examples;
        this.#counts[feature] = (this.#counts[feature] ?? 0) + 1;
        found.push(feature);
      }
    }
    return found;
  }

  /** Those features of a message that were learnt, and how many were not. */
  of(text: string): { readonly known: readonly number[]; readonly unknown: number } {
    const all = new Set(wordsOf(text).flatMap(namesOf));
    const known = [...all].flatMap((name) => this.#numbers.get(name) ?? []);
    return { known, unknown: all.size - known.length };
  }

  /** How much a feature says that so many examples have: of few, more; of none, most. */
  rarityIn(count: number): number {
    return Math.log((this.examples + 1) / (count + 0.5));
  }

  /** Of each feature. */
  rarities(): Float64Array {
    return Float64Array.from(this.#counts, (count) => this.rarityIn(count));
  }

  #featuresOf(word: string): readonly number[] {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const learnt = [...new Set(namesOf(word))].map((name) => {
      const number = this.#numbers.get(name) ?? this.#counts.push(0) - 1;
      this.#numbers.set(name, number);
      return number;
    });
    this.#words.set(word, learnt);
    return learnt;
  }
}

/** The words of a text as examples are compared, folded; letters that stand alone ("l'", "d'") say nothing. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** A word, and its runs of letters; where it begins and ends counts too. */
function namesOf(word: string): string[] {
  const whole = `<${word}>`;
  const names = [word];
  for (let at = 0; at + runLength <= whole.length; at += 1) names.push(`~${whole.slice(at, at + runLength)}`);
  return names;
}
