/** Questions that go on from the one before, with other subjects. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Context } from '../context.ts';
import { concerns } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import type { Question } from '../question.ts';
import { inside, type Reading } from '../readings/reading.ts';
import { askedOf, ids, type Slots } from '../slots.ts';
import { saysLittle, weightOf } from '../stories/story.ts';
import { previousWith } from './previous.ts';
import { wholeFollowUp } from './whole-follow-ups.ts';

/**
 * "et pour Ondine ?", "non, je parlais de Sites Faciles": the previous question with other subjects. (A criterion, an
 * aspect or a price without a subject takes the previous subjects where its own readings are made.)
 */
export function followUps(
  slots: Slots,
  utterance: Utterance,
  context: Context | undefined,
  knowledge: Knowledge,
): Reading[] {
  if (context === undefined) return [];
  const whole = wholeFollowUp(slots, utterance, context, knowledge);
  if (whole !== undefined)
    return [{ question: whole, explained: new Set(utterance.tokens.keys()), coverage: 1, score: 1.2 }];
  // "c'est quoi Ondine ?" asks something of its own.
  if (slots.manner.meaning) return [];
  if (slots.entities.length === 0 || askedOf(slots, knowledge, []).length > 0) return [];
  const cues = ['follow-up', 'negation', 'also', 'other'].flatMap((id) => slots.cues.get(id) ?? []);
  const [cue] = cues;
  const subjects = ids(slots.entities);
  // "Ondine ?" goes on, "Ondine ou Sites Faciles ?" and "Ondine et Sites Faciles" begin something new.
  const begins = cue !== undefined && cue.from <= 1 && cue.from < (slots.entities[0]?.from ?? 0);
  // "Celui de Démat Social aussi, du coup ?"
  const also = subjects.length === 1 && slots.cues.has('also');
  const named = slots.entities.reduce((sum, slot) => sum + slot.to - slot.from, 0);
  const short = subjects.length === 1 && utterance.tokens.length <= named + 2;
  if (!begins && !also && !(short && context.asked.length + context.items.length > 0)) return [];
  const question = previousWith(context, subjects, knowledge);
  if (question === undefined) return [];
  const explained = [...slots.entities, ...cues];
  const known = utterance.tokens.filter((token, index) => token.weight === 0 || inside(explained, index));
  const coverage = known.length / Math.max(1, utterance.tokens.length);
  const positions = new Set([...utterance.tokens.keys()].filter((index) => inside(explained, index)));
  return coverage < 0.6 ? [] : [{ question, explained: positions, coverage, score: coverage + 0.2 }];
}

/** Cues that a message goes on from what was just said. */
export const goesOn = ['follow-up', 'so', 'pronoun', 'referring'] as const;

/**
 * Whether a reading passes over what was just spoken of although the message goes on from it ("et le rejet ?", "alors on s'authentifie
 * comment ?"): it may be right, and is never sure.
 */
export function strays(
  question: Question,
  { cues, entities }: Slots,
  context: Context | undefined,
  knowledge: Knowledge,
): boolean {
  if (context === undefined || entities.length > 0) return false;
  // "Instance à part ?" after what GitBook is used for names a kind of thing, and asks for no list of it.
  if (context.subjects.length === 0)
    return question.kind === 'list' && !['list', 'which', 'count'].some((cue) => cues.has(cue));
  if (!goesOn.some((cue) => cues.has(cue))) return false;
  if (question.kind === 'item')
    return !question.items.some((item) => concerns(knowledge, item, context.subjects));
  const about = 'entities' in question ? question.entities : 'subjects' in question ? question.subjects : [];
  return !about.some((id) => context.subjects.includes(id));
}

/** Cues that refer to what was just said, or to one of several things that were. */
const referring = ['pronoun', 'referring', 'instead', 'which-of', 'list'];

/**
 * Whether a message refers to what was just said and says little of its own ("elle a quoi alors ?", "laquelle, du coup ?"). "Il fait
 * beau" refers to nothing.
 */
export function refersBack(utterance: Utterance): boolean {
  const cues = utterance.mentions.flatMap(({ meanings }) =>
    meanings.flatMap(({ type, id }) => (type === 'cue' ? [id] : [])),
  );
  const refers = cues.some((id) => referring.includes(id)) && !cues.includes('impersonal');
  return refers && weightOf(utterance) <= saysLittle;
}
