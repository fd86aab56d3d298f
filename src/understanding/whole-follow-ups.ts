/** Messages that say nothing but how they go on from what was just said: "et les autres ?", "pourquoi ?", "un exemple ?". */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { phraseKey } from '../knowledge/normalise.ts';
import type { Context } from './context.ts';
import { concerns, itemsOf } from './entries.ts';
import type { Utterance } from './meaning.ts';
import { previousQuestion, previousWith } from './previous.ts';
import { lists, type Question } from './question.ts';
import { inside } from './readings/reading.ts';
import { listCues } from './readings/wants.ts';
import { counterpartOf, references } from './references.ts';
import { ids, type Slot, type Slots } from './slots.ts';

/** The question that such a message asks; undefined for any other. */
export function wholeFollowUp(
  slots: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  return (
    instead(slots, utterance, context, knowledge) ??
    others(slots, utterance, context, knowledge) ??
    told(slots, utterance, context, knowledge) ??
    reason(slots, utterance, context, knowledge) ??
    members(slots, utterance, context, knowledge) ??
    doesIt(slots, utterance, context, knowledge) ??
    bothOf(slots, utterance, context, knowledge) ??
    confirmed(slots, utterance, context, knowledge) ??
    datedDecision(slots, utterance, context, knowledge)
  );
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

/** "Un exemple ?", "lesquels existent ?": after a kind of thing was defined, those of it that the guide has. */
function members(
  { cues, entities }: Slots,
  utterance: Utterance,
  { topics, subjects }: Context,
  knowledge: Knowledge,
): Question | undefined {
  const asks = ['examples', 'which-of', 'list'].flatMap((cue) => cues.get(cue) ?? []);
  const [topic, ...more] = topics.flatMap((id) => knowledge.topics.get(id) ?? []);
  if (topic === undefined || more.length + subjects.length + entities.length > 0) return undefined;
  if (asks.length === 0 || saysMore(utterance, asks)) return undefined;
  const names = new Set([topic.name, ...topic.aliases].map(phraseKey));
  const list = lists.find((one) =>
    knowledge.lexicon.questions[listCues[one]]?.some((name) => names.has(phraseKey(name))),
  );
  return list && { kind: 'list', list, count: false };
}

/** "DN le fait ?", "qui l'est ?": after a term or a criterion, who has the feature, the limit or the criterion of that name. */
function doesIt(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const subjects = ids(entities);
  const does = [...(cues.get('does-it') ?? []), ...(cues.get('who-does') ?? [])];
  if (does.length === 0 || saysMore(utterance, [...entities, ...does])) return undefined;
  const isOpen = subjects.length === 0;
  if (isOpen !== cues.has('who-does')) return undefined;
  const before = previousWith(context, subjects, knowledge);
  if (before !== undefined && before.kind !== 'aspect') return before;
  const topic = knowledge.topics.get(context.topics[0] ?? '');
  if (topic === undefined || context.subjects.length > 0) return undefined;
  const names = new Set([topic.name, ...topic.aliases].map(phraseKey));
  const isNamed = (phrases: readonly string[]) => phrases.some((phrase) => names.has(phraseKey(phrase)));
  const criterion = [...knowledge.criteria.values()].find(({ label, aliases }) =>
    isNamed([label, ...aliases]),
  );
  if (criterion !== undefined) return { kind: 'criterion', subjects, asked: [{ criterion: criterion.id }] };
  const holders = [...knowledge.entities.values()].filter(({ id }) => isOpen || subjects.includes(id));
  const items = holders.flatMap((entity) =>
    itemsOf(entity).flatMap(({ id, keywords }) => (isNamed(keywords) ? [`${entity.id}/${id}`] : [])),
  );
  return items.length === 0 ? undefined : { kind: 'item', items, subjects };
}

/** "Les deux ?", after one of two that the guide compares. */
function bothOf(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const both = cues.get('both');
  const [subject, ...more] = context.subjects;
  if (both === undefined || subject === undefined || entities.length > 0 || saysMore(utterance, both))
    return undefined;
  const other = more.length > 0 ? undefined : counterpartOf(subject, knowledge);
  return previousWith(context, other === undefined ? context.subjects : [subject, other], knowledge);
}

/** "T'es sûr ?": the same once more, with its source; "c'est quoi ?": what was named, for what it is. */
function confirmed(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const really = cues.get('really');
  if (really !== undefined && !saysMore(utterance, really)) return previousQuestion(context, knowledge);
  const definition = cues.get('definition');
  if (definition === undefined || entities.length > 0 || saysMore(utterance, definition)) return undefined;
  return context.kind === 'topic' || context.kind === 'card'
    ? previousQuestion(context, knowledge)
    : undefined;
}

/** Whether anything that carries information is said beyond some slots. */
const saysMore = ({ tokens }: Utterance, slots: readonly Slot[]): boolean =>
  tokens.some(({ weight }, index) => weight > 0 && !inside(slots, index));
