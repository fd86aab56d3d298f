/**
 * The readings of an utterance: each kind of question that its slots allow, with the share of its information that the
 * reading explains. The best reading wins; how much it explains decides whether the bot answers, suggests or refuses.
 */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import type { Utterance } from './meaning.ts';
import { type Aspect, aspects, type ListName, lists, type Question } from './question.ts';
import { type Hit, type Search, weigh } from './search.ts';
import { askedOf, type Slot, type Slots } from './slots.ts';

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
  unsaid: 0.16,
  constraints: 0.12,
  comparison: 0.12,
  criterion: 0.1,
  item: 0.06,
  aspect: 0.08,
  term: 0.07,
  need: 0.05,
  topic: 0.06,
  list: 0.03,
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
  'why',
  'count',
  'which',
  'list',
  'follow-up',
  'negation',
  'pronoun',
];

const ids = (slots: readonly Slot[]): string[] => slots.map((slot) => slot.id);

function comparisons(material: Material): Reading[] {
  const { slots } = material;
  if (slots.entities.length < 2) return [];
  const question: Question = {
    kind: 'comparison',
    subjects: ids(slots.entities).slice(0, 4),
    asked: askedOf(slots),
    common: slots.cues.has('common-points'),
  };
  const used = [...slots.entities, ...slots.criteria, ...slots.values, ...slots.needs, ...slots.personas];
  return [
    reading(material, question, [
      ...used,
      ...cued(material, 'compare', 'common-points', 'kind-api', 'kind-backend', ...manners),
    ]),
  ];
}

function criteria(material: Material): Reading[] {
  const { slots, context } = material;
  const asked = askedOf(slots);
  if (asked.length === 0) return [];
  const used = [...slots.criteria, ...slots.values, ...slots.personas, ...cued(material, ...manners)];
  const made: Reading[] = [];
  if (slots.entities.length > 0) {
    made.push(
      reading(material, { kind: 'criterion', subjects: ids(slots.entities), asked }, [
        ...used,
        ...slots.entities,
      ]),
    );
    return made;
  }
  const before = context?.subjects ?? [];
  const open = slots.cues.has('which') && !(before.length > 1 && slots.cues.has('pronoun'));
  if (before.length > 0 && !open) {
    made.push(reading(material, { kind: 'criterion', subjects: before, asked }, used));
  } else {
    made.push(reading(material, { kind: 'criterion', subjects: [], asked }, used));
    if (asked.length > 1 || (slots.cues.has('which') && !slots.manner.why)) {
      made.push(
        reading(material, { kind: 'constraints', asked }, [
          ...used,
          ...slots.needs,
          ...slots.nodes,
          ...cued(material, 'kind-backend'),
        ]),
      );
    }
  }
  if (slots.cues.has('definition') && slots.criteria[0] !== undefined) {
    made.push(
      reading(material, { kind: 'term', criterion: slots.criteria[0].id }, [
        slots.criteria[0],
        ...cued(material, 'definition'),
      ]),
    );
  }
  return made;
}

/** Cues of an aspect: some aspects are asked for by several cues. */
const aspectCues: Partial<Record<Aspect, string[]>> = { decision: ['why', 'verdict', 'permission'] };

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
    const asked = aspect === 'history' ? askedOf(slots) : [];
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

function cards(material: Material): Reading[] {
  const { slots } = material;
  const [subject] = slots.entities;
  if (subject === undefined || slots.entities.length > 1) return [];
  const cues = cued(
    material,
    'card',
    'definition',
    'verdict',
    'permission',
    'obligation',
    'which',
    'pronoun',
    'advice',
    'follow-up',
    'negation',
    'kind-api',
  );
  return [reading(material, { kind: 'card', subjects: [subject.id] }, [subject, ...cues])];
}

const itemTypes = new Set(['item'] as const);

function items(material: Material): Reading[] {
  const { slots, utterance, search, context } = material;
  const named = ids(slots.entities);
  const cues = cued(material, 'limits', 'features', 'kind-api', 'definition', ...manners);
  const phrased = new Map(slots.items.map((slot) => [slot.id, slot]));
  const hits = new Map<string, Hit>();
  for (const hit of search.find(utterance, itemTypes).slice(0, 12)) hits.set(hit.entry.meaning.id, hit);
  const made = [...new Set([...phrased.keys(), ...hits.keys()])].map((id) => {
    const owner = id.split('/')[0] ?? '';
    const relevant = slots.entities.filter((slot) => slot.id === owner || named.length === 1);
    const question: Question = { kind: 'item', items: [id], subjects: named };
    const one = reading(
      material,
      question,
      [phrased.get(id), ...relevant, ...slots.personas, ...cues],
      hits.get(id)?.explained,
    );
    // An item of another product than the one named, or than the one just spoken of, is a worse guess.
    const foreign = named.length > 0 && !named.includes(owner) ? 0.1 : 0;
    const familiar = named.length === 0 && context?.subjects.includes(owner) === true ? 0.03 : 0;
    const exact = phrased.has(id) ? 0.03 : 0;
    return { ...one, score: one.score - foreign + familiar + exact };
  });
  return merged(made.sort((left, right) => right.score - left.score));
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
  const cues = cued(
    material,
    'compare',
    'kind-api',
    'kind-framework',
    'kind-backend',
    'link',
    'documentation',
    'contact',
    ...manners,
  );
  const isApi = (id: string) => knowledge.entities.get(id)?.kind === 'api';
  const wantsApi = slots.cues.has('kind-api');
  const named = slots.needs.filter((slot) => !wantsApi || isApi(slot.id));
  const made: Reading[] = [];
  const add = (
    entities: string[],
    outcomes: string[],
    node: string | undefined,
    used: readonly Slot[],
    more: Iterable<number> = [],
  ) => {
    const question: Question = { kind: 'need', entities, outcomes, ...(node === undefined ? {} : { node }) };
    made.push(reading(material, question, [...used, ...cues, ...slots.personas], more));
  };
  if (named.length + slots.outcomes.length + slots.nodes.length > 0) {
    const tree = wantsApi ? [] : [...slots.outcomes, ...slots.nodes];
    add(ids(named), wantsApi ? [] : ids(slots.outcomes), wantsApi ? undefined : slots.nodes[0]?.id, [
      ...named,
      ...tree,
    ]);
  }
  if (slots.entities.length === 0) {
    const hits = search.find(utterance, needTypes).filter((hit) => !wantsApi || isApi(hit.entry.meaning.id));
    const [best] = hits;
    if (best !== undefined) {
      const equal = hits.filter((hit) => best.weight - hit.weight < 0.001).slice(0, 3);
      const of = (type: string) =>
        equal.filter((hit) => hit.entry.meaning.type === type).map((hit) => hit.entry.meaning.id);
      add(of('entity'), of('outcome'), undefined, [], best.explained);
    }
  }
  return made;
}

function listReadings(material: Material): Reading[] {
  const { slots } = material;
  const scopes = ['public', 'interministerial', 'internal'] as const;
  const scope = scopes.find((one) => slots.cues.has(`scope-${one}`));
  const count = slots.manner.count;
  const wanted: (readonly [ListName, Slot])[] = lists.flatMap((list) => {
    const cue = slots.cues.get(
      list === 'matomo-instance'
        ? 'kind-matomo'
        : list === 'watch'
          ? 'watch'
          : list === 'source'
            ? 'sources'
            : `kind-${list}`,
    );
    return cue === undefined ? [] : [[list, cue] as const];
  });
  const scopeCue = scope === undefined ? undefined : slots.cues.get(`scope-${scope}`);
  if (wanted.length === 0 && scopeCue !== undefined) wanted.push(['common', scopeCue]);
  return wanted.map(([list, cue]) => {
    const question: Question = { kind: 'list', list, count, ...(scope === undefined ? {} : { scope }) };
    const parents = slots.entities.filter((slot) => list === 'matomo-instance' && slot.id === 'matomo');
    return reading(material, question, [
      cue,
      scopeCue,
      ...parents,
      ...cued(material, 'definition', 'examples', 'kind-common', ...manners),
    ]);
  });
}

function topics(material: Material): Reading[] {
  const { slots } = material;
  const cues = cued(
    material,
    'definition',
    'kind-common',
    'kind-api',
    'kind-framework',
    'link',
    'room',
    'examples',
    'features',
    'watch',
    'contact',
    ...manners,
  );
  return slots.topics.map((slot) =>
    reading(material, { kind: 'topic', topics: [slot.id] }, [
      slot,
      ...slots.entities,
      ...cues,
      ...slots.criteria.filter((one) => one.from === slot.from),
    ]),
  );
}

function unsaid(material: Material): Reading[] {
  const { slots, context } = material;
  const [first] = slots.unsaid;
  if (first === undefined) return [];
  const own = ids(slots.entities);
  const subjects = own.length > 0 ? own : (context?.subjects ?? []);
  const asked = askedOf(slots);
  if (subjects.length === 0 && asked.length === 0) return [];
  const used = [...slots.unsaid, ...slots.entities, ...slots.criteria, ...slots.values, ...slots.personas];
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
  const cue = material.slots.cues.get('lowdown');
  return cue === undefined ? [] : [reading(material, { kind: 'about-bot' }, [cue])];
}
