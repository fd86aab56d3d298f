/** Readings about what serves a need. */
import type { Question } from '../question.ts';
import { ids, isWithin, type Slot } from '../slots.ts';
import { cued, evidence, guessed, inside, type Material, manners, type Reading, reading } from './reading.ts';

const needTypes = new Set(['entity', 'outcome'] as const);

/** Entities and leaves of the tree that serve a need. */
export function needs(material: Material): Reading[] {
  const { slots, utterance, search, knowledge } = material;
  const kinds = ['kind-api', 'kind-framework', 'kind-backend', 'kind-common'];
  const cues = cued(material, 'compare', 'link', 'documentation', 'contact', ...kinds, ...manners);
  const isApi = (id: string) => knowledge.entities.get(id)?.kind === 'api';
  const wantsApi = slots.cues.has('kind-api');
  const free = (slot: Slot) =>
    !slots.entities.some((entity) => entity.from < slot.to && slot.from < entity.to);
  const named = slots.needs.filter((slot) => (!wantsApi || isApi(slot.id)) && free(slot));
  // "ni Grist ni BaaS" is a leaf of the tree by its whole name, which Grist is only a part of.
  const wider = slots.outcomes.filter((slot) => slots.entities.some((entity) => isWithin(entity, slot)));
  const outcomes = wantsApi ? [] : slots.outcomes.filter((slot) => free(slot) || wider.includes(slot));
  const made: Reading[] = [];
  if (named.length + outcomes.length > 0) {
    // An outcome is more precise than the products it may recommend.
    const entities = outcomes.length > 0 ? [] : named;
    const question: Question = { kind: 'need', entities: ids(entities), outcomes: ids(outcomes) };
    const one = reading(material, question, [...entities, ...outcomes, ...cues, ...slots.personas]);
    // "L'instruction dans DN ne nous suffit pas": that leaf of the tree is not what is wanted.
    const lacking = cued(material, 'insufficient');
    const told = lacking.some((cue) => outcomes.some((leaf) => leaf.from < cue.to && cue.from < leaf.to));
    const unwanted = outcomes.length > 0 && lacking.length > 0 && !told;
    // "peut-on développer un back-office ?": the leaf of the tree says how far it may be.
    const allowed = outcomes.length > 0 && slots.manner.permission;
    made.push({
      ...one,
      score:
        one.score +
        (continues(material, ids(entities)) ? 0.15 : 0) +
        (allowed ? 0.1 : 0) -
        (unwanted ? 0.3 : 0) +
        (wider.length > 0 ? 0.1 : 0),
    });
  }
  if (slots.entities.length > 0) return made;
  const hits = search.find(utterance, needTypes).filter((hit) => !wantsApi || isApi(hit.entry.meaning.id));
  const [best] = hits;
  // "Installer notre propre Matomo", "Mon Suivi Social": what names a rule, or something of several words, is no evidence of a need.
  const ruled = slots.topics.filter(({ id, strength, from, to }) => {
    const kind = knowledge.topics.get(id)?.kind;
    return strength === 'name' && (kind === 'rule' || (kind === 'term' && to - from > 2));
  });
  const own = new Set([...(best?.explained ?? [])].filter((index) => !inside(ruled, index)));
  if (best === undefined || evidence(material, own) === undefined) return made;
  const equal = hits.filter((hit) => best.weight - hit.weight < 0.001).slice(0, 3);
  const of = (type: string) =>
    equal.filter((hit) => hit.entry.meaning.type === type).map((hit) => hit.entry.meaning.id);
  const question: Question = { kind: 'need', entities: of('entity'), outcomes: of('outcome') };
  const guess = reading(material, question, [...cues, ...slots.personas], best.explained);
  return [...made, { ...guess, guessed: true, score: guess.score - guessed }];
}

/** "quelle API pour FINESS ?", "et pour RPPS ?": another thing of the kind that was just spoken of. */
function continues({ slots, context, knowledge }: Material, entities: readonly string[]): boolean {
  if (!slots.cues.has('follow-up') && !slots.cues.has('negation')) return false;
  const kinds = (context?.subjects ?? []).map((id) => knowledge.entities.get(id)?.kind);
  return entities.some((id) => kinds.includes(knowledge.entities.get(id)?.kind));
}
