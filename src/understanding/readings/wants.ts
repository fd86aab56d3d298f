/** Readings found by what is wanted: features and limits, what serves a need, lists. */
import { concerns, isOfApi, itemsOf } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import { type ListName, lists, type Question } from '../question.ts';
import type { Hit } from '../search.ts';
import { ids, isWithin, type Slot } from '../slots.ts';
import { cued, evidence, guessed, inside, type Material, manners, type Reading, reading } from './reading.ts';

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

/** The cue that names each list. */
export const listCues: Readonly<Record<ListName, string>> = {
  api: 'kind-api',
  common: 'kind-common',
  framework: 'kind-framework',
  backend: 'kind-backend',
  'matomo-instance': 'kind-matomo',
  decision: 'kind-decision',
  discarded: 'discarded',
  source: 'sources',
  watch: 'watch',
  criterion: 'kind-criterion',
};

/** Lists, with or without a scope. */
export function listReadings(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const scopes = ['public', 'interministerial', 'internal'] as const;
  const scope = scopes.find((one) => slots.cues.has(`scope-${one}`));
  const scopeCues = scope === undefined ? [] : cued(material, `scope-${scope}`);
  const wanted = new Set(lists.filter((list) => slots.cues.has(listCues[list])));
  if (wanted.size === 0 && scope !== undefined) wanted.add('common');
  if (slots.entities.length > 0) wanted.delete('discarded');
  if (isInstanceOfAnother(material)) wanted.delete('matomo-instance');
  // Asked for as a list, or counted: that is what is wanted, rather than one of its members.
  const askedFor = slots.cues.has('list') || slots.manner.count;
  const other = slots.manner.meaning || slots.cues.has('obligation');
  const wished = other ? -0.15 : askedFor ? 0.12 : 0;
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
      'examples',
      'kind-common',
      'compare',
      ...manners,
    );
    // "rejeté par la DNUM": who decides says nothing about which list.
    const terms = slots.topics.filter((slot) => knowledge.topics.get(slot.id)?.kind === 'term');
    const made = reading(material, question, [...cues, ...scopeCues, ...parents, ...terms]);
    return { ...made, score: made.score + wished };
  });
}

/** "Celui de Mon Suivi Social est sur l'instance partagée ?": of something else that is named, or was spoken of. */
function isInstanceOfAnother({ slots, context, knowledge }: Material): boolean {
  const parts = [...knowledge.entities.values()].filter(({ kind }) => kind === 'matomo-instance');
  const isMatomo = (id: string) => parts.some((part) => part.id === id || part.part_of === id);
  if (slots.entities.length > 0) return false;
  if (
    slots.topics.some(({ id, strength }) => strength === 'name' && knowledge.topics.get(id)?.kind === 'term')
  )
    return true;
  const { subjects = [], topics = [] } = context ?? {};
  const isAbout = (id: string) => knowledge.topics.get(id)?.about.some(isMatomo) === true;
  return subjects.length + topics.length > 0 && !subjects.some(isMatomo) && !topics.some(isAbout);
}

/** "Celles pour la santé ?", after a list; "je voulais dire les établissements", after an API: those of them that the words name. */
export function amongListed(material: Material): Reading[] {
  const { slots, utterance, search, context, knowledge } = material;
  const kindOf = (id: string) => knowledge.entities.get(id)?.kind;
  const before = context?.subjects ?? [];
  const isList = context?.kind === 'list' && before.length > 1;
  const isApi = before.length > 0 && before.every((id) => kindOf(id) === 'api');
  if (slots.entities.length > 0 || !(isList || isApi)) return [];
  const cues = cued(material, 'kind-api', 'kind-framework', 'kind-common', ...manners);
  const asked = [...utterance.tokens.keys()].filter(
    (index) => (utterance.tokens[index]?.weight ?? 0) > 0 && !inside(cues, index),
  );
  const those = search.find(utterance, new Set(['entity'] as const)).flatMap(({ entry, explained }) => {
    const { id } = entry.meaning;
    const isMeant = isList ? before.includes(id) : kindOf(id) === 'api';
    return isMeant && asked.every((index) => explained.has(index)) ? [id] : [];
  });
  const isSame = those.length === before.length && those.every((id) => before.includes(id));
  if (asked.length === 0 || those.length === 0 || isSame) return [];
  const made = reading(material, { kind: 'need', entities: those, outcomes: [] }, cues, asked);
  return [{ ...made, guessed: true, score: made.score - guessed }];
}

/** The lists whose members are of one kind. */
const kinds = ['api', 'common', 'framework', 'backend', 'matomo-instance'] as const;

/** "Grist est un commun numérique ?": whether what is named belongs to a list. */
export function memberships(material: Material): Reading[] {
  const { slots } = material;
  const subjects = ids(slots.entities.filter(({ strength }) => strength !== 'need'));
  const belongs = cued(material, 'belongs');
  if (subjects.length === 0 || belongs.length === 0 || !slots.manner.yesNo) return [];
  return kinds.flatMap((list) => {
    // Said of the kind that follows: "est-ce que Grist, qui est un tableur, est un commun ?".
    const named = cued(material, listCues[list]).filter((kind) =>
      belongs.some(({ from, to }) => from <= kind.from && kind.from <= to),
    );
    if (named.length === 0) return [];
    const about = slots.entities.filter(({ id }) => subjects.includes(id));
    return [
      reading(material, { kind: 'membership', list, subjects }, [
        ...about,
        ...belongs,
        ...named,
        ...cued(material, ...manners),
      ]),
    ];
  });
}
