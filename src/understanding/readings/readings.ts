/**
 * The readings of an utterance: each kind of question that its slots allow, with the share of its information that the
 * reading explains. The best reading wins; how much it explains decides whether the bot answers, suggests or refuses.
 */
import { comparisons, criteria } from './facts.ts';
import type { Material, Reading } from './reading.ts';
import { unknownProducts, unsaid } from './refusals.ts';
import { aspectReadings, cards } from './subjects.ts';
import { aboutBot, topics } from './topics.ts';
import { items, listReadings, needs } from './wants.ts';

/** All readings, the best first. */
export function readings(material: Material): Reading[] {
  const made = [
    ...comparisons(material),
    ...criteria(material),
    ...aspectReadings(material),
    ...cards(material),
    ...items(material),
    ...needs(material),
    ...listReadings(material),
    ...topics(material),
    ...unsaid(material),
    ...unknownProducts(material),
    ...aboutBot(material),
  ];
  return made.sort((left, right) => right.score - left.score);
}
