/**
 * What texts are compared by when they are not understood: their words, the runs of four letters in these, and pairs of neighbours. Each is
 * a feature, known by a hash, so that a hundred thousand of them are one sorted list of numbers.
 */
import { fold } from './normalise.ts';

/** So many letters of a word make a feature. */
const runLength = 4;

/** The words of a text as examples are compared, folded; letters that stand alone ("l'", "d'") say nothing. */
export const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** The features of a word: itself, and its runs of letters; where it begins and ends counts too. */
export function featuresOf(word: string): number[] {
  const whole = `<${word}>`;
  const features = [hashOf(word)];
  for (let at = 0; at + runLength <= whole.length; at += 1)
    features.push(hashOf(`~${whole.slice(at, at + runLength)}`));
  return features;
}

/** The words of a text and the pairs of neighbours, each once. */
export function pairsOf(text: string): ReadonlySet<number> {
  const words = wordsOf(text);
  const features = new Set(words.map(hashOf));
  for (const [at, word] of words.entries()) if (at > 0) features.add(hashOf(`${words[at - 1]} ${word}`));
  return features;
}

/** A whole number of 53 bits for a text (two of FNV-1a's kind): of a hundred thousand texts, two get the same once in a million times. */
function hashOf(text: string): number {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code ^ (low >>> 15), 0x85ebca6b);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/** Where a feature stands in an ascending list; -1 when it does not. */
export function placeIn(features: Float64Array, feature: number): number {
  let from = 0;
  let to = features.length - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const found = features[middle] ?? 0;
    if (found === feature) return middle;
    if (found < feature) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}
