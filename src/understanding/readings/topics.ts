/** Readings about what is no product: definitions, rules, practices, terms, the bot itself. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Question } from '../question.ts';
import { ids, type Slot, type Slots } from '../slots.ts';
import { cued, evidence, guessed, inside, type Material, manners, type Reading, reading } from './reading.ts';

const topicTypes = new Set(['topic'] as const);

/** Topics by their names, rules by what they are about, topics by their words. */
export function topics(material: Material): Reading[] {
  const { slots, knowledge, utterance, search, context } = material;
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
  // "Limites de l'API Grist comme backend": what asks for limits is no word of a topic that happens to speak of some.
  const limits = slots.entities.length === 0 ? [] : (slots.cues.get('limits') ?? []);
  const ownWords = (id: string) =>
    search.ownWords(utterance, 'topic', id).filter((index) => !inside(limits, index));
  const question = (id: string): Question => ({
    kind: 'topic',
    topics: [id],
    past: slots.cues.has('history'),
  });
  const made: Reading[] = ids(slots.topics).map((id) => {
    const own = slots.topics.filter((slot) => slot.id === id);
    const named = own.some((slot) => slot.strength !== 'need');
    const saying = authorities(material);
    // "Qui a sa propre instance GitBook ?": a rule about Matomo is none about that.
    const rests = knowledge.topics.get(id)?.about.filter((one) => knowledge.entities.has(one)) ?? [];
    const isOthers = rests.length > 0 && slots.entities.some((slot) => !isOneOf(knowledge, slot.id, rests));
    const cited = named && !isOthers ? [...slots.entities, ...saying] : [];
    // "Ce que ça demande, d'après la Ressourcerie ?": who says it is not what is asked about, where something else is named.
    const isSaying = own.every((slot) => saying.includes(slot)) && saying.length < slots.topics.length;
    const told = isTold(material, id, own);
    // "Mon Suivi Social utilise l'instance GitBook partagée ?"
    const theirs = told
      ? slots.entities.flatMap((slot) => search.ownWords(utterance, 'entity', slot.id))
      : [];
    const used = [...own, ...cited, ...cues, ...own.flatMap(overlapping)];
    const one = reading(material, question(id), used, named ? [...ownWords(id), ...theirs] : []);
    // "C'est quoi le SVA ?" asks what it is, not what does something with it; so does "comment la Ressourcerie définit un commun".
    const defines = knowledge.topics.get(id)?.kind === 'definition' ? 0.2 : 0;
    const meant = named && slots.cues.has('definition') ? 0.05 + defines : 0;
    const { doubt, doubtful } = told ? { doubt: 0, doubtful: false } : topicDoubt(material, own);
    // "GLPI comme back-office ?": what was decided about a product is asked for, rather than what it would be for; so is a
    // criterion of a product that is named.
    const decided = slots.entities.some((slot) => knowledge.entities.get(slot.id)?.decision !== undefined);
    const elsewhere = (decided && !told) || (slots.entities.length > 0 && slots.criteria.length > 0);
    return {
      ...one,
      score: one.score + meant - doubt - (elsewhere ? 0.15 : 0) - (isSaying ? 0.3 : 0),
      doubtful: doubtful && one.coverage < bareTerm,
    };
  });
  // "Matomo est-il obligatoire ?": a rule about what is named.
  if (slots.cues.has('obligation')) {
    const named = [...slots.entities, ...slots.criteria, ...slots.topics];
    const spokenOf = [...(context?.topics ?? []), ...(context?.subjects ?? [])];
    const before = named.every((slot) => slot.strength === 'need') ? spokenOf : [];
    for (const topic of knowledge.topics.values()) {
      const about = topic.about.some((id) => before.includes(id) || named.some((slot) => slot.id === id));
      if (!about) continue;
      const one = reading(material, question(topic.id), [
        ...named,
        ...cues,
        ...cued(material, 'kind-matomo'),
      ]);
      made.push({ ...one, score: one.score + 0.1 });
    }
  }
  // "on les contacte comment ?": a side of what was just spoken of.
  const last = context?.topics[0];
  const side = cued(material, 'link', 'contact', 'documentation', 'examples', 'history');
  if (last !== undefined && slots.topics.length + slots.entities.length === 0 && side.length > 0) {
    const one = reading(material, question(last), cues);
    made.push({ ...one, score: one.score + 0.1 });
  }
  // "Et on peut contribuer ?" after the rule: what it says itself.
  if (last !== undefined && slots.topics.length + slots.entities.length === 0) {
    const words = ownWords(last);
    const content = [...utterance.tokens.keys()].filter(
      (index) => (utterance.tokens[index]?.weight ?? 0) > 0,
    );
    const rest = content.filter((index) => !words.includes(index) && !inside(cues, index));
    // "Instance partagée ou dédiée ?": it says which.
    if (words.length > 0 && rest.length <= Math.floor(words.length / 2)) {
      const one = reading(material, question(last), cues, words);
      made.push({ ...one, score: one.score + 0.1 });
    }
  }
  const [best] = search.find(utterance, topicTypes);
  const found = best === undefined ? undefined : evidence(material, best.explained);
  const id = best?.entry.meaning.id ?? '';
  if (found !== undefined && !slots.topics.some((slot) => slot.id === id)) {
    // Once it is found, it explains all its words, the names of products among them ("un connecteur entre DN et Grist").
    const words = [...[...found].filter((index) => !inside(limits, index)), ...ownWords(id)];
    const one = reading(material, question(id), cues, words);
    const term = knowledge.topics.get(id)?.kind === 'term' ? guessed : 0;
    // "Où chercher si un commun existe déjà ?": what is named in several words is meant, rather than what resembles them.
    const isNamed = slots.topics.some(({ strength, from, to }) => strength === 'name' && to - from > 2);
    // "Cegedim a une instance Matomo ?" asks of that one, not what holds for all of them.
    const about = knowledge.topics.get(id)?.about ?? [];
    const isPart = slots.entities.some((slot) =>
      about.includes(knowledge.entities.get(slot.id)?.part_of ?? ''),
    );
    const beside = isNamed || isPart ? 0.12 : 0;
    made.push({ ...one, guessed: true, score: one.score - guessed - term - beside });
  }
  return made;
}

/** Whether something is one of some, or a part of one of them. */
function isOneOf(knowledge: Knowledge, id: string, some: readonly string[]): boolean {
  return some.includes(id) || some.includes(knowledge.entities.get(id)?.part_of ?? '');
}

const accordingTo = new Set(['selon', 'apres', 'according']);

/** "Les étapes d'un commun, d'après la Ressourcerie": who says it is not what is asked about. */
function authorities({ slots, utterance }: Material): Slot[] {
  return slots.topics.filter(({ from }) =>
    utterance.tokens.slice(Math.max(0, from - 2), from).some(({ surface }) => accordingTo.has(surface)),
  );
}

/**
 * Named in full beside what the guide speaks of with it: "Mon Suivi Social est sur l'instance GitBook commune ?" asks of the first what
 * the guide says of both.
 */
function isTold({ slots, knowledge }: Material, id: string, named: readonly Slot[]): boolean {
  const topic = knowledge.topics.get(id);
  const told = topic?.statements.map(({ text }) => text).join(' ') ?? '';
  return (
    topic?.kind === 'term' &&
    slots.entities.length > 0 &&
    !slots.outcomes.some((outcome) => named.some(({ from, to }) => outcome.from < to && from < outcome.to)) &&
    named.some(({ from, to, strength }) => strength !== 'need' && to - from > 2) &&
    slots.entities.every((slot) => told.includes(knowledge.entities.get(slot.id)?.name ?? '\0'))
  );
}

/** The coverage from which a term is all that a message says: "DNUM ?". */
const bareTerm = 0.7;

/** A term without the question what it means, or a rule by a mere need ("règle"), is what a message is least about. */
function topicDoubt(
  { slots, knowledge, utterance }: Material,
  named: readonly Slot[],
): { readonly doubt: number; readonly doubtful: boolean } {
  const isTerm = named.some((slot) => knowledge.topics.get(slot.id)?.kind === 'term');
  const asksMeaning = slots.cues.has('definition') || slots.cues.has('list');
  const doubt =
    (named.every((slot) => slot.strength === 'need') ? 0.1 : 0) +
    (isTerm && !asksMeaning ? 0.15 : 0) +
    (isTerm && slots.entities.length > 0 ? 0.1 : 0) +
    (isTerm && (isCitedBefore(slots, named) || defines({ slots, knowledge }, named)) ? 0.3 : 0) +
    (isTerm && isWhoActs({ slots, utterance }, named) ? 0.3 : 0);
  return { doubt, doubtful: isTerm && !asksMeaning };
}

/** "La DNUM me parle de Démat Social, c'est quoi ?": what is asked of a subject named later is not asked of the term. */
function isCitedBefore({ entities, cues }: Slots, named: readonly Slot[]): boolean {
  const asks = cues.get('definition') ?? [];
  return (
    asks.length > 0 &&
    named.every((term) =>
      entities.some(({ from }) => from >= term.to && asks.every((cue) => cue.from >= from)),
    )
  );
}

/** "Qu'est-ce que la DNUM préconise ?": who does something is not what is asked about. */
function isWhoActs(
  { slots, utterance }: Pick<Material, 'slots' | 'utterance'>,
  named: readonly Slot[],
): boolean {
  const asks = slots.cues.get('definition') ?? [];
  const after = Math.max(...named.map(({ to }) => to));
  const isAsked = asks.some(
    ({ from, to }) => /^qu$|^que$/.test(utterance.tokens[from]?.surface ?? '') && to <= after,
  );
  return (
    isAsked && utterance.tokens.slice(after).some(({ weight }, at) => weight > 0 && !inside(asks, after + at))
  );
}

/** "Comment le guide définit-il un commun ?": what is defined is asked about, not who does. */
function defines(
  { slots, knowledge }: Pick<Material, 'slots' | 'knowledge'>,
  named: readonly Slot[],
): boolean {
  const asks = slots.cues.get('definition') ?? [];
  const defined = slots.topics.filter(({ id }) => knowledge.topics.get(id)?.kind === 'definition');
  return named.every((term) =>
    asks.some((cue) => cue.from >= term.to && defined.some(({ from }) => from >= cue.to)),
  );
}

/** What the bot can do; insults; orders to be something else. */
export function aboutBot(material: Material): Reading[] {
  const cues = cued(material, 'lowdown');
  const insults = cued(material, 'insult');
  const orders = cued(material, 'order');
  return [
    ...(cues.length === 0 ? [] : [reading(material, { kind: 'about-bot' }, cues)]),
    ...(insults.length === 0 ? [] : [reading(material, { kind: 'rude' }, insults)]),
    ...(orders.length === 0 ? [] : [reading(material, { kind: 'order' }, orders)]),
  ];
}
