/** Readings about a subject itself: its card, and the sides of it that have a word of their own. */
import type { Entity } from '../../knowledge/schema.ts';
import { insteadOf } from '../alternatives.ts';
import type { Context } from '../context.ts';
import { type Asked, type Aspect, aspects, type Question } from '../question.ts';
import { askedOf, ids, type Slot } from '../slots.ts';
import { cued, type Material, manners, type Reading, reading } from './reading.ts';

/** Cues of an aspect: some aspects are asked for by several cues. */
const aspectCues: Partial<Record<Aspect, string[]>> = {
  decision: ['kind-decision', 'why', 'verdict', 'permission', 'discarded'],
  advice: ['verdict', 'permission', 'obligation', 'project'],
};

const linkCues = ['news', 'releases', 'documentation', 'link', 'room', 'list', 'definition'];

/** Sides of a subject, asked for by their words, or by a profile ("que peut faire un instructeur ?"). */
export function aspectReadings(material: Material): Reading[] {
  const { slots, context } = material;
  const own = ids(slots.entities);
  const subjects = own.length > 0 ? own : (context?.subjects ?? []);
  const made = aspects.flatMap((aspect) => aspectReading(material, aspect, own, subjects));
  return [...made, ...featuresByPersona(material, subjects)];
}

function aspectReading(
  material: Material,
  aspect: Aspect,
  own: readonly string[],
  subjects: readonly string[],
): Reading[] {
  const { slots, context, knowledge } = material;
  const cues = cued(material, ...(aspectCues[aspect] ?? [aspect]));
  if (cues.length === 0) return [];
  const entities = subjects.flatMap((id) => knowledge.entities.get(id) ?? []);
  if (aspect === 'decision' && !entities.some((entity) => entity.decision !== undefined)) return [];
  if (
    aspect === 'advice' &&
    !entities.some((entity) => entity.decision === undefined && entity.advice.length > 0)
  )
    return [];
  // "Y a-t-il 4 instances Matomo ?" counts its parts.
  const isParts = cues.every((cue) => cued(material, 'kind-matomo').some(({ from }) => from === cue.from));
  if (aspect === 'examples' && isParts && entities.every((entity) => entity.examples.length === 0)) return [];
  // "D'où vient le rejet de Manifest ?" asks for the reason, not for the document.
  if (aspect === 'sources' && slots.cues.has('discarded')) return [];
  // "C'est obligatoire, du coup ?" asks it of what was just spoken of, "obligatoire ?" of anything.
  const refers = slots.cues.has('referring') || slots.cues.has('pronoun');
  if (own.length === 0 && (aspect === 'definition' || (aspect === 'advice' && !refers))) return [];
  // "Différences entre A et B en deux mots": that is how they are compared.
  if (aspect === 'definition' && own.length > 1 && slots.cues.has('compare')) return [];
  // What was spoken of before has no features: others are asked for.
  if (aspect === 'features' && own.length === 0 && entities.every((entity) => entity.features.length === 0))
    return [];
  const named = askedOf(slots, knowledge, subjects);
  const asked =
    aspect !== 'history' ? [] : named.length > 0 || own.length > 0 ? named : previouslyAsked(context);
  if (subjects.length === 0 && asked.length === 0) return [];
  const persona = aspect === 'features' ? slots.personas[0]?.id : undefined;
  const used = [...slots.entities, ...cues, ...cued(material, ...manners, ...linkCues)];
  if (persona !== undefined) used.push(...slots.personas);
  // "GLPI est-il encore recommandé pour le back-office ?": what it would be for belongs to the question.
  if (aspect === 'link') used.push(...slots.personas);
  // What is watched or documented is no purpose: "je cherche la documentation de DN".
  const purposes = slots.topics.filter(({ id }) => knowledge.topics.get(id)?.kind !== 'watch');
  // "Des exemples de bases de connaissance sur GitBook"
  if (aspect === 'examples') used.push(...slots.needs, ...slots.outcomes);
  if (aspect === 'decision' || aspect === 'advice') used.push(...purposes, ...slots.needs, ...slots.outcomes);
  // "GLPI, écarté en quelle année ?": the guide says when.
  if (aspect === 'decision' && entities.every((entity) => entity.decision?.date !== undefined))
    used.push(...slots.unsaid.filter(({ id }) => id === 'date'));
  // "les limites de l'API de Grist": what one of them is called belongs to the question.
  if (aspect === 'limits') used.push(...limitsNamed(material, entities), ...cued(material, 'kind-api'));
  if (aspect === 'history') {
    used.push(...slots.criteria, ...slots.values, ...slots.personas, ...cued(material, 'compare'));
  }
  const question: Question = {
    kind: 'aspect',
    aspect,
    subjects,
    asked,
    ...(persona === undefined ? {} : { persona }),
  };
  const made = reading(material, question, used);
  // Advice is what is left to say of a subject when nothing more precise was asked.
  return [aspect === 'advice' && own.length > 0 ? { ...made, score: made.score - 0.04 } : made];
}

/** The limits of some entities that are named. */
function limitsNamed({ slots }: Material, entities: readonly Entity[]): Slot[] {
  const limits = entities.flatMap((entity) => entity.limits.map(({ id }) => `${entity.id}/${id}`));
  return slots.items.filter(({ id }) => limits.includes(id));
}

/** A profile with a subject, or what the guide lists for a profile at all. */
function featuresByPersona(material: Material, subjects: readonly string[]): Reading[] {
  const { slots, knowledge } = material;
  const [persona] = slots.personas;
  if (persona === undefined) return [];
  // "C'est quoi un instructeur ?": what the guide says of a profile is what it can do.
  const asksFeatures = slots.cues.has('features') || slots.cues.has('definition');
  const holders = [...knowledge.entities.values()].filter((entity) =>
    entity.features.some((item) => item.persona === persona.id),
  );
  const held = subjects.filter((id) => holders.some((entity) => entity.id === id));
  const known =
    held.length > 0 || slots.entities.length > 0
      ? subjects
      : asksFeatures
        ? holders.map((entity) => entity.id)
        : [];
  if (!known.some((id) => holders.some((entity) => entity.id === id))) return [];
  const question: Question = {
    kind: 'aspect',
    aspect: 'features',
    subjects: known,
    asked: [],
    persona: persona.id,
  };
  const cues = cued(material, ...manners, 'features', 'list', 'definition');
  return [reading(material, question, [...slots.entities, ...slots.personas, ...cues])];
}

/** The criteria of the question before, for "et avant ?". */
function previouslyAsked(context: Context | undefined): Asked[] {
  return (context?.asked ?? []).map(({ criterion }) => ({ criterion }));
}

/** "Par quoi remplacer GLPI ?": what the guide has instead of it. */
export function replacements(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const [subject = '', ...more] = ids(slots.entities);
  const cues = cued(material, 'instead');
  const question = cues.length === 0 || more.length > 0 ? undefined : insteadOf(subject, knowledge);
  if (question === undefined) return [];
  const used = [...slots.entities, ...cues, ...slots.topics, ...cued(material, ...manners)];
  const made = reading(material, question, used);
  return [{ ...made, score: made.score + 0.2 }];
}

/** A subject alone. */
export function cards(material: Material): Reading[] {
  const { slots, utterance, search, knowledge } = material;
  const [subject] = slots.entities;
  if (subject === undefined || ids(slots.entities).length > 1) return [];
  // "chez Cegedim, quelle offre de mesure d'audience ?": what the larger thing serves, its part serves.
  const served = slots.needs.filter((slot) => slot.id === knowledge.entities.get(subject.id)?.part_of);
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
  const kinds = [
    'kind-api',
    'kind-framework',
    'kind-backend',
    'kind-matomo',
    'kind-common',
    'kind-decision',
    'link',
  ];
  // "manifest, bon pour du CRUD ?": words of its own description are explained by it.
  const own = search.ownWords(utterance, 'entity', subject.id);
  const question: Question = { kind: 'card', subjects: [subject.id] };
  const used = [...slots.entities, ...served, ...cued(material, ...names, ...kinds)];
  const made = reading(material, question, used, own);
  // A feature or limit of it that is named says more than the card ("Grist comme backend avec des permissions avancées ?").
  const isNamed = ({ id, from, to }: Slot) => id.startsWith(`${subject.id}/`) && to - from > 1;
  // So does a criterion of which it has a fact ("où héberger un site sous Sites Faciles ?").
  const facts = knowledge.entities.get(subject.id)?.facts ?? {};
  const isAsked = slots.criteria.some(({ id, strength }) => strength === 'name' && facts[id] !== undefined);
  const score = made.score - (slots.items.some(isNamed) ? 0.12 : 0) - (isAsked ? 0.2 : 0);
  return [{ ...made, score, settled: isSettled(material, subject.id, made) }];
}

/**
 * A product that the guide decided about, in a sentence of everyday words: whatever is said of it, the decision is what
 * helps ("GLPI a été dégagé ?"). A word that nobody knows may ask for something else.
 */
function isSettled({ knowledge, utterance }: Material, id: string, made: Reading): boolean {
  if (knowledge.entities.get(id)?.decision === undefined) return false;
  // What it would be for ("pour un prototype ?") changes nothing of that.
  const purpose = utterance.tokens.findIndex(({ surface }) => surface === 'pour');
  return utterance.tokens.every(
    ({ weight }, index) => weight < 0.6 || made.explained.has(index) || (purpose >= 0 && index > purpose),
  );
}
