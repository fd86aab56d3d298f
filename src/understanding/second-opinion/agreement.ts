/** Whether what the words of a message say and what an example means are the same question, or may stand for one another. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { matter } from '../bands.ts';
import type { Question } from '../question.ts';
import type { Understanding } from '../understanding.ts';

/** Whether it asks what an older generation of the guide said. */
export const isOfThePast = (question: Question) =>
  question.kind === 'topic' ? question.past : question.kind === 'aspect' && question.aspect === 'history';

/** Whether two questions get the same facts; what is asked of nothing in particular gets those of what the examples name, among others. */
export function agrees(question: Question, alike: Question): boolean {
  const isOpen =
    (question.kind === 'criterion' || question.kind === 'item') && question.subjects.length === 0;
  const same = isOpen && 'subjects' in alike ? { ...alike, subjects: [] } : alike;
  return matter(question) === matter(same);
}

/**
 * What was only guessed from its words may be what the examples mean, unless that passes over what is named, or what was. Of those that
 * ask for a link most say little but the name.
 */
export function mayMean({ band, guessed, question, subjects }: Understanding, meant: Question): boolean {
  if (band === 'refuse' || !guessed || question === undefined || question.kind === 'criterion') return false;
  if (isOfThePast(question) || (meant.kind === 'aspect' && meant.aspect === 'link')) return false;
  return subjects.length === 0 || 'subjects' in meant;
}

/** Whether both ask for the same criteria, one of them for a value of these ("sur DN, … le RIE ?"). */
export const asksSame = (one: Question, other: Question): boolean =>
  'asked' in one &&
  'asked' in other &&
  one.asked.length > 0 &&
  one.asked.map(({ criterion }) => criterion).join() === other.asked.map(({ criterion }) => criterion).join();

/** "Grist limite le nombre d'appels ?" names its limits, one of which is asked for. */
export const isLimits = (question: Question): boolean =>
  question.kind === 'aspect' && question.aspect === 'limits';

/** Whether nothing but limits of products is asked for. */
export const isLimit = (knowledge: Knowledge, question: Question): boolean =>
  question.kind === 'item' &&
  question.items.every((reference) => {
    const [owner = '', id] = reference.split('/');
    return knowledge.entities.get(owner)?.limits.some((limit) => limit.id === id) === true;
  });
