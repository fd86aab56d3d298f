/**
 * The readings of an utterance: each kind of question that its slots allow, with the share of its information that the
 * reading explains. The best reading wins; how much it explains decides whether the bot answers, suggests or refuses.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import type { Utterance } from './meaning.ts';
import { type Asked, type Aspect, aspects, type ListName, lists, type Question } from './question.ts';
import { type Hit, type Search, weigh } from './search.ts';
import { askedOf, ids, type Slot, type Slots } from './slots.ts';

/** A way to understand an utterance. */
export interface Reading {
  readonly question: Question;
  /** Share of the information that it explains, 0 to 1. */
  readonly coverage: number;
  /** Coverage and how specific the kind is: what readings are compared by. */
  readonly score: number;
}

/** What readings are made from. */
export interface Material {
  readonly utterance: Utterance;
  readonly slots: Slots;
  readonly knowledge: Knowledge;
  readonly search: Search;
  readonly context: Context | undefined;
}

/** How specific each kind is: between readings that explain as much, the more specific wins. */
const specificity: Readonly<Record<Question['kind'], number>> = {
  'unknown-product': 0.5,
  'about-bot': 0.05,
  rude: 0.3,
  unsaid: 0.16,
  constraints: 0.12,
  comparison: 0.12,
  criterion: 0.1,
  item: 0.06,
  aspect: 0.08,
  term: 0.07,
  need: 0.05,
  topic: 0.06,
  list: 0.07,
  card: 0,
};

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

/** Makes a reading that explains some slots and some more tokens. */
function reading(
  material: Material,
  question: Question,
  explained: readonly (Slot | undefined)[],
  more: Iterable<number> = [],
): Reading {
  const { utterance } = material;
  const indexes = new Set<number>(more);
  for (const slot of explained) {
    if (slot === undefined) continue;
    for (let index = slot.from; index < slot.to; index += 1) indexes.add(index);
  }
  const total = weigh(utterance, utterance.tokens.keys());
  const coverage = total === 0 ? (explained.length > 0 ? 1 : 0) : weigh(utterance, indexes) / total;
  return { question, coverage, score: coverage + specificity[question.kind] };
}

/** The cues among some names that were found. */
const cued = ({ slots }: Material, ...names: string[]): Slot[] =>
  names.flatMap((name) => slots.cues.get(name) ?? []);

const manners = [
  'permission',
  'obligation',
  'verdict',
  'discarded',
  'why',
  'count',
  'which',
  'list',
  'follow-up',
  'negation',
  'pronoun',
];

const choiceWords = new Set(['ou', 'or', 'vs', 'versus', 'plutot', 'contre']);

/** Whether two subjects are put side by side on purpose: "A ou B", "A / B", "différence entre A et B". */
function sideBySide({ slots, utterance }: Material): boolean {
  if (slots.cues.has('compare')) return true;
  const [first, second] = slots.entities;
  if (first === undefined || second === undefined) return false;
  return utterance.tokens.slice(first.to, second.from).some((token) => choiceWords.has(token.surface));
}

function comparisons(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const subjects = ids(slots.entities);
  if (subjects.length < 2) return [];
  const question: Question = {
    kind: 'comparison',
    subjects: subjects.slice(0, 4),
    asked: askedOf(slots, knowledge, subjects),
    common: slots.cues.has('common-points'),
  };
  const used = [...slots.entities, ...slots.criteria, ...slots.values, ...slots.needs, ...slots.personas];
  const chosen = sideBySide(material);
  // "GLPI ou Grist pour un back-office": what it is for belongs to the comparison.
  if (chosen) used.push(...slots.topics, ...slots.outcomes);
  const cues = cued(material, 'compare', 'common-points', 'kind-api', 'kind-backend', ...manners);
  const made = reading(material, question, [...used, ...cues]);
  return [{ ...made, score: made.score + (chosen ? 0.05 : 0) }];
}

function criteria(material: Material): Reading[] {
  const { slots, context, knowledge } = material;
  const own = ids(slots.entities);
  const before = own.length > 0 ? own : (context?.subjects ?? []).filter((id) => knowledge.entities.has(id));
  const asked = askedOf(slots, knowledge, before);
  if (asked.length === 0) return factsByCoverage(material);
  const used = [...slots.criteria, ...slots.values, ...slots.personas, ...cued(material, ...manners)];
  if (own.length > 0) {
    const made = reading(material, { kind: 'criterion', subjects: own, asked }, [...used, ...slots.entities]);
    return [made, ...factsByCoverage(material)];
  }
  const made: Reading[] = [];
  const open = slots.cues.has('which') && !(before.length > 1 && slots.cues.has('pronoun'));
  if (before.length > 0 && !open) {
    made.push(reading(material, { kind: 'criterion', subjects: before, asked }, used));
  } else if (!slots.cues.has('definition')) {
    made.push(reading(material, { kind: 'criterion', subjects: [], asked }, used));
    if (asked.length > 1 || (slots.cues.has('which') && !slots.manner.why)) {
      const constraints: Question = { kind: 'constraints', asked };
      made.push(reading(material, constraints, [...used, ...slots.needs, ...cued(material, 'kind-backend')]));
    }
  }
  if (slots.cues.has('definition') && slots.criteria[0] !== undefined) {
    const question: Question = { kind: 'term', criterion: slots.criteria[0].id };
    made.push(reading(material, question, [slots.criteria[0], ...cued(material, 'definition')]));
  }
  return made;
}

const factTypes = new Set(['fact'] as const);

/** A fact of a named subject, found by the words of its value or of its criterion: "le contenu de GitBook est stocké où ?". */
function factsByCoverage(material: Material): Reading[] {
  const { slots, utterance, search } = material;
  const [subject] = slots.entities;
  if (subject === undefined || ids(slots.entities).length > 1) return [];
  const [best] = search.find(utterance, factTypes).filter((hit) => hit.entry.owner === subject.id);
  if (best === undefined) return [];
  const criterion = best.entry.meaning.id.split('/')[1] ?? '';
  const question: Question = { kind: 'criterion', subjects: [subject.id], asked: [{ criterion }] };
  const used = [...slots.entities, ...slots.personas, ...cued(material, ...manners)];
  const made = reading(material, question, used, best.explained);
  return [{ ...made, score: made.score - guessed }];
}

/** What a reading found by words alone is worth less than one found by a phrase that the knowledge lists. */
const guessed = 0.08;

/** Cues of an aspect: some aspects are asked for by several cues. */
const aspectCues: Partial<Record<Aspect, string[]>> = {
  decision: ['why', 'verdict', 'permission', 'discarded'],
};

function aspectReadings(material: Material): Reading[] {
  const { slots, context, knowledge } = material;
  const own = ids(slots.entities);
  const subjects = own.length > 0 ? own : (context?.subjects ?? []);
  const made: Reading[] = [];
  for (const aspect of aspects) {
    const cues = cued(material, ...(aspectCues[aspect] ?? [aspect]));
    if (cues.length === 0) continue;
    if (aspect === 'decision' && !subjects.some((id) => knowledge.entities.get(id)?.decision !== undefined))
      continue;
    if (aspect === 'definition' && own.length === 0) continue;
    if (subjects.length === 0 && aspect !== 'history') continue;
    const persona = aspect === 'features' ? slots.personas[0]?.id : undefined;
    const named = askedOf(slots, knowledge, subjects);
    const asked =
      aspect !== 'history' ? [] : named.length > 0 || own.length > 0 ? named : previouslyAsked(context);
    if (subjects.length === 0 && asked.length === 0) continue;
    const used = [
      ...slots.entities,
      ...cues,
      ...cued(
        material,
        ...manners,
        'list',
        'definition',
        'news',
        'releases',
        'documentation',
        'link',
        'room',
      ),
    ];
    if (aspect === 'history')
      used.push(...slots.criteria, ...slots.values, ...slots.personas, ...cued(material, 'compare', 'link'));
    if (persona !== undefined) used.push(...slots.personas);
    made.push(
      reading(
        material,
        { kind: 'aspect', aspect, subjects, asked, ...(persona === undefined ? {} : { persona }) },
        used,
      ),
    );
  }
  const persona = slots.personas[0];
  const knowsFeatures = subjects.find((id) => (knowledge.entities.get(id)?.features.length ?? 0) > 0);
  if (persona !== undefined && !slots.cues.has('features') && knowsFeatures !== undefined) {
    const question: Question = {
      kind: 'aspect',
      aspect: 'features',
      subjects,
      asked: [],
      persona: persona.id,
    };
    made.push(reading(material, question, [...slots.entities, persona, ...cued(material, ...manners)]));
  }
  return made;
}

const entityTypes = new Set(['entity'] as const);

/** The criteria of the question before, for "et avant ?". */
function previouslyAsked(context: Context | undefined): Asked[] {
  return (context?.asked ?? []).map(({ criterion }) => ({ criterion }));
}

function cards(material: Material): Reading[] {
  const { slots, utterance, search } = material;
  const [subject] = slots.entities;
  if (subject === undefined || ids(slots.entities).length > 1) return [];
  const names = [
    'card',
    'definition',
    'verdict',
    'permission',
    'obligation',
    'which',
    'pronoun',
    'follow-up',
    'negation',
  ];
  const kinds = ['kind-api', 'kind-framework', 'kind-backend', 'kind-matomo', 'kind-common', 'link'];
  // Words of its own description are explained by it: "manifest, bon pour du CRUD ?".
  const own = search.find(utterance, entityTypes).find((hit) => hit.entry.meaning.id === subject.id);
  const question: Question = { kind: 'card', subjects: [subject.id] };
  return [
    reading(material, question, [...slots.entities, ...cued(material, ...names, ...kinds)], own?.explained),
  ];
}

const itemTypes = new Set(['item'] as const);

function items(material: Material): Reading[] {
  const { slots, utterance, search, context, knowledge } = material;
  const named = ids(slots.entities);
  const cues = cued(material, 'kind-api', ...manners);
  const phrased = new Set(ids(slots.items));
  const hits = new Map<string, Hit>();
  for (const hit of search.find(utterance, itemTypes).slice(0, 12)) hits.set(hit.entry.meaning.id, hit);
  const made = [...new Set([...phrased, ...hits.keys()])].map((id) => {
    const owner = id.split('/')[0] ?? '';
    const relevant = slots.entities.filter((slot) => slot.id === owner || named.length === 1);
    const question: Question = { kind: 'item', items: [id], subjects: named };
    const one = reading(
      material,
      question,
      [...slots.items.filter((slot) => slot.id === id), ...relevant, ...slots.personas, ...cues],
      hits.get(id)?.explained,
    );
    // An item of another product than the one named, or than the one just spoken of, is a worse guess.
    const foreign = named.length > 0 && !concerns(knowledge, id, named) ? 0.15 : 0;
    const familiar = named.length === 0 && context?.subjects.includes(owner) === true ? 0.03 : 0;
    const exact = phrased.has(id) ? 0 : guessed;
    // "quelle API pour une adresse ?" asks for an API, not for what a product does with addresses.
    const otherWish = slots.cues.has('kind-api') && named.length === 0 ? 0.05 : 0;
    return { ...one, score: one.score - foreign + familiar - exact - otherWish };
  });
  return merged(made.sort((left, right) => right.score - left.score));
}

/** Whether an item is about one of the subjects named. */
function concerns(knowledge: Knowledge, reference: string, named: readonly string[]): boolean {
  const [owner = '', id = ''] = reference.split('/');
  const entity = knowledge.entities.get(owner);
  const item = [...(entity?.features ?? []), ...(entity?.limits ?? [])].find((one) => one.id === id);
  return named.includes(owner) || (item?.also.some((one) => named.includes(one)) ?? false);
}

/** Items that explain as much are given together, three at most. */
function merged(sorted: readonly Reading[]): Reading[] {
  const [best] = sorted;
  if (best === undefined || best.question.kind !== 'item') return [];
  const equal = sorted.filter((one) => best.score - one.score < 0.001).slice(0, 3);
  const together = equal.flatMap((one) => (one.question.kind === 'item' ? one.question.items : []));
  return [{ ...best, question: { ...best.question, items: together } }, ...sorted.slice(1, 3)];
}

const needTypes = new Set(['entity', 'outcome'] as const);

function needs(material: Material): Reading[] {
  const { slots, utterance, search, knowledge } = material;
  const kinds = ['kind-api', 'kind-framework', 'kind-backend', 'kind-common'];
  const cues = cued(material, 'compare', 'link', 'documentation', 'contact', ...kinds, ...manners);
  const isApi = (id: string) => knowledge.entities.get(id)?.kind === 'api';
  const wantsApi = slots.cues.has('kind-api');
  const free = (slot: Slot) =>
    !slots.entities.some((entity) => entity.from < slot.to && slot.from < entity.to);
  const named = slots.needs.filter((slot) => (!wantsApi || isApi(slot.id)) && free(slot));
  const outcomes = wantsApi ? [] : slots.outcomes.filter(free);
  const made: Reading[] = [];
  if (named.length + outcomes.length > 0) {
    // An outcome is more precise than the products it may recommend.
    const entities = outcomes.length > 0 ? [] : named;
    const question: Question = { kind: 'need', entities: ids(entities), outcomes: ids(outcomes) };
    made.push(reading(material, question, [...entities, ...outcomes, ...cues, ...slots.personas]));
  }
  if (slots.entities.length > 0) return made;
  const hits = search.find(utterance, needTypes).filter((hit) => !wantsApi || isApi(hit.entry.meaning.id));
  const [best] = hits;
  if (best === undefined) return made;
  const equal = hits.filter((hit) => best.weight - hit.weight < 0.001).slice(0, 3);
  const of = (type: string) =>
    equal.filter((hit) => hit.entry.meaning.type === type).map((hit) => hit.entry.meaning.id);
  const question: Question = { kind: 'need', entities: of('entity'), outcomes: of('outcome') };
  const guess = reading(material, question, [...cues, ...slots.personas], best.explained);
  return [...made, { ...guess, score: guess.score - guessed }];
}

/** The cue that names each list. */
const listCues: Readonly<Record<ListName, string>> = {
  api: 'kind-api',
  common: 'kind-common',
  framework: 'kind-framework',
  backend: 'kind-backend',
  'matomo-instance': 'kind-matomo',
  decision: 'kind-decision',
  source: 'sources',
  watch: 'watch',
  criterion: 'kind-criterion',
};

function listReadings(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const scopes = ['public', 'interministerial', 'internal'] as const;
  const scope = scopes.find((one) => slots.cues.has(`scope-${one}`));
  const scopeCues = scope === undefined ? [] : cued(material, `scope-${scope}`);
  const wanted = new Set(lists.filter((list) => slots.cues.has(listCues[list])));
  if (wanted.size === 0 && scope !== undefined) wanted.add('common');
  if (slots.cues.has('discarded') && slots.entities.length === 0) wanted.add('decision');
  // Asked for as a list, or counted: that is what is wanted, rather than one of its members.
  const wished = slots.cues.has('list') || slots.manner.count ? 0.12 : 0;
  return [...wanted].map((list) => {
    const question: Question = {
      kind: 'list',
      list,
      count: slots.manner.count,
      ...(scope === undefined ? {} : { scope }),
    };
    // "les instances Matomo": Matomo is the larger thing, not a subject of its own.
    const members = [...knowledge.entities.values()].filter((entity) => entity.kind === list);
    const parents = slots.entities.filter((slot) => members.some((entity) => entity.part_of === slot.id));
    const cues = cued(
      material,
      listCues[list],
      'discarded',
      'definition',
      'examples',
      'kind-common',
      ...manners,
    );
    const made = reading(material, question, [...cues, ...scopeCues, ...parents]);
    return { ...made, score: made.score + wished };
  });
}

const topicTypes = new Set(['topic'] as const);

function topics(material: Material): Reading[] {
  const { slots, knowledge, utterance, search } = material;
  const kinds = ['kind-common', 'kind-api', 'kind-framework', 'kind-backend', 'watch'];
  const sides = [
    'definition',
    'link',
    'room',
    'examples',
    'features',
    'contact',
    'list',
    'history',
    'compare',
    'documentation',
  ];
  const cues = cued(material, ...kinds, ...sides, ...manners);
  const overlapping = (slot: Slot) =>
    [...slots.criteria, ...slots.values, ...slots.needs].filter(
      (one) => one.from >= slot.from && one.to <= slot.to,
    );
  const question = (id: string): Question => ({
    kind: 'topic',
    topics: [id],
    past: slots.cues.has('history'),
  });
  const made = ids(slots.topics).map((id) => {
    const own = slots.topics.filter((slot) => slot.id === id);
    const one = reading(material, question(id), [
      ...own,
      ...slots.entities,
      ...cues,
      ...own.flatMap(overlapping),
    ]);
    return { ...one, score: one.score - topicDoubt(material, own) };
  });
  // "Matomo est-il obligatoire ?": a rule about what is named.
  if (slots.cues.has('obligation')) {
    const named = [...slots.entities, ...slots.criteria, ...slots.topics];
    for (const topic of knowledge.topics.values()) {
      const about = named.filter((slot) => topic.about.includes(slot.id));
      if (about.length === 0) continue;
      const one = reading(material, question(topic.id), [
        ...named,
        ...cues,
        ...cued(material, 'kind-matomo'),
      ]);
      made.push({ ...one, score: one.score + 0.1 });
    }
  }
  const [best] = search.find(utterance, topicTypes);
  if (best !== undefined && !slots.topics.some((slot) => slot.id === best.entry.meaning.id)) {
    const one = reading(material, question(best.entry.meaning.id), cues, best.explained);
    const term = knowledge.topics.get(best.entry.meaning.id)?.kind === 'term' ? guessed : 0;
    made.push({ ...one, score: one.score - guessed - term });
  }
  return made;
}

/** A term without the question what it means, or a rule by a mere need ("règle"), is what a message is least about. */
function topicDoubt({ slots, knowledge }: Material, named: readonly Slot[]): number {
  const isTerm = named.some((slot) => knowledge.topics.get(slot.id)?.kind === 'term');
  const asksMeaning = slots.cues.has('definition') || slots.cues.has('list');
  return (
    (named.every((slot) => slot.strength === 'need') ? 0.1 : 0) +
    (isTerm && !asksMeaning ? 0.15 : 0) +
    (isTerm && slots.entities.length > 0 ? 0.1 : 0)
  );
}

function unsaid(material: Material): Reading[] {
  const { slots, context, knowledge } = material;
  const [first] = slots.unsaid;
  if (first === undefined) return [];
  const own = ids(slots.entities);
  const subjects = own.length > 0 ? own : (context?.subjects ?? []);
  const asked = askedOf(slots, knowledge, subjects);
  if (subjects.length === 0 && asked.length === 0) return [];
  // The guide does date that decision.
  const dated = subjects.some((id) => knowledge.entities.get(id)?.decision?.date !== undefined);
  if (dated && first.id === 'date') return [];
  const used = [
    ...slots.unsaid,
    ...slots.entities,
    ...slots.criteria,
    ...slots.values,
    ...slots.personas,
    ...slots.items,
    ...slots.needs,
    ...slots.topics,
  ];
  const question: Question = { kind: 'unsaid', unsaid: first.id, subjects, asked };
  return [
    reading(material, question, [
      ...used,
      ...cued(material, 'history', 'contact', 'link', 'features', ...manners),
    ]),
  ];
}

function unknownProducts(material: Material): Reading[] {
  const { slots } = material;
  if (slots.products.length === 0) return [];
  const products = ids(slots.products);
  const question: Question = {
    kind: 'unknown-product',
    products,
    subjects: ids(slots.entities),
    entities: ids(slots.needs),
    outcomes: ids(slots.outcomes),
  };
  return [
    reading(material, question, [
      ...slots.products,
      ...slots.entities,
      ...slots.needs,
      ...cued(material, 'compare', ...manners),
    ]),
  ];
}

function aboutBot(material: Material): Reading[] {
  const cues = cued(material, 'lowdown');
  const insults = cued(material, 'insult');
  return [
    ...(cues.length === 0 ? [] : [reading(material, { kind: 'about-bot' }, cues)]),
    ...(insults.length === 0 ? [] : [reading(material, { kind: 'rude' }, insults)]),
  ];
}
