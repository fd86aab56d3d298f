/** From mentions to slots: which of its meanings each phrase has, in the light of the others and of what was said before. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import type { Meaning, MeaningType, Mention, Utterance } from './meaning.ts';
import type { Asked, Manner } from './question.ts';

/** A meaning and the tokens that carry it. */
export interface Slot {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly strength: Meaning['strength'];
}

/** The slots of an utterance, each list in the order of the text. */
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
  readonly nodes: readonly Slot[];
  readonly outcomes: readonly Slot[];
  readonly unsaid: readonly Slot[];
  readonly products: readonly Slot[];
  readonly cues: ReadonlyMap<string, Slot>;
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
  const active = activeGroups(utterance, knowledge, context);
  const of = (type: MeaningType, strengths: readonly Meaning['strength'][] = ['name', 'weak', 'need']) =>
    utterance.mentions.flatMap((mention) =>
      mention.meanings
        .filter((meaning) => meaning.type === type && strengths.includes(meaning.strength))
        .filter((meaning) => counts(meaning, mention, utterance, knowledge, active))
        .map(
          (meaning): Slot => ({
            id: meaning.id,
            from: mention.from,
            to: mention.to,
            strength: meaning.strength,
          }),
        ),
    );
  const cues = new Map<string, Slot>();
  for (const slot of of('cue')) if (!cues.has(slot.id)) cues.set(slot.id, slot);
  return {
    entities: withoutParents(distinct(of('entity', ['name', 'weak'])), knowledge),
    needs: distinct(of('entity', ['need'])),
    criteria: distinct(of('criterion')),
    values: distinct(of('value')),
    personas: distinct(of('persona')),
    topics: distinct(of('topic')),
    items: distinct(of('item')),
    nodes: distinct(of('node')),
    outcomes: distinct(of('outcome')),
    unsaid: distinct(of('unsaid')),
    products: distinct(of('product')),
    cues,
    manner: mannerOf(utterance, cues),
  };
}

/** Criteria and named values as they are asked: a value brings its criterion, and a criterion named beside it adds nothing. */
export function askedOf(slots: Slots): Asked[] {
  const named = slots.values.map((slot) => {
    const [criterion = '', value = ''] = slot.id.split('/');
    return { criterion, value };
  });
  const bare = slots.criteria.filter((slot) => !named.some((asked) => asked.criterion === slot.id));
  return [...bare.map((slot) => ({ criterion: slot.id })), ...named];
}

/** The larger things whose parts' short names may be understood: `matomo` when it is named or was just spoken of. */
function activeGroups(
  utterance: Utterance,
  knowledge: Knowledge,
  context: Context | undefined,
): ReadonlySet<string> {
  const active = new Set<string>();
  for (const mention of utterance.mentions) {
    for (const meaning of mention.meanings)
      if (meaning.type === 'entity' && meaning.strength !== 'weak') active.add(meaning.id);
  }
  for (const id of context?.subjects ?? []) active.add(knowledge.entities.get(id)?.part_of ?? id);
  return active;
}

/** Whether a meaning holds here. Weak ones hold in their group, or where nothing else explains the words. */
function counts(
  meaning: Meaning,
  mention: Mention,
  utterance: Utterance,
  knowledge: Knowledge,
  active: ReadonlySet<string>,
): boolean {
  const group = (one: Meaning) =>
    one.type === 'entity' ? knowledge.entities.get(one.id)?.part_of : undefined;
  const inGroup = (one: Meaning) => active.has(group(one) ?? '');
  // In its group a short name wins over every other meaning of the same words ("matomo … cegedim").
  const claimed = mention.meanings.find((one) => one.strength === 'weak' && inGroup(one));
  if (claimed !== undefined) return claimed === meaning;
  if (meaning.strength !== 'weak') return true;
  if (mention.meanings.some((one) => one !== meaning && one.strength === 'name')) return false;
  const words = utterance.tokens.slice(mention.from, mention.to);
  // "ds" is also "dans": it counts at an end of the message and where no other subject is named.
  if (words.every((word) => word.weight === 0)) {
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

function distinct(slots: readonly Slot[]): Slot[] {
  return slots.filter((slot, index) => slots.findIndex((other) => other.id === slot.id) === index);
}

/** "Matomo Atlas": the instance is meant, not Matomo; where the parts are named on purpose ("API Entreprise ou …") both stay. */
function withoutParents(entities: readonly Slot[], knowledge: Knowledge): Slot[] {
  return entities.filter(
    (parent) =>
      !entities.some(
        (child) =>
          knowledge.entities.get(child.id)?.part_of === parent.id &&
          (child.strength === 'weak' || child.from === parent.to || child.to === parent.from),
      ),
  );
}

function mannerOf(utterance: Utterance, cues: ReadonlyMap<string, Slot>): Manner {
  const asks =
    utterance.tokens.some((token) => interrogatives.has(token.surface)) ||
    /(^|\s)où\b/iu.test(utterance.text);
  // "est-ce que" and "qu'est-ce que": the first wants a yes or a no, the second does not.
  const estCeQue =
    /(^|[^'’\w])est[- ]ce qu/iu.test(utterance.text) && !/qu['’]est[- ]ce/iu.test(utterance.text);
  const why = cues.has('why');
  const count = cues.has('count');
  return {
    yesNo: (!asks || estCeQue) && !why && !count && !cues.has('definition'),
    permission: cues.has('permission') || cues.has('obligation') || cues.has('verdict'),
    why,
    count,
    question: asks || estCeQue || utterance.text.includes('?') || cues.has('compare'),
  };
}
