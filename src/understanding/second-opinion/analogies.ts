/**
 * What a message resembles: ways in which agents ask, in words that name nothing in the knowledge, each with the plain question
 * that it stands for (`phrasings/`). They give the sense of words by example. What is only alike is suggested, never answered.
 *
 * All examples of one plain question together are compared with the message (Rocchio's classifier: the centroid of their vectors), by
 * their words and the runs of four letters in these, so that "remboursement", "rembourser" and "remboursemnt" are near. Measured against
 * the nearest single examples by words and recognised meanings: docs/decisions/0012.
 */
import { type Centroids, lengthOf } from '../../knowledge/examples.ts';
import { featuresOf, placeIn, wordsOf } from '../../knowledge/features.ts';

/** What a message resembles most. */
export interface Analogy {
  /** The plain question that the examples stand for. */
  readonly means: string;
  /** How near they are: the cosine of message and centroid, 0 to 1, in which rare features count most. */
  readonly likeness: number;
}

/** So many plain questions are told. */
const most = 12;

/** The plain questions that a message resembles most, the nearest first, a dozen at most. Linear in its length. */
export function nearest(
  { means, features, rarities, unheard, ...shares }: Centroids,
  text: string,
): Analogy[] {
  const { starts, places, parts } = shares;
  const own = [...new Set(wordsOf(text).flatMap(featuresOf))].map((feature) => placeIn(features, feature));
  const known = own.filter((feature) => feature >= 0);
  const products = new Float64Array(means.length);
  for (const feature of known) {
    const rarity = rarities[feature] ?? 0;
    const end = starts[feature + 1] ?? 0;
    // Tens of thousands of steps a message: an iterator would take several times as long.
    for (let at = starts[feature] ?? 0; at < end; at += 1) {
      const place = places[at] ?? 0;
      products[place] = (products[place] ?? 0) + (parts[at] ?? 0) * rarity;
    }
  }
  const length = Math.hypot(lengthOf(known, rarities), Math.sqrt(own.length - known.length) * unheard);
  return highest(products).map((place) => ({
    means: means[place] ?? '',
    likeness: (products[place] ?? 0) / length,
  }));
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
