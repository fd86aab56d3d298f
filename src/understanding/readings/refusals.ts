/** Readings whose honest answer is that the guide does not say. */

import { isOfApi } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import type { Question } from '../question.ts';
import { weigh } from '../search.ts';
import { askedOf, ids, isWithin, type Slot } from '../slots.ts';
import { cued, evidence, inside, type Material, manners, type Reading, reading } from './reading.ts';

/** Price, date, availability, … of what is named or was just spoken of. */
export function unsaid(material: Material): Reading[] {
  const { slots, context, knowledge } = material;
  const [first] = slots.unsaid;
  if (first === undefined) return [];
  const own = ids(slots.entities);
  const subjects = own.length > 0 ? own : (context?.subjects ?? []);
  const named = askedOf(slots, knowledge, subjects);
  // "C'est prévu pour quand ?" is asked of the criterion that was just spoken of.
  const isSame = own.length === 0 && named.length === 0 && context?.kind === 'criterion';
  const asked = isSame ? context.asked.map(({ criterion }) => ({ criterion })) : named;
  if (subjects.length === 0 && first.id === 'date' && !asksDateOfTopic(material, first)) return [];
  // "Quand utiliser Grist ?" asks in which case, and so does "c'est autorisé quand ?".
  if (first.id === 'date' && cued(material, 'verdict').some((cue) => isWithin(first, cue))) return [];
  // "Le format des numéros de version ?": an older generation of the guide does say it.
  if (cued(material, 'history').some((cue) => isWithin(first, cue))) return [];
  const isAllowed = slots.manner.permission && first.to - first.from === 1;
  if (first.id === 'date' && isAllowed && slots.cues.has('referring') && own.length === 0) return [];
  // "Que dit le guide du RGPD ?" asks it of the guide itself.
  const ofGuide = slots.cues.has('verdict');
  const near = knowledge.lexicon.unsaid.find(({ id }) => id === first.id)?.near;
  const spokenOf = slots.topics.length + (context?.topics.length ?? 0) + (near === undefined ? 0 : 1);
  if (subjects.length + asked.length + spokenOf === 0 && !ofGuide) return [];
  // The guide does say it of that subject: "GitBook est payant ?"; not so a word inside ("version" in "version mobile").
  const overlaps = (slot: Slot) => slot.from < first.to && first.from < slot.to;
  // "Combien d'appels au maximum ?", after the limits of a product.
  const isGoingOn = ({ to }: Slot) => context?.aspect === 'limits' && to === first.from;
  // "Depuis une appli sur téléphone" is no word for what an application does.
  const isPartOf = (slot: Slot) => isWithin(slot, first) && slot.to - slot.from < first.to - first.from;
  // "Déposer son dossier sur téléphone ?" asks for the telephone, when that is said in several words too.
  const isSpelledOut = ({ strength, from, to }: Slot) =>
    strength === 'name' && to - from > 1 && (first.to - first.from === 1 || first.id === 'how-to');
  const itemTold = slots.items.some(
    (slot) =>
      ((overlaps(slot) && !isPartOf(slot)) || isGoingOn(slot) || isSpelledOut(slot)) &&
      slot.id !== near &&
      subjects.includes(slot.id.split('/')[0] ?? ''),
  );
  // "Coût ?" of nobody: it does say it of some.
  const alone = slots.criteria.some((slot) => slot.from === first.from && slot.to === first.to);
  const possible = subjects.length === 0 && alone ? [...knowledge.entities.keys()] : subjects;
  const told = [...slots.criteria, ...slots.values].some(
    (slot) =>
      overlaps(slot) &&
      !isWithin(slot, first) &&
      possible.some((id) => knowledge.entities.get(id)?.facts[slot.id.split('/')[0] ?? ''] !== undefined),
  );
  // "Référentiel de données : quelle est la marche à suivre ?": a practice is one. "Pourquoi" asks for no way to do it.
  const practised = slots.topics.some(({ id }) => knowledge.topics.get(id)?.kind === 'practice');
  if (first.id === 'how-to' && (practised || slots.manner.why)) return [];
  // It does say how long data are kept.
  const holders = subjects.length > 0 ? subjects : [...knowledge.entities.keys()];
  const kept = asked.some((one) => holders.some((id) => knowledge.entities.get(id)?.facts[one.criterion]));
  if (first.id === 'duration' && kept) return [];
  if (told || itemTold || isConjunction(material, first) || asksInWhichCase(material, first)) return [];
  // It gives an address to write to.
  if (first.id === 'people' && cued(material, 'contact').some(overlaps) && hasContact(material, subjects))
    return [];
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
  const question: Question = {
    kind: 'unsaid',
    unsaid: first.id,
    subjects,
    asked: asked.map(({ criterion }) => ({ criterion })),
  };
  return [
    reading(material, question, [
      ...used,
      ...cued(material, 'history', 'contact', 'link', 'features', 'definition', 'documentation', ...manners),
    ]),
  ];
}

/** Whether the guide says how to reach what is named. */
function hasContact({ slots, knowledge }: Material, subjects: readonly string[]): boolean {
  return (
    subjects.some((id) => knowledge.entities.get(id)?.contacts.some(({ link }) => link !== undefined)) ||
    slots.topics.some(({ id }) => knowledge.topics.get(id)?.links.some(({ role }) => role === 'contact'))
  );
}

/** Products that the guide does not know. */
export function unknownProducts(material: Material): Reading[] {
  const { slots, knowledge } = material;
  if (slots.products.length === 0) return [];
  const products = ids(slots.products);
  const question: Question = {
    kind: 'unknown-product',
    products,
    subjects: ids(slots.entities),
    entities: ids(slots.needs),
    outcomes: ids(slots.outcomes),
    topics: ids(slots.topics).filter((id) => knowledge.topics.get(id)?.kind === 'practice'),
    asked: askedOf(slots, knowledge, ids(slots.entities)),
  };
  return [
    reading(material, question, [
      ...slots.products,
      ...slots.entities,
      ...slots.needs,
      ...slots.topics,
      ...cued(material, 'compare', ...manners),
    ]),
  ];
}

/** A message from one of its words to another, as it was written. */
function spanOf({ text, tokens }: Utterance, first: number, last: number): string {
  const [from, to] = [tokens[first], tokens[last]];
  return from === undefined || to === undefined ? '' : text.slice(from.start, to.start + to.original.length);
}

/**
 * "Une API pour les permis de conduire ?": no API of the guide serves what is asked for, which is said in the words of the question. What
 * the examples mean comes first (`second-opinion.ts`).
 */
export function unknownApis(material: Material): Reading[] {
  const { slots, utterance, search, context, knowledge } = material;
  const api = slots.cues.get('kind-api')?.at(-1);
  if (api === undefined || context !== undefined || slots.manner.count) return [];
  if (slots.entities.length + slots.products.length > 0) return [];
  const isApi = (id: string) => knowledge.entities.get(id)?.kind === 'api';
  const behind = (indexes: Iterable<number>) => new Set([...indexes].filter((index) => index >= api.to));
  const served = search
    .find(utterance, new Set(['entity'] as const))
    .some((hit) => isApi(hit.entry.meaning.id) && evidence(material, behind(hit.explained)) !== undefined);
  // "L'API GraphQL permet-elle de …?": an API by its technique is one of a product; so is one that does most of what is asked for.
  const asked = weigh(utterance, behind(utterance.tokens.keys()));
  const does = search
    .find(utterance, new Set(['item'] as const))
    .some(
      ({ entry, explained }) =>
        isOfApi(knowledge, entry.meaning.id) &&
        behind(explained).size > 1 &&
        weigh(utterance, behind(explained)) > asked / 2,
    );
  const isProducts = does || slots.items.some((item) => isWithin(api, item));
  if (served || isProducts || slots.needs.some(({ id }) => isApi(id))) return [];
  const heard = [...slots.cues.values(), slots.criteria, slots.values, slots.topics].flat();
  const need = [...behind(utterance.tokens.keys())].filter((index) => utterance.tokens[index]?.weight !== 0);
  if (
    need.every((index) =>
      inside(
        heard.filter(({ strength }) => strength === 'name'),
        index,
      ),
    )
  )
    return [];
  const [first = 0] = need;
  // "Les API existantes", "quelles API sont listées ?": of no API in particular.
  if (
    need.length === 1 &&
    /e?s$/.test(utterance.tokens[first]?.surface ?? '') &&
    isBare(utterance, api.to, first)
  )
    return [];
  const question: Question = {
    kind: 'unknown-product',
    products: [],
    api: spanOf(utterance, first, need.at(-1) ?? first),
    subjects: [],
    entities: [],
    outcomes: [],
    topics: [],
    asked: [],
  };
  return [{ ...reading(material, question, cued(material, 'kind-api', ...manners)), doubtful: true }];
}

/** Whether nothing stands between an API and a word that says what it is for: no "pour", no "des". */
const isBare = ({ tokens }: Utterance, from: number, to: number): boolean =>
  tokens.slice(from, to).every(({ surface }) => /^(?:sont|est)$/.test(surface));

/**
 * "En quelle année la Ressourcerie a-t-elle été lancée ?": about something that is named and that the guide does not date. A
 * bare "quand" asks in which case more often than on which day.
 */
function asksDateOfTopic({ slots, context, knowledge }: Material, date: Slot): boolean {
  const isUndated = (id: string) =>
    !(knowledge.topics.get(id)?.statements ?? []).some(({ text }) => /(19|20)\d\d/.test(text));
  const named = slots.topics.filter(({ id, strength }) => strength !== 'need' && isUndated(id));
  // "Quand le guide a-t-il été mis à jour ?": nobody asks in which case a name is used.
  const isName = named.some(({ id }) => knowledge.topics.get(id)?.kind === 'term');
  // "Quand ?", after it was spoken of.
  const before = slots.topics.length === 0 && context?.topics.some(isUndated) === true;
  return before || isName || (date.to - date.from > 1 && named.length > 0);
}

const uses =
  /^(?:utilise[rz]?|sert|servir|prends?|prendre|choisi[rt]|prefere[rz]?|privilegie[rz]?|recourir)$/;

/** "Grist, on l'utilise quand ?" asks in which case; a criterion that is named, on which day. */
const asksInWhichCase = ({ utterance, slots }: Material, { id, from, to }: Slot): boolean =>
  id === 'date' &&
  to - from === 1 &&
  slots.criteria.length + slots.items.length === 0 &&
  !utterance.tokens.some(({ surface }) => /^(?:pourra|pourrons|pourront|sera)$/.test(surface)) &&
  utterance.tokens.some(({ surface }) => uses.test(surface));

/**
 * "Gérer des droits dans Grist quand on l'attaque par API", "quand on saisit un SIRET, tout se charge ?", "quand même": this "quand" asks for
 * no date, that of "quand alors ?" and of "quand est-ce que …" does.
 */
function isConjunction({ utterance: { text, tokens }, slots }: Material, slot: Slot): boolean {
  const asks = tokens[slot.from];
  if (slot.to - slot.from > 1 || asks?.surface !== 'quand' || tokens[slot.to]?.surface === 'est')
    return false;
  // "Ce sera prêt quand sur Ondine ?": no clause follows, only what it is asked of.
  const named = slots.entities.find(({ from }) => from > slot.from);
  const isPlace =
    named !== undefined && /^(?:sur|dans|pour|chez|avec|en|a|au)$/.test(tokens[slot.to]?.surface ?? '');
  if (isPlace && slot.from > 0 && named.from - slot.to <= 2 && named.to === tokens.length) return false;
  // At the beginning it is one where something is said after the clause.
  const from = slot.from > 0 ? asks.start : text.indexOf(',', asks.start);
  const rest = tokens.slice(slot.to).filter(({ start }) => from >= 0 && start > from);
  return rest.some(({ weight, surface }) => weight > 0 || surface === 'meme');
}
