/** Questions that go on from the one before, with other subjects. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { concerns } from './entries.ts';
import type { Utterance } from './meaning.ts';
import type { Question } from './question.ts';
import { inside, type Reading } from './readings/reading.ts';
import { references } from './references.ts';
import { askedOf, ids, type Slot, type Slots } from './slots.ts';
import { saysLittle, weightOf } from './story.ts';

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
  const whole =
    instead(slots, utterance, context, knowledge) ??
    others(slots, utterance, context, knowledge) ??
    told(slots, utterance, context, knowledge) ??
    reason(slots, utterance, context, knowledge) ??
    datedDecision(slots, utterance, context, knowledge);
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

/** "Et l'autre CMS ?", "l'autre, celui en Drupal ?": what is said besides describes the one that is referred to. */
function told(
  { entities, cues, criteria, manner }: Slots,
  { tokens }: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const [subject, ...more] = entities;
  // "L'autre est HDS ?" asks something of its own.
  if (manner.meaning || criteria.some(({ strength }) => strength === 'name')) return undefined;
  const refers = references.some((cue) => cues.get(cue)?.[0]?.from === subject?.from);
  if (subject === undefined || more.length > 0 || !refers) return undefined;
  const weighty = (from: number, to?: number) =>
    tokens.slice(from, to).filter(({ weight }) => weight > 0).length;
  if (weighty(0, subject.from) > 0 || weighty(subject.to) > 1) return undefined;
  return previousWith(context, [subject.id], knowledge) ?? { kind: 'card', subjects: [subject.id] };
}

/** "On prend quoi à la place ?": what the guide has instead of what was decided against. */
function instead(
  { entities, items, cues }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const [subject = '', ...more] = context.subjects;
  const entity = knowledge.entities.get(subject);
  const cue = cues.get('instead');
  if (cue === undefined || entities.length > 0 || saysMore(utterance, [...cue, ...items])) return undefined;
  // "Pas de REST, alors quoi ?"
  const limits = ids(items).filter((id) => concerns(knowledge, id, context.subjects));
  const told = limits.length > 0 ? { ...context, kind: 'item', outcomes: [], items: limits } : context;
  if (told.kind === 'need' || told.kind === 'item') return previousQuestion(told, knowledge);
  if (entity === undefined || more.length > 0) return undefined;
  if (entity.decision?.status !== 'discarded' && entity.decision?.status !== 'not-favoured') return undefined;
  const compared = knowledge.comparisons.find((one) => one.subjects.includes(subject));
  const subjects = compared?.subjects.filter((id) => id !== subject) ?? [];
  if (subjects.length > 0)
    return subjects.length === 1
      ? { kind: 'card', subjects }
      : { kind: 'comparison', subjects, asked: [], common: false };
  // What the tree recommends where it rules that product out.
  const outcomes = knowledge.tree.outcomes.filter(
    ({ ruled_out, entities: recommended }) =>
      recommended.length > 0 && ruled_out.some(({ text }) => text.startsWith(entity.name)),
  );
  return outcomes.length === 0
    ? undefined
    : { kind: 'need', entities: [], outcomes: outcomes.map(({ id }) => id) };
}

/** "Et les autres ?": the rest of their kind, or of the larger thing that they are parts of. */
function others(
  { entities, cues }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const cue = cues.get('others');
  const [subject = ''] = context.subjects;
  const one = knowledge.entities.get(subject);
  if (cue === undefined || one === undefined || entities.length > 0 || saysMore(utterance, cue))
    return undefined;
  const rest = [...knowledge.entities.values()]
    .filter(({ kind, part_of: whole }) => kind === one.kind && whole === one.part_of)
    .flatMap(({ id }) => (context.subjects.includes(id) ? [] : [id]));
  const [first, ...more] = rest;
  if (first === undefined) return undefined;
  const question = previousWith(context, rest, knowledge);
  if (question !== undefined) return question;
  return more.length === 0
    ? { kind: 'card', subjects: rest }
    : { kind: 'need', entities: rest, outcomes: [] };
}

/** "Depuis quand ?": of a decision on what was just spoken of, when the guide dates it and nothing else is asked. */
function datedDecision(
  slots: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const [date] = slots.unsaid;
  const subjects = context.subjects.filter((id) => knowledge.entities.get(id)?.decision?.date !== undefined);
  if (date?.id !== 'date' || subjects.length === 0 || slots.entities.length > 0) return undefined;
  if (saysMore(utterance, [date])) return undefined;
  return { kind: 'aspect', aspect: 'decision', subjects, asked: [] };
}

/** "Pourquoi ?": of the fact, the feature or the limit that was just told. */
function reason(
  { cues }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const why = cues.get('why');
  if (why === undefined || saysMore(utterance, why)) return undefined;
  const isTold = context.kind === 'criterion' || context.kind === 'item';
  return isTold ? previousWith(context, context.subjects, knowledge) : undefined;
}

/** Whether anything that carries information is said beyond some slots. */
const saysMore = ({ tokens }: Utterance, slots: readonly Slot[]): boolean =>
  tokens.some(({ weight }, index) => weight > 0 && !inside(slots, index));

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

/** What was asked before, once more; what is left of it where it cannot be told from the context. */
export function previousQuestion(context: Context, knowledge: Knowledge): Question | undefined {
  const { subjects, topics, outcomes } = context;
  const [subject, ...more] = subjects;
  if (outcomes.length > 0) return { kind: 'need', entities: [], outcomes };
  const question = previousWith(context, subjects, knowledge);
  if (question !== undefined) return question;
  if (subject !== undefined && more.length === 0) return { kind: 'card', subjects };
  return topics.length === 0 ? undefined : { kind: 'topic', topics, past: false };
}

function previousWith(
  context: Context,
  subjects: readonly string[],
  knowledge: Knowledge,
): Question | undefined {
  const asked = context.asked.map(({ criterion, value }) => ({
    criterion,
    ...(value === undefined ? {} : { value }),
  }));
  switch (context.kind) {
    case 'criterion':
    case 'comparison':
      return asked.length === 0 ? undefined : { kind: 'criterion', subjects, asked };
    case 'aspect':
      return {
        kind: 'aspect',
        aspect: context.aspect as Extract<Question, { kind: 'aspect' }>['aspect'],
        subjects,
        asked,
      };
    case 'item': {
      // Of a subject of which the guide does not say it, that is what is answered.
      const own = context.items.filter((item) => concerns(knowledge, item, subjects));
      const items = own.length > 0 ? own : context.items;
      return items.length === 0 ? undefined : { kind: 'item', items, subjects };
    }
    default:
      return undefined;
  }
}
