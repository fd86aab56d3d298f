/** From mentions to slots: which of its meanings each phrase has, in the light of the others and of what was said before. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { concerns } from './entries.ts';
import { mannerOf } from './manner.ts';
import type { Meaning, MeaningType, Utterance } from './meaning.ts';
import { meantIn } from './meant.ts';
import type { Asked, Manner } from './question.ts';
import { otherThan, referredTo } from './references.ts';

/** A meaning and the tokens that carry it. */
export interface Slot {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly strength: Meaning['strength'];
}

/** The slots of an utterance, each list in the order of the text; the same thing named twice stands twice. */
export interface Slots {
  readonly entities: readonly Slot[];
  /** Entities by a need they serve. */
  readonly needs: readonly Slot[];
  readonly criteria: readonly Slot[];
  /** As `criterion/value`. */
  readonly values: readonly Slot[];
  readonly personas: readonly Slot[];
  readonly topics: readonly Slot[];
  readonly items: readonly Slot[];
  readonly outcomes: readonly Slot[];
  readonly unsaid: readonly Slot[];
  readonly products: readonly Slot[];
  readonly cues: ReadonlyMap<string, readonly Slot[]>;
  readonly manner: Manner;
}

/** Fills the slots. `context` is what was said before, when it may still serve. */
export function fillSlots(utterance: Utterance, knowledge: Knowledge, context: Context | undefined): Slots {
  const meant = Map.groupBy(meantIn(utterance, knowledge, context), ({ type }) => type);
  const of = (type: MeaningType): readonly Slot[] => meant.get(type) ?? [];
  const cues = Map.groupBy(
    of('cue').filter(
      (slot) =>
        !(slot.id === 'history' && isPreposition(slot, utterance)) && !isPartOfChoice(slot, of('cue')),
    ),
    (slot) => slot.id,
  );
  const said = of('entity').filter((slot) => slot.strength !== 'need');
  const referred = said.length > 0 ? otherThan(said, cues, knowledge) : referredTo(cues, context, knowledge);
  const named = referred === undefined ? said : [...said, { ...referred, strength: 'name' as const }];
  const needs = of('entity').filter((slot) => slot.strength === 'need');
  // "Les deux, Ondine et Grist" are named: a name is a description only where it stands alone.
  const both = pairs(ids(named).length === 1 ? of('entity') : needs, utterance, knowledge);
  const entities = subjectsOf([...named, ...both], knowledge, cues).filter(
    (slot) => !isSaidOf(slot, of('item'), context, knowledge),
  );
  // "l'adresse internet de DN" asks for a link, not for what it does with addresses.
  const items = of('item').filter((slot) => !(cues.get('link') ?? []).some((cue) => isWithin(slot, cue)));
  // "éditeur de formulaire" names a feature of the subject: the criterion and the profile that stand inside it are not meant.
  const own = items.filter((item) => entities.some(({ id }) => item.id.startsWith(`${id}/`)));
  const outside = (slot: Slot) =>
    !own.some((item) => isWithin(slot, item)) &&
    !both.some(({ from, to }) => slot.from >= from && slot.to <= to);
  const values = of('value').filter(outside);
  const lacking = values.filter(
    (slot) =>
      isLacking(slot, utterance) ||
      (entities.length === 0 && isElsewhere(slot, utterance)) ||
      isEither(slot, values, utterance),
  );
  const theirs = lacking.map((slot) => ({ ...slot, id: slot.id.split('/')[0] ?? slot.id }));
  return {
    entities,
    needs,
    criteria: [...of('criterion').filter(outside), ...theirs].sort((left, right) => left.from - right.from),
    values: values.filter((slot) => !lacking.includes(slot)),
    personas: of('persona').filter(outside),
    topics: of('topic').filter(
      (slot) =>
        !(cues.get('common-points') ?? []).some((cue) => isWithin(slot, cue)) &&
        !isGenus(slot, entities) &&
        !isKindOf(slot, cues, [...entities, ...needs], knowledge),
    ),
    items,
    outcomes: of('outcome'),
    unsaid: of('unsaid').filter((slot, _, all) => !all.some((other) => isLonger(other, slot))),
    products: of('product'),
    cues,
    manner: mannerOf(utterance, cues, entities),
  };
}

/** "C'est combien de lignes" asks for "combien de lignes", and not for "c'est combien". */
const isLonger = (other: Slot, slot: Slot): boolean =>
  other.from < slot.to && slot.from < other.to && other.to - other.from > slot.to - slot.from;

/** "Le commun Ondine": what a product is, said before its name, is not what is asked about. */
const isGenus = ({ strength, to }: Slot, entities: readonly Slot[]): boolean =>
  strength === 'weak' && entities.some(({ from }) => from === to);

/** "Quel framework pour un chatbot ?": beside one of a kind, the name of the kind asks for no list of it. */
function isKindOf(
  { from, to }: Slot,
  cues: ReadonlyMap<string, readonly Slot[]>,
  entities: readonly Slot[],
  knowledge: Knowledge,
): boolean {
  const isKind = (cues.get('kind-framework') ?? []).some((cue) => cue.from < to && from < cue.to);
  return isKind && entities.some(({ id }) => knowledge.entities.get(id)?.kind === 'framework');
}

const twoWords = new Set(['deux', '2', 'two', 'both']);
/** "Deux choses sur DN": what is counted stands before these. */
const apart = new Set(['sur', 'about']);

/**
 * "Les deux CMS", "les deux outils de dématérialisation": the two that the guide compares, when what they serve or a general
 * name ("plateformes de démarches") names one of them.
 */
function pairs(described: readonly Slot[], utterance: Utterance, knowledge: Knowledge): Slot[] {
  const before = (slot: Slot) => utterance.tokens.slice(Math.max(0, slot.from - 3), slot.from);
  const counted = described.filter((slot) => {
    const at = before(slot).findLastIndex(({ surface }) => twoWords.has(surface));
    return (
      at >= 0 &&
      before(slot)
        .slice(at + 1)
        .every(({ weight, surface }) => weight === 0 && !apart.has(surface))
    );
  });
  const [first] = counted;
  const pair = knowledge.comparisons.find(
    ({ subjects }) => subjects.length === 2 && counted.some((slot) => subjects.includes(slot.id)),
  );
  if (first === undefined || pair === undefined) return [];
  return pair.subjects.map((id) => ({ ...first, id, strength: 'name' as const }));
}

/** "Pas de RIE chez moi", "sans le réseau de l'État": it is not asked whether that is the value, but what the value is. */
export function isLacking({ from }: Slot, { tokens }: Utterance): boolean {
  const [first, second] = [tokens[from - 1]?.surface ?? '', tokens[from - 2]?.surface ?? ''];
  return first === 'sans' || (/^(?:de|d|le|la|l)$/.test(first) && /^(?:pas|sans)$/.test(second));
}

const places = new Set('sur dans chez via par au a le la l les'.split(' '));

/** "Mes agents ne sont pas sur le RIE": of nobody in particular, what is not there asks what there is instead. */
function isElsewhere({ from }: Slot, { tokens }: Utterance): boolean {
  const at = tokens.slice(0, from).findLastIndex(({ surface }) => !places.has(surface));
  return at < from - 1 && /^(?:pas|jamais|hors)$/.test(tokens[at]?.surface ?? '');
}

/** "OVH ou Cegedim ?", "12 mois ou 36 ?": which of several values is asked, not each of them. */
function isEither(value: Slot, values: readonly Slot[], { tokens }: Utterance): boolean {
  const [criterion] = value.id.split('/');
  return values.some((other) => {
    const [first, second] = other.from < value.from ? [other, value] : [value, other];
    const joined = tokens
      .slice(first.to, second.from)
      .some(({ surface }) => surface === 'ou' || surface === 'or');
    return other.id !== value.id && joined && other.id.split('/')[0] === criterion;
  });
}

const governed = new Set('de d que tout toute le la l les un une mon notre nos autre'.split(' '));

/** "C'est quoi l'outil avec un champ RPPS ?" looks for one. */
const isPartOfChoice = (slot: Slot, cues: readonly Slot[]): boolean =>
  slot.id === 'definition' && cues.some((cue) => cue.id === 'which' && isWithin(slot, cue));

/** "C'était", "avait": verbs by which what was before is asked for. */
const imperfect =
  /(?:^|[\s'’])(?:était|etait|étaient|etaient|avait|avaient|disait|utilisait|fallait)(?!\p{L})/iu;

/** "Avant de lancer un marché", "avant Matomo": this "avant" says when, not that what was before is asked for; "avant, DN c'était quoi ?" does. */
function isPreposition(slot: Slot, { text, tokens, mentions }: Utterance): boolean {
  if (slot.to - slot.from !== 1 || tokens[slot.from]?.surface !== 'avant') return false;
  if (imperfect.test(text)) return false;
  const next = tokens[slot.to];
  const named = mentions.some(
    ({ from, meanings }) => from === slot.to && meanings.some(({ type }) => type === 'entity'),
  );
  return next !== undefined && (named || governed.has(next.surface));
}

/** Whether a slot is a part of another, and not all of it. */
export function isWithin(part: Slot, whole: Slot): boolean {
  return part.from >= whole.from && part.to <= whole.to && part.to - part.from < whole.to - whole.from;
}

/** Ids of some slots, each once. */
export function ids(slots: readonly Slot[]): string[] {
  return [...new Set(slots.map((slot) => slot.id))];
}

/**
 * Criteria and named values as they are asked. A value brings its criterion, and a criterion named beside it adds nothing.
 * Words that may name several ("Cegedim" hosts and operates) name the one that is said elsewhere, else the first for which
 * one of the subjects has a fact, else the first.
 */
export function askedOf(slots: Slots, knowledge: Knowledge, subjects: readonly string[]): Asked[] {
  const parsed = [...slots.criteria, ...slots.values]
    .map((slot) => {
      const [criterion = '', value] = slot.id.split('/');
      return { slot, asked: { criterion, ...(value === undefined ? {} : { value }) } };
    })
    // A value says more than the criterion that its words name too ("champ NIR").
    .sort(
      (left, right) =>
        left.slot.from - right.slot.from ||
        Number(left.asked.value === undefined) - Number(right.asked.value === undefined),
    );
  const held = (criterion: string) =>
    subjects.some((id) => {
      const facts = knowledge.entities.get(id)?.facts ?? {};
      return [criterion, ...(knowledge.criteria.get(criterion)?.equivalents ?? [])].some(
        (one) => facts[one] !== undefined,
      );
    });
  const chosen: typeof parsed = [];
  for (const one of parsed) {
    const rivals = parsed.filter((other) => other.slot.from < one.slot.to && one.slot.from < other.slot.to);
    const elsewhere = rivals.find((rival) =>
      parsed.some((other) => !rivals.includes(other) && other.asked.criterion === rival.asked.criterion),
    );
    const best = elsewhere ?? rivals.find((rival) => held(rival.asked.criterion)) ?? rivals[0];
    if (best === one && !chosen.some((other) => sameAsked(other.asked, one.asked))) chosen.push(one);
  }
  // Beside a criterion that is named in full, a short word counts only where the subject has such a fact.
  const full = chosen.filter(({ slot, asked }) => slot.strength === 'name' || held(asked.criterion));
  const kept = (full.length > 0 || subjects.length > 0 ? full : chosen).map(({ asked }) => asked);
  return kept.filter(
    (asked) =>
      asked.value !== undefined ||
      !kept.some((other) => other.criterion === asked.criterion && other.value !== undefined),
  );
}

const sameAsked = (left: Asked, right: Asked) =>
  left.criterion === right.criterion && left.value === right.value;

/**
 * The subjects: without the larger thing beside its part, and without a family of frameworks ("workflow", "API gateway")
 * beside a product, of which it then is a side, unless the two are compared.
 */
function subjectsOf(
  entities: readonly Slot[],
  knowledge: Knowledge,
  cues: ReadonlyMap<string, readonly Slot[]>,
): Slot[] {
  const found = withoutParents(entities, knowledge, cues.has('compare'));
  const isFamily = (slot: Slot) => {
    const entity = knowledge.entities.get(slot.id);
    return entity?.kind === 'framework' && entity.part_of === undefined;
  };
  const products = found.filter((slot) => !isFamily(slot));
  return products.length === 0 || cues.has('compare') ? found : products;
}

/** "Pourquoi pas de workflow ?" after a product's limits is about the one that names it, not about the family of frameworks. */
function isSaidOf(
  { id, from }: Slot,
  items: readonly Slot[],
  context: Context | undefined,
  knowledge: Knowledge,
): boolean {
  const { kind, part_of: whole } = knowledge.entities.get(id) ?? {};
  const subjects = context?.subjects ?? [];
  if (kind !== 'framework' || whole !== undefined || subjects.length === 0) return false;
  return items.some((item) => item.from <= from && from < item.to && concerns(knowledge, item.id, subjects));
}

/** "Matomo Atlas": the instance is meant, not Matomo; where the parts are named on purpose ("API Entreprise ou …") both stay. */
function withoutParents(entities: readonly Slot[], knowledge: Knowledge, compared: boolean): Slot[] {
  return entities.filter(
    (parent) =>
      !entities.some(
        (child) =>
          knowledge.entities.get(child.id)?.part_of === parent.id &&
          (child.strength === 'weak' ||
            (!compared && (child.from === parent.to || child.to === parent.from))),
      ),
  );
}
