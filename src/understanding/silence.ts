/**
 * How much a message is like those that the guide does not answer: the examples of `phrasings/` that stand for no question, against
 * those that stand for one. The first have little in common ("un bon restaurant", "combien d'agents utilisent Grist"), so that nothing
 * lies in their middle: each word and each pair of neighbours is weighed by how much more often it occurs in them (naive Bayes).
 */
import type { Phrasing } from '../knowledge/schema.ts';
import type { Steps } from '../knowledge/steps.ts';
import { wordsOf } from './analogies.ts';

/** What a feature counts as that does not occur: little, since there are few examples. */
const unseen = 0.2;

/** So many examples are read in one step: some milliseconds. */
const examplesInOneStep = 300;

/** In how many examples of each sort a feature occurs. */
interface Counts {
  answered: number;
  silent: number;
}

/** Reads the examples in steps. */
export function* silencesOf(phrasings: readonly Phrasing[]): Steps<Silences> {
  const features = new Map<string, Counts>();
  const examples: Counts = { answered: 0, silent: 0 };
  for (const { means, asked } of phrasings) {
    const sort = means === undefined ? 'silent' : 'answered';
    for (const text of asked) {
      for (const feature of featuresOf(text)) {
        const counts = features.get(feature);
        if (counts === undefined) features.set(feature, { answered: 0, silent: 0, [sort]: 1 });
        else counts[sort] += 1;
      }
      examples[sort] += 1;
      if ((examples.answered + examples.silent) % examplesInOneStep === 0) yield;
    }
  }
  return new Silences(weighed(features, examples));
}

/** By feature: the logarithm of how much more often it occurs in what is not answered; nothing where one of the sorts has no example. */
function weighed(
  features: ReadonlyMap<string, Counts>,
  { answered, silent }: Counts,
): ReadonlyMap<string, number> {
  if (answered === 0 || silent === 0) return new Map();
  const share = (count: number, all: number) => (count + unseen) / (all + 2 * unseen);
  const weights = new Map<string, number>();
  for (const [feature, counts] of features)
    weights.set(feature, Math.log(share(counts.silent, silent) / share(counts.answered, answered)));
  return weights;
}

/** The examples by their words. Built once; then only reads. */
export class Silences {
  readonly #weights: ReadonlyMap<string, number>;

  constructor(weights: ReadonlyMap<string, number>) {
    this.#weights = weights;
  }

  /**
   * The sum of what the features of a text say, over the root of their number, so that long texts are not surer than short ones: about -10
   * (answered) to 10 (not); 0 for what says neither, none at all where there is nothing to compare. Linear in the length of the text.
   */
  likeness(text: string): number {
    if (this.#weights.size === 0) return Number.NEGATIVE_INFINITY;
    const features = featuresOf(text);
    let sum = 0;
    for (const feature of features) sum += this.#weights.get(feature) ?? 0;
    return sum / Math.sqrt(Math.max(1, features.size));
  }
}

/** The words of a text and the pairs of neighbours, each once. */
function featuresOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const features = new Set<string>(words);
  for (const [at, word] of words.entries()) if (at > 0) features.add(`${words[at - 1]} ${word}`);
  return features;
}
