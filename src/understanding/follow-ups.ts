/** Questions that go on from the one before, with other subjects. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { concerns } from './entries.ts';
import type { Utterance } from './meaning.ts';
import type { Question } from './question.ts';
import { inside, type Reading } from './readings/reading.ts';
import { references } from './references.ts';
import { askedOf, ids, type Slot, type Slots } from './slots.ts';

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
    told(slots, utterance, context, knowledge) ??
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

/** "On prend quoi à la place ?" of something that was decided against: what the guide compares it with. */
function instead(
  { entities, cues }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const [subject = '', ...more] = context.subjects;
  const status = knowledge.entities.get(subject)?.decision?.status;
  const known = knowledge.comparisons.find(({ subjects }) => subjects.includes(subject));
  const cue = cues.get('instead');
  if (cue === undefined || entities.length + more.length > 0 || known === undefined) return undefined;
  if (saysMore(utterance, cue)) return undefined;
  if (status !== 'discarded' && status !== 'not-favoured') return undefined;
  const subjects = known.subjects.filter((id) => id !== subject);
  return subjects.length === 1
    ? { kind: 'card', subjects }
    : { kind: 'comparison', subjects, asked: [], common: false };
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

/** Whether anything that carries information is said beyond some slots. */
const saysMore = ({ tokens }: Utterance, slots: readonly Slot[]): boolean =>
  tokens.some(({ weight }, index) => weight > 0 && !inside(slots, index));

/** What was asked before, once more; what is left of it where it cannot be told from the context. */
export function previousQuestion(context: Context, knowledge: Knowledge): Question | undefined {
  const { subjects, topics } = context;
  const [subject, ...more] = subjects;
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
      const items = context.items.filter((item) => concerns(knowledge, item, subjects));
      return items.length === 0 ? undefined : { kind: 'item', items, subjects };
    }
    default:
      return undefined;
  }
}
