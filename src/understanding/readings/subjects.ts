/** Readings about a subject itself: its card, and the sides of it that have a word of their own. */
import type { Context } from '../context.ts';
import { type Asked, type Aspect, aspects, type Question } from '../question.ts';
import { askedOf, ids } from '../slots.ts';
import { cued, type Material, manners, type Reading, reading } from './reading.ts';

/** Cues of an aspect: some aspects are asked for by several cues. */
const aspectCues: Partial<Record<Aspect, string[]>> = {
  decision: ['why', 'verdict', 'permission', 'discarded'],
};

/** Sides of a subject, asked for by their words, or by a profile ("que peut faire un instructeur ?"). */
export function aspectReadings(material: Material): Reading[] {
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

/** The criteria of the question before, for "et avant ?". */
function previouslyAsked(context: Context | undefined): Asked[] {
  return (context?.asked ?? []).map(({ criterion }) => ({ criterion }));
}

/** A subject alone. */
export function cards(material: Material): Reading[] {
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
  // "manifest, bon pour du CRUD ?": words of its own description are explained by it.
  const own = search.ownWords(utterance, 'entity', subject.id);
  const question: Question = { kind: 'card', subjects: [subject.id] };
  return [reading(material, question, [...slots.entities, ...cued(material, ...names, ...kinds)], own)];
}
