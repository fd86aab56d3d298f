/**
 * How much a message is like those that the guide does not answer: the examples of `phrasings/` that stand for no question, against
 * those that stand for one. The first have little in common ("un bon restaurant", "combien d'agents utilisent Grist"), so that nothing
 * lies in their middle: each word and each pair of neighbours is weighed by how much more often it occurs in them (naive Bayes).
 */
import type { Leanings } from '../../knowledge/examples.ts';
import { pairsOf, placeIn } from '../../knowledge/features.ts';

/**
 * The sum of what the features of a text say, over the root of their number, so that long texts are not surer than short ones: about -10
 * (answered) to 10 (not); 0 for what says neither, none at all where there is nothing to compare. Linear in the length of the text.
 */
export function likenessToSilence({ features, weights }: Leanings, text: string): number {
  if (weights.length === 0) return Number.NEGATIVE_INFINITY;
  const own = pairsOf(text);
  let sum = 0;
  for (const feature of own) sum += weights[placeIn(features, feature)] ?? 0;
  return sum / Math.sqrt(Math.max(1, own.size));
}

/** Above this a word is more often in questions without an answer than in those with one. */
const seldom = 0;

/**
 * The words that no example has, or that are more often in those without an answer: what a message asks may be about these. Numbers are no
 * words.
 */
export function strangeAmong({ features, weights }: Leanings, words: readonly string[]): string[] {
  return words.filter((word) => {
    const [feature, ...more] = pairsOf(word);
    if (feature === undefined || more.length > 0 || !/\p{L}/u.test(word)) return false;
    return (weights[placeIn(features, feature)] ?? Number.POSITIVE_INFINITY) > seldom;
  });
}
