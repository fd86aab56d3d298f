/** Readings about features and limits, and what the guide says of the API of a product. */
import { concerns, isOfApi, itemsOf } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import type { Question } from '../question.ts';
import type { Hit } from '../search.ts';
import { ids, isWithin, type Slot } from '../slots.ts';
import { cued, evidence, guessed, type Material, manners, type Reading, reading } from './reading.ts';

const itemTypes = new Set(['item'] as const);

/** Features and limits, by their keywords or their words. */
export function items(material: Material): Reading[] {
  const { slots, utterance, search, context, knowledge } = material;
  const named = ids(slots.entities);
  const cues = cued(material, 'kind-api', ...manners);
  // "Combien d'appels au maximum ?", after the limits of a product.
  if (context?.aspect === 'limits')
    cues.push(...slots.unsaid.filter(({ from }) => slots.items.some(({ to }) => to === from)));
  const phrased = new Set(ids(slots.items));
  const hits = new Map<string, Hit>();
  for (const hit of search.find(utterance, itemTypes).slice(0, 12)) {
    const id = hit.entry.meaning.id;
    const own = evidence(material, hit.explained, phrased.has(id) ? 1 : 2);
    // Of no product, one word is never enough: "peux-tu me traduire ce texte".
    const enough = named.length > 0 || phrased.has(id) || (own?.size ?? 0) > 1;
    if (own !== undefined && enough) hits.set(id, { ...hit, explained: own });
  }
  const spelledOut = (id: string) =>
    slots.items.some((slot) => slot.id === id && slot.strength === 'name' && slot.to - slot.from > 1);
  // "Appeler mon API" is what another of them is called.
  const asksByApi = cued(material, 'kind-api').some(
    (cue) => !slots.items.some((slot) => slot.strength === 'name' && isWithin(cue, slot)),
  );
  const made = [...new Set([...phrased, ...hits.keys()])].map((id) => {
    const owner = id.split('/')[0] ?? '';
    const relevant = slots.entities.filter((slot) => slot.id === owner || named.length === 1);
    const question: Question = { kind: 'item', items: [id], subjects: named };
    const one = reading(
      material,
      question,
      [...slots.items.filter((slot) => slot.id === id), ...relevant, ...slots.personas, ...cues],
      // "Déposer pour quelqu'un d'autre": once it is named, the words of its text are explained by it.
      new Set([
        ...(hits.get(id)?.explained ?? []),
        ...(spelledOut(id) ? search.ownWords(utterance, 'item', id) : []),
      ]),
    );
    if (named.length > 0 && !phrased.has(id) && !concerns(knowledge, id, named)) return undefined;
    // An item of another product than the one named, or than the one just spoken of, is a worse guess.
    const foreign = named.length > 0 && !concerns(knowledge, id, named) ? 0.15 : 0;
    const familiar = named.length === 0 && context?.subjects.includes(owner) === true ? 0.03 : 0;
    const exact = phrased.has(id) ? 0 : guessed;
    // "les limites de l'API de Grist" asks for its limits, whatever one of them is called.
    const limits = slots.cues.get('limits') ?? [];
    const isSide = slots.items.some(
      (slot) => slot.id === id && limits.some((cue) => slot.from < cue.to && cue.from < slot.to),
    );
    const side = isSide && named.length > 0 ? 0.2 : 0;
    // "quelle API pour une adresse ?" asks for an API, not for what a product does with addresses.
    const wishes = slots.cues.has('kind-api') || slots.cues.has('project');
    const otherWish = wishes && named.length === 0 ? 0.2 : 0;
    // "Par l'API, peut-on envoyer un message à l'usager ?": what an API of a product does.
    const isAbout = named.length === 0 || concerns(knowledge, id, named);
    const byApi = asksByApi && isAbout && isOfApi(knowledge, id) ? 0.09 : 0;
    const score = one.score - foreign + familiar - exact - otherWish - side + byApi;
    return { ...one, score, guessed: !phrased.has(id) || isEveryday(utterance, slots.items, id) };
  });
  return merged(made.filter((one) => one !== undefined).sort((left, right) => right.score - left.score));
}

/** "API Grist", "l'API de Démat Social ?": what the guide says of an API of a product that is named. */
export function productApis(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const [subject = '', ...more] = ids(slots.entities);
  const entity = knowledge.entities.get(subject);
  const apis = cued(material, 'kind-api');
  if (entity === undefined || entity.kind === 'api' || more.length > 0 || apis.length === 0) return [];
  const used = [...slots.entities, ...apis, ...cued(material, ...manners)];
  const criterion = Object.keys(entity.facts).find((id) =>
    knowledge.criteria.get(id)?.label.startsWith('API'),
  );
  if (criterion !== undefined)
    return [reading(material, { kind: 'criterion', subjects: [subject], asked: [{ criterion }] }, used)];
  const told = [...knowledge.entities.values()].flatMap((one) =>
    itemsOf(one)
      .map(({ id }) => `${one.id}/${id}`)
      .filter((id) => isOfApi(knowledge, id)),
  );
  const own = told.filter((id) => concerns(knowledge, id, [subject])).slice(0, 3);
  return own.length === 0 ? [] : [reading(material, { kind: 'item', items: own, subjects: [subject] }, used)];
}

/** Named by one everyday word only ("formulaire"): that is little to go by. */
function isEveryday(utterance: Utterance, items: readonly Slot[], id: string): boolean {
  const own = items.filter((slot) => slot.id === id);
  return own.every((slot) => slot.to - slot.from === 1 && (utterance.tokens[slot.from]?.weight ?? 0) < 0.5);
}

/** Items that explain as much are given together, three at most. */
function merged(sorted: readonly Reading[]): Reading[] {
  const [best] = sorted;
  if (best === undefined || best.question.kind !== 'item') return [];
  const equal = sorted.filter((one) => best.score - one.score < 0.001).slice(0, 3);
  const together = equal.flatMap((one) => (one.question.kind === 'item' ? one.question.items : []));
  return [{ ...best, question: { ...best.question, items: together } }, ...sorted.slice(1, 3)];
}
