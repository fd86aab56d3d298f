/**
 * What the examples of `phrasings/` have in common, learnt in steps: those of each plain question, and those that stand for none. Flat
 * arrays, which are kept from one start to the next and read back as they are (load.ts).
 */
import { featuresOf, pairsOf, placeIn, wordsOf } from './features.ts';
import type { Phrasing } from './schema.ts';
import type { Steps } from './steps.ts';

/** The examples of each plain question, added up (Rocchio's classifier: the centroid of their vectors, of length one). */
export interface Centroids {
  /** The plain questions. */
  readonly means: readonly string[];
  /** What the examples are made of, ascending. */
  readonly features: Float64Array;
  /** How much each feature says: of few examples, more. */
  readonly rarities: Float64Array;
  /** How much one says that no example has. */
  readonly unheard: number;
  /** Where the shares of each feature begin in the two lists that follow, and where the last ends. */
  readonly starts: Uint32Array;
  /** Which plain question has a share (its place in `means`), and how much of its centroid that is. */
  readonly places: Uint32Array;
  readonly parts: Float32Array;
}

/** The words and pairs of all examples, ascending; what each says for a question without an answer, and against (naive Bayes). */
export interface Leanings {
  readonly features: Float64Array;
  /** Logarithms; empty where there is no example of one of the two sorts. */
  readonly weights: Float32Array;
}

/** What was learnt of all examples. */
export interface Examples {
  readonly centroids: Centroids;
  readonly leanings: Leanings;
}

/** What a word or pair counts as that does not occur: little, since there are few examples. */
const unseen = 0.2;

/** So many examples are read, and so many plain questions added up, in one step: some milliseconds. */
const examplesInOneStep = 300;
const questionsInOneStep = 40;

/** Reads the examples in steps. */
export function* learnExamples(phrasings: readonly Phrasing[]): Steps<Examples> {
  return { centroids: yield* centroidsOf(phrasings), leanings: yield* leaningsOf(phrasings) };
}

/** One plain question's share of a feature. */
interface Share {
  readonly place: number;
  readonly part: number;
}

/** Adds up the examples of each plain question. */
export function* centroidsOf(phrasings: readonly Phrasing[]): Steps<Centroids> {
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
  const shares: Share[][] = Array.from(rarities, () => []);
  const sums = new Float64Array(rarities.length);
  for (const [place, examples] of read.entries()) {
    const met = addUp(examples, rarities, sums);
    const length = Math.sqrt(met.reduce((squares, feature) => squares + (sums[feature] ?? 0) ** 2, 0));
    for (const feature of met) {
      shares[feature]?.push({ place, part: (sums[feature] ?? 0) / length });
      sums[feature] = 0;
    }
    if (place % questionsInOneStep === questionsInOneStep - 1) yield;
  }
  yield;
  const means = answered.map(({ means = '' }) => means);
  return { means, unheard: glossary.rarityIn(0), ...flat(glossary.features(), rarities, shares) };
}

/** Puts what is known of each feature into the order of the features. */
function flat(
  features: readonly number[],
  rarities: Float64Array,
  shares: readonly (readonly Share[])[],
): Omit<Centroids, 'means' | 'unheard'> {
  const ascending = Float64Array.from(features).sort();
  const order = new Uint32Array(features.length);
  for (const [number, feature] of features.entries()) order[placeIn(ascending, feature)] = number;
  const all = Array.from(order).flatMap((number) => shares[number] ?? []);
  const starts = new Uint32Array(features.length + 1);
  for (const [place, number] of order.entries())
    starts[place + 1] = (starts[place] ?? 0) + (shares[number]?.length ?? 0);
  return {
    features: ascending,
    rarities: Float64Array.from(order, (number) => rarities[number] ?? 0),
    starts,
    places: Uint32Array.from(all, ({ place }) => place),
    parts: Float32Array.from(all, ({ part }) => part),
  };
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

/** The length of a text as a vector: its features by their places in the rarities. */
export function lengthOf(features: readonly number[], rarities: Float64Array): number {
  let squares = 0;
  for (const feature of features) squares += (rarities[feature] ?? 0) ** 2;
  return Math.sqrt(squares);
}

/** Features as they are met, and in how many examples each occurs. */
class Glossary {
  readonly #numbers = new Map<number, number>();
  readonly #counts: number[] = [];
  /** The last example that has a feature, by which it is counted once. */
  readonly #last: number[] = [];
  /** The features of each word that was learnt. */
  readonly #words = new Map<string, readonly number[]>();
  /** How many were learnt. */
  examples = 0;

  /** The features of an example by their numbers, which are counted. */
  learn(text: string): number[] {
    this.examples += 1;
    const found: number[] = [];
    for (const word of wordsOf(text)) {
      for (const feature of this.#numbersOf(word)) {
        if (this.#last[feature] === this.examples) continue;
        this.#last[feature] = this.examples;
        this.#counts[feature] = (this.#counts[feature] ?? 0) + 1;
        found.push(feature);
      }
    }
    return found;
  }

  /** In the order of their numbers. */
  features(): number[] {
    return [...this.#numbers.keys()];
  }

  /** How much a feature says that so many examples have: of few, more; of none, most. */
  rarityIn(count: number): number {
    return Math.log((this.examples + 1) / (count + 0.5));
  }

  /** Of each feature. */
  rarities(): Float64Array {
    return Float64Array.from(this.#counts, (count) => this.rarityIn(count));
  }

  #numbersOf(word: string): readonly number[] {
    const known = this.#words.get(word);
    if (known !== undefined) return known;
    const learnt = [...new Set(featuresOf(word))].map((feature) => {
      const number = this.#numbers.get(feature) ?? this.#counts.push(0) - 1;
      this.#numbers.set(feature, number);
      return number;
    });
    this.#words.set(word, learnt);
    return learnt;
  }
}

/** In how many examples of each sort a feature occurs. */
interface Counts {
  answered: number;
  silent: number;
}

/** Counts words and pairs in the examples that have an answer, and in those that have none. */
export function* leaningsOf(phrasings: readonly Phrasing[]): Steps<Leanings> {
  const features = new Map<number, Counts>();
  const examples: Counts = { answered: 0, silent: 0 };
  for (const { means, asked } of phrasings) {
    const sort = means === undefined ? 'silent' : 'answered';
    for (const text of asked) {
      for (const feature of pairsOf(text)) {
        const counts = features.get(feature);
        if (counts === undefined) features.set(feature, { answered: 0, silent: 0, [sort]: 1 });
        else counts[sort] += 1;
      }
      examples[sort] += 1;
      if ((examples.answered + examples.silent) % examplesInOneStep === 0) yield;
    }
  }
  const { answered, silent } = examples;
  if (answered === 0 || silent === 0) return { features: new Float64Array(), weights: new Float32Array() };
  yield;
  const share = (count: number, all: number) => (count + unseen) / (all + 2 * unseen);
  const ascending = Float64Array.from(features.keys()).sort();
  const weights = Float32Array.from(ascending, (feature) => {
    const counts = features.get(feature) ?? examples;
    return Math.log(share(counts.silent, silent) / share(counts.answered, answered));
  });
  return { features: ascending, weights };
}
