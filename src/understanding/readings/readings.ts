/**
 * The readings of an utterance: each kind of question that its slots allow, with the share of its information that the
 * reading explains. The best reading wins; how much it explains decides whether the bot answers, suggests or refuses.
 */
import { comparisons, needless } from './comparisons.ts';
import { criteria } from './facts.ts';
import { items, productApis } from './items.ts';
import { amongListed, listReadings, memberships } from './lists.ts';
import { needs } from './needs.ts';
import { nextOptions } from './next-option.ts';
import type { Material, Reading } from './reading.ts';
import { unknownApis, unknownProducts, unsaid } from './refusals.ts';
import { aspectReadings, cards, replacements } from './subjects.ts';
import { aboutBot, topics } from './topics.ts';

/** All readings, the best first. */
export function readings(material: Material): Reading[] {
  const made = [
    ...comparisons(material),
    ...needless(material),
    ...criteria(material),
    ...aspectReadings(material),
    ...cards(material),
    ...replacements(material),
    ...items(material),
    ...productApis(material),
    ...needs(material),
    ...nextOptions(material),
    ...listReadings(material),
    ...memberships(material),
    ...amongListed(material),
    ...topics(material),
    ...unsaid(material),
    ...unknownProducts(material),
    ...unknownApis(material),
    ...aboutBot(material),
  ];
  return made
    .map((one) => ({
      ...one,
      score: one.score - (ignoresSubject(one, material) ? 0.3 : 0) - (ignoresSide(one, material) ? 0.12 : 0),
    }))
    .sort((left, right) => right.score - left.score);
}

/** Whether a reading explains none of the words by which a subject is named: then it is about something else. */
function ignoresSubject(reading: Reading, { slots }: Material): boolean {
  if (slots.entities.length === 0) return false;
  return !slots.entities.some((slot) => reading.explained.has(slot.from));
}

/** Words that ask for one side of a subject and mean little else. */
const sides = ['limits', 'history', 'contact', 'room', 'documentation', 'features'];

/** Whether a reading leaves out the side that is asked for ("les limites de Grist comme base de données"). */
function ignoresSide(reading: Reading, { slots }: Material): boolean {
  if (slots.entities.length === 0) return false;
  return sides.some((side) => (slots.cues.get(side) ?? []).some((slot) => !reading.explained.has(slot.from)));
}
