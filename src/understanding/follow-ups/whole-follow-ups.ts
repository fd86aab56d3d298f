/** Messages that say nothing but how they go on from what was just said: "et les autres ?", "pourquoi ?", "un exemple ?". */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { phraseKey } from '../../knowledge/normalise.ts';
import type { Entity } from '../../knowledge/schema.ts';
import { insteadOf } from '../alternatives.ts';
import type { Context } from '../context.ts';
import { concerns, itemsOf } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import { lists, type Question } from '../question.ts';
import { listCues } from '../readings/lists.ts';
import { inside } from '../readings/reading.ts';
import { counterpartOf, references } from '../references.ts';
import { ids, type Slot, type Slots } from '../slots.ts';
import { previousQuestion, previousWith } from './previous.ts';

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
    detail(slots, utterance, context, knowledge) ??
    members(slots, utterance, context, knowledge) ??
    ofKind(slots, utterance, context, knowledge) ??
    placed(slots, utterance, context, knowledge) ??
    today(slots, utterance, context) ??
    doesIt(slots, utterance, context, knowledge) ??
    elseWho(slots, utterance, context) ??
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
  const cue = cues.get('instead');
  if (cue === undefined || entities.length > 0 || saysMore(utterance, [...cue, ...items])) return undefined;
  // "Pas de REST, alors quoi ?"
  const limits = ids(items).filter((id) => concerns(knowledge, id, context.subjects));
  const told = limits.length > 0 ? { ...context, kind: 'item', outcomes: [], items: limits } : context;
  if (told.kind === 'need' || told.kind === 'item') return previousQuestion(told, knowledge);
  return more.length > 0 ? undefined : insteadOf(subject, knowledge);
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
  // "Et pour les autres ?" after what one profile can do: what the others can.
  if (context.aspect === 'features') return previousQuestion(context, knowledge);
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
  const { kind, subjects } = context;
  if (kind === 'comparison') return { kind, subjects, asked: [], common: false };
  const isTold = kind === 'criterion' || kind === 'item';
  return isTold ? previousWith(context, subjects, knowledge) : undefined;
}

/** "Un exemple ?", "selon quel critère ?": after a feature or a limit, which says so itself. */
function detail(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const asks = ['examples', 'kind-criterion'].flatMap((cue) => cues.get(cue) ?? []);
  if (context.kind !== 'item' || entities.length > 0) return undefined;
  return asks.length === 0 || saysMore(utterance, asks) ? undefined : previousQuestion(context, knowledge);
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

/** The kinds of which one is asked for after a need was told. */
const askable = ['api', 'framework', 'matomo-instance', 'backend'] as const;

/** "Quelle API ?", after what is needed was told: those of that kind that serve it. */
function ofKind(
  { cues, entities, manner }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const kind = askable.find((one) => cues.has(listCues[one]));
  if (kind === undefined || manner.count || entities.length > 0 || context.kind === 'list') return undefined;
  if (saysMore(utterance, [...(cues.get(listCues[kind]) ?? []), ...(cues.get('which') ?? [])]))
    return undefined;
  const those = context.subjects.filter((id) => knowledge.entities.get(id)?.kind === kind);
  return those.length === 0 ? undefined : { kind: 'need', entities: those, outcomes: [] };
}

/** "La deuxième ?", "explique la dernière", after the limits of a product: that one of them. */
function placed(
  { cues, entities }: Slots,
  utterance: Utterance,
  { aspect, subjects }: Context,
  knowledge: Knowledge,
): Question | undefined {
  const [subject = '', ...more] = subjects;
  const limits = [...knowledge.entities.values()].flatMap(({ id: owner, limits: own }) =>
    own.flatMap(({ id, also }) => (owner === subject || also.includes(subject) ? [`${owner}/${id}`] : [])),
  );
  if (aspect !== 'limits' || more.length > 0) return undefined;
  // "La deuxième" was taken for the other of two that are compared.
  if (entities.some(({ id }) => id !== counterpartOf(subject, knowledge))) return undefined;
  const places = [
    ['first', 0],
    ['second', 1],
    ['third', 2],
    ['last', limits.length - 1],
  ] as const;
  const place = places.find(([cue]) => cues.has(cue));
  const limit = place && limits[place[1]];
  if (place === undefined || limit === undefined) return undefined;
  const said = [place[0], 'definition', 'why'].flatMap((cue) => cues.get(cue) ?? []);
  if (saysMore(utterance, said)) return undefined;
  return { kind: 'item', items: [limit], subjects: [subject] };
}

/** "Et maintenant ?", after what was before. */
function today(
  { cues, entities }: Slots,
  utterance: Utterance,
  { aspect, subjects, asked }: Context,
): Question | undefined {
  const now = cues.get('now');
  if (now === undefined || aspect !== 'history' || entities.length > 0 || saysMore(utterance, now))
    return undefined;
  if (asked.length > 0)
    return { kind: 'criterion', subjects, asked: asked.map(({ criterion }) => ({ criterion })) };
  return subjects.length === 1 ? { kind: 'card', subjects } : undefined;
}

/** "DN le fait ?", "qui l'est ?": after a term or a criterion, who has the feature, the limit or the criterion of that name. */
function doesIt(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const subjects = ids(entities);
  // Of a product, who made it is a criterion.
  const made = context.subjects.length === 0 ? (cues.get('who-made') ?? []) : [];
  const asksWho = [...(cues.get('who-does') ?? []), ...made];
  const does = [...(cues.get('does-it') ?? []), ...asksWho];
  if (does.length === 0 || saysMore(utterance, [...entities, ...does])) return undefined;
  const isOpen = subjects.length === 0;
  if (isOpen !== asksWho.length > 0) return undefined;
  const before = previousWith(context, subjects, knowledge);
  if (before !== undefined && before.kind !== 'aspect') return before;
  const thing = spokenOf(context, knowledge);
  if (thing === undefined) return undefined;
  const names = new Set([thing.name, ...thing.aliases].map(phraseKey));
  const isNamed = (phrases: readonly string[]) => phrases.some((phrase) => names.has(phraseKey(phrase)));
  for (const { id: criterion, label, aliases, values } of knowledge.criteria.values()) {
    if (isNamed([label, ...aliases])) return { kind: 'criterion', subjects, asked: [{ criterion }] };
    const value = values.find((one) => isNamed([one.label, ...one.aliases]))?.id;
    if (value !== undefined) return { kind: 'criterion', subjects, asked: [{ criterion, value }] };
  }
  const holders = [...knowledge.entities.values()].filter(({ id }) => isOpen || subjects.includes(id));
  const items = holders.flatMap((entity) =>
    itemsOf(entity).flatMap(({ id, keywords }) => (isNamed(keywords) ? [`${entity.id}/${id}`] : [])),
  );
  if (items.length > 0) return { kind: 'item', items, subjects };
  // "Qui l'a fait ?": whoever is meant is told of in what the guide says of it.
  return isOpen ? previousQuestion(context, knowledge) : undefined;
}

/** "Sinon lequel ?", after what a product has not: who has it. */
function elseWho(
  { cues, entities }: Slots,
  utterance: Utterance,
  { kind, asked }: Context,
): Question | undefined {
  const cue = cues.get('else-who');
  if (cue === undefined || entities.length > 0 || saysMore(utterance, cue)) return undefined;
  if (kind !== 'criterion' || asked.length === 0) return undefined;
  return { kind: 'criterion', subjects: [], asked: asked.map(({ criterion }) => ({ criterion })) };
}

/** The term, the family of frameworks or the API that was just spoken of. */
function spokenOf(
  { kind, aspect, topics, subjects }: Context,
  knowledge: Knowledge,
): Pick<Entity, 'name' | 'aliases'> | undefined {
  const [subject, ...more] = subjects;
  if (subject === undefined) return knowledge.topics.get(topics[0] ?? '');
  const entity = knowledge.entities.get(subject);
  const isTold = kind === 'card' || (kind === 'aspect' && aspect === 'definition');
  const isMeans = entity?.kind === 'framework' || entity?.kind === 'api';
  return isTold && more.length === 0 && isMeans ? entity : undefined;
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

/** "T'es sûr ?", "c'est prévu ou abandonné ?": the same once more, with its source; "c'est quoi ?": what was named, for what it is. */
function confirmed(
  { cues, entities }: Slots,
  utterance: Utterance,
  context: Context,
  knowledge: Knowledge,
): Question | undefined {
  const really = cues.get('really');
  if (really !== undefined && !saysMore(utterance, really)) return previousQuestion(context, knowledge);
  const planned = ['feasible', 'discarded'].flatMap((cue) => cues.get(cue) ?? []);
  const isOfFact = context.kind === 'criterion' && entities.length === 0;
  if (isOfFact && planned.length > 0 && !saysMore(utterance, planned))
    return previousQuestion(context, knowledge);
  const definition = cues.get('definition');
  if (definition === undefined || entities.length > 0 || saysMore(utterance, definition)) return undefined;
  // "Grist est hébergé par qui ?", "ça sert à quoi ?"
  if (isOfFact && context.subjects.length === 1)
    return { kind: 'aspect', aspect: 'definition', subjects: context.subjects, asked: [] };
  return ['topic', 'card', 'item'].includes(context.kind) ? previousQuestion(context, knowledge) : undefined;
}

/** Whether anything that carries information is said beyond some slots. */
const saysMore = ({ tokens }: Utterance, slots: readonly Slot[]): boolean =>
  tokens.some(({ weight }, index) => weight > 0 && !inside(slots, index));
