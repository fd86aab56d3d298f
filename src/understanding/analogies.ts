/**
 * What a message resembles: ways in which agents ask, in words that name nothing in the knowledge, each with the plain question
 * that it stands for (`phrasings.yaml`). They give the sense of words by example. What is only alike is suggested, never answered.
 */
import type { Phrasing } from '../knowledge/schema.ts';
import type { Steps } from '../knowledge/steps.ts';
import type { MeaningType, Recognised } from './meaning.ts';

/** What a message resembles most. */
export interface Analogy {
  /** The plain question that the examples stand for; undefined for what the guide does not answer. */
  readonly means: string | undefined;
  /** How near the nearest of them is: the cosine of the two, 0 to 1, in which rare features count most. */
  readonly likeness: number;
}

/** Meanings that a message shares with an example beside its words. */
const telling = new Set<MeaningType>([
  'criterion',
  'value',
  'topic',
  'item',
  'outcome',
  'unsaid',
  'persona',
  'cue',
]);

/** Function words that tell questions apart. */
const distinctive = new Set('qui ou quand combien pas sans nous meme tout seul dehors deux'.split(' '));

/** So many of the nearest examples say together what is meant, each by the square of its likeness. */
const neighbours = 5;

/** An example and how near a message is to it. */
interface Neighbour {
  readonly means: string | undefined;
  readonly likeness: number;
}

/** So many examples are read in one step: some three milliseconds, for which a message may wait. */
const inOneStep = 100;

/** Reads the examples in steps. `read` recognises one. */
export function* analogiesOf(
  phrasings: readonly Phrasing[],
  read: (text: string) => Recognised,
): Steps<Analogies> {
  const meanings: (string | undefined)[] = [];
  const postings = new Map<string, number[]>();
  for (const { means, asked } of phrasings) {
    for (const text of asked) {
      const place = meanings.push(means) - 1;
      for (const feature of featuresOf(read(text))) {
        const places = postings.get(feature);
        if (places === undefined) postings.set(feature, [place]);
        else places.push(place);
      }
      if (meanings.length % inOneStep === 0) yield;
    }
  }
  return new Analogies(meanings, postings);
}

/** The examples by what they are made of. Built once; then only reads. */
export class Analogies {
  /** What each example stands for. */
  readonly #means: readonly (string | undefined)[];
  /** Where the examples stand that have a feature. */
  readonly #postings: ReadonlyMap<string, readonly number[]>;
  /** The length of each example, as a vector of its features. */
  readonly #lengths: Float64Array;

  constructor(means: readonly (string | undefined)[], postings: ReadonlyMap<string, readonly number[]>) {
    this.#means = means;
    this.#postings = postings;
    const squares = new Float64Array(means.length);
    for (const [feature, places] of postings) {
      const square = this.#rarity(feature) ** 2;
      for (const place of places) squares[place] = (squares[place] ?? 0) + square;
    }
    this.#lengths = squares.map(Math.sqrt);
  }

  /** What a message resembles most; undefined when it shares next to nothing with any example. Linear in its length. */
  nearest(recognised: Recognised): Analogy | undefined {
    const features = featuresOf(recognised);
    let squares = 0;
    const products = new Float64Array(this.#means.length);
    const shared = new Uint16Array(this.#means.length);
    for (const feature of features) {
      const square = this.#rarity(feature) ** 2;
      squares += square;
      for (const place of this.#postings.get(feature) ?? []) {
        products[place] = (products[place] ?? 0) + square;
        shared[place] = (shared[place] ?? 0) + 1;
      }
    }
    const length = Math.sqrt(squares);
    const near: Neighbour[] = [];
    for (const [place, product] of products.entries()) {
      const likeness = product / ((this.#lengths[place] ?? 1) * length);
      // One word alone tells nothing: "1".
      if ((shared[place] ?? 0) < 2 || likeness <= (near[neighbours - 1]?.likeness ?? 0)) continue;
      near.push({ means: this.#means[place], likeness });
      near.sort((left, right) => right.likeness - left.likeness).splice(neighbours);
    }
    return elected(near);
  }

  /** A feature of few examples says more; one of none, most. */
  #rarity(feature: string): number {
    return Math.log((this.#means.length + 1) / ((this.#postings.get(feature)?.length ?? 0) + 0.5));
  }
}

/** What the nearest examples stand for together. */
function elected(near: readonly Neighbour[]): Analogy | undefined {
  const votes = new Map<string | undefined, number>();
  for (const { means, likeness } of near) votes.set(means, (votes.get(means) ?? 0) + likeness ** 2);
  const most = Math.max(...votes.values());
  return near.find(({ means }) => votes.get(means) === most);
}

/** What an utterance is made of: its telling words and what they mean; the name of a subject stands for any. */
function featuresOf({ tokens, mentions }: Recognised): ReadonlySet<string> {
  const features = new Set<string>();
  const named = new Set<number>();
  for (const { from, to, meanings } of mentions) {
    for (const { type, id, strength } of meanings) {
      if (type === 'product') features.add(':product');
      else if (type === 'entity' && strength === 'name') {
        features.add(':entity');
        for (let at = from; at < to; at += 1) named.add(at);
      } else if (telling.has(type) && strength !== 'weak') features.add(`${type}:${id}`);
    }
  }
  for (const [at, { weight, surface, stem }] of tokens.entries()) {
    if (!named.has(at) && (weight > 0 || distinctive.has(surface))) features.add(stem);
  }
  return features;
}
