/** From mentions to slots: which of its meanings each phrase has, in the light of the others and of what was said before. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { concerns } from './entries.ts';
import type { Meaning, MeaningType, Mention, Utterance } from './meaning.ts';
import type { Asked, Manner } from './question.ts';
import { referredTo } from './references.ts';

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

/** Interrogative words: with one of them the question wants more than a yes or a no. */
const interrogatives = new Set(
  'qui que quoi quel quelle quels quelles koi ki kel kelle comment combien pourquoi pq lequel laquelle lesquels lesquelles what which who where how why when'.split(
    ' ',
  ),
);

/** Fills the slots. `context` is what was said before, when it may still serve. */
export function fillSlots(utterance: Utterance, knowledge: Knowledge, context: Context | undefined): Slots {
  const meant = Map.groupBy(meantIn(utterance, knowledge, context), ({ type }) => type);
  const of = (type: MeaningType): readonly Slot[] => meant.get(type) ?? [];
  const cues = Map.groupBy(
    of('cue').filter((slot) => slot.id !== 'history' || !isPreposition(slot, utterance)),
    (slot) => slot.id,
  );
  const said = of('entity').filter((slot) => slot.strength !== 'need');
  const referred = said.length > 0 ? undefined : referredTo(cues, context, knowledge);
  const named = referred === undefined ? said : [{ ...referred, strength: 'name' as const }];
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
  const lacking = values.filter((slot) => isLacking(slot, utterance));
  const theirs = lacking.map((slot) => ({ ...slot, id: slot.id.split('/')[0] ?? slot.id }));
  return {
    entities,
    needs,
    criteria: [...of('criterion').filter(outside), ...theirs].sort((left, right) => left.from - right.from),
    values: values.filter((slot) => !lacking.includes(slot)),
    personas: of('persona').filter(outside),
    topics: of('topic').filter(
      (slot) =>
        !(cues.get('common-points') ?? []).some((cue) => isWithin(slot, cue)) && !isGenus(slot, entities),
    ),
    items,
    outcomes: of('outcome'),
    unsaid: of('unsaid'),
    products: of('product'),
    cues,
    manner: mannerOf(utterance, cues),
  };
}

/** Every meaning that counts, in the order of the text. */
function meantIn(
  utterance: Utterance,
  knowledge: Knowledge,
  context: Context | undefined,
): (Slot & { readonly type: MeaningType })[] {
  const active = activeGroups(utterance, knowledge, context);
  const definition = isCued(utterance, 'definition');
  return utterance.mentions.flatMap((mention) =>
    mention.meanings
      .filter((meaning) => counts(meaning, mention, utterance, knowledge, active, definition))
      .map(({ type, id, strength }) => ({ type, id, strength, from: mention.from, to: mention.to })),
  );
}

/** "Le commun Ondine": what a product is, said before its name, is not what is asked about. */
const isGenus = ({ strength, to }: Slot, entities: readonly Slot[]): boolean =>
  strength === 'weak' && entities.some(({ from }) => from === to);

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

const governed = new Set('de d que tout toute le la l les un une mon notre nos autre'.split(' '));

/** "Avant de lancer un marché", "avant Matomo": this "avant" says when, not that what was before is asked for. */
function isPreposition(slot: Slot, { tokens, mentions }: Utterance): boolean {
  if (slot.to - slot.from !== 1 || tokens[slot.from]?.surface !== 'avant') return false;
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

/** The larger things whose parts' short names may be understood: `matomo` when it is named or was just spoken of. */
function activeGroups(
  utterance: Utterance,
  knowledge: Knowledge,
  context: Context | undefined,
): ReadonlySet<string> {
  const active = new Set<string>();
  for (const mention of utterance.mentions) {
    for (const meaning of mention.meanings) {
      if (meaning.type !== 'entity' || meaning.strength === 'weak') continue;
      active.add(meaning.id);
      active.add(knowledge.entities.get(meaning.id)?.part_of ?? meaning.id);
    }
  }
  // "et pour Cegedim ?" after Matomo is about the instance; "qui est hébergé chez Cegedim ?" is not.
  const asksCriterion = utterance.mentions.some((mention) =>
    mention.meanings.some((one) => one.type === 'criterion'),
  );
  // Nor would it be, were it not for "celle de": "celle de Cegedim est hébergée où ?".
  const one = utterance.tokens.some(({ surface }) => /^(?:celui|celle|ceux|celles)$/.test(surface));
  if (asksCriterion && !one) return active;
  for (const id of context?.subjects ?? []) active.add(id).add(knowledge.entities.get(id)?.part_of ?? id);
  return active;
}

/** Whether a cue is among all that was recognised, whatever the rest makes of it. */
export function isCued({ mentions }: Utterance, cue: string): boolean {
  return mentions.some(({ meanings }) => meanings.some(({ type, id }) => type === 'cue' && id === cue));
}

const namesCriterion = ({ meanings }: Mention): boolean =>
  meanings.some(({ type, strength }) => type === 'criterion' && strength === 'name');

/** What names a thing of its own; an item's keyword does not take a short name away. */
const naming = new Set<MeaningType>(['entity', 'criterion', 'value', 'persona', 'topic']);

/** Whether a meaning holds here. Weak ones hold in their group, or where nothing else explains the words. */
function counts(
  meaning: Meaning,
  mention: Mention,
  utterance: Utterance,
  knowledge: Knowledge,
  active: ReadonlySet<string>,
  definition: boolean,
): boolean {
  const group = (one: Meaning) =>
    one.type === 'entity' ? knowledge.entities.get(one.id)?.part_of : undefined;
  const inGroup = (one: Meaning) => active.has(group(one) ?? '');
  // In its group a short name wins over every other meaning of the same words ("matomo … cegedim").
  const claimed = mention.meanings.find((one) => one.strength === 'weak' && inGroup(one));
  if (claimed !== undefined) return claimed === meaning;
  // "FabNum, ça veut dire quoi ?" asks about the term, whatever else goes by that short name.
  const isTerm = (one: Meaning) => one.type === 'topic' && one.strength === 'weak';
  if (definition && mention.meanings.some(isTerm)) return isTerm(meaning);
  if (meaning.strength !== 'weak') return true;
  // "traduire", "le chef valide": of a product that is named or was just spoken of.
  if (meaning.type === 'item') return [...active].some((entity) => concerns(knowledge, meaning.id, [entity]));
  // "le code … est-il open source": what the short word may mean is said in full elsewhere.
  const same = (one: Meaning) =>
    one.strength === 'name' && one.type === meaning.type && one.id === meaning.id;
  if (utterance.mentions.some((other) => other !== mention && other.meanings.some(same))) return true;
  const rival = (one: Meaning) => one !== meaning && one.strength === 'name' && naming.has(one.type);
  if (mention.meanings.some(rival)) return false;
  const words = utterance.tokens.slice(mention.from, mention.to);
  const isFunctional = words.every((word) => word.weight === 0);
  // "Qui est HDS ?" asks for no owner.
  const next = utterance.mentions.filter(({ from }) => from === mention.to);
  if (meaning.type === 'criterion' && isFunctional && next.some(namesCriterion)) return false;
  // "ds" is also "dans": it counts at an end of the message and where no other subject is named.
  if (meaning.type === 'entity' && isFunctional) {
    const atEnd = mention.from === 0 || mention.to === utterance.tokens.length;
    return (
      atEnd &&
      !utterance.mentions.some(
        (other) =>
          other !== mention && other.meanings.some((one) => one.type === 'entity' && one.strength === 'name'),
      )
    );
  }
  return true;
}

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

/** "On me dit que c'est open source ?": only where a sentence begins, or in "ce que", does "que" ask. */
function isConjunction({ tokens }: Utterance, at: number): boolean {
  if (at === 0 || !/^qu?e?$/.test(tokens[at]?.surface ?? '')) return false;
  return !/^(?:ce|et|mais|alors|donc|coup|or|bonjour|salut|hello)$/.test(tokens[at - 1]?.surface ?? '');
}

function mannerOf(utterance: Utterance, cues: ReadonlyMap<string, readonly Slot[]>): Manner {
  const asks =
    utterance.tokens.some(
      (token, at) => interrogatives.has(token.surface) && !isConjunction(utterance, at),
    ) || /(^|\s)où(?!\p{L})/iu.test(utterance.text);
  // "est-ce que" and "qu'est-ce que": the first wants a yes or a no, the second does not.
  const estCeQue =
    /(^|[^'’\w])est[- ]ce qu/iu.test(utterance.text) && !/qu['’]est[- ]ce/iu.test(utterance.text);
  const exclusive = cues.has('only') || cues.has('obligation');
  const why = cues.has('why');
  const count = cues.has('count');
  return {
    yesNo: (!asks || estCeQue) && !why && !count && !cues.has('definition'),
    permission: cues.has('permission') || cues.has('obligation') || cues.has('verdict'),
    why,
    count,
    meaning: cues.has('definition'),
    ...(cues.has('beyond') ? { bound: 'beyond' as const } : exclusive && { bound: 'only' as const }),
    question: asks || estCeQue || utterance.text.includes('?') || cues.has('compare'),
  };
}
