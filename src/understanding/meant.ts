/** Which of its meanings each phrase of a message has, in the light of the others and of what was said before. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { concerns } from './entries.ts';
import type { Meaning, MeaningType, Mention, Utterance } from './meaning.ts';

/** A meaning that counts, and the tokens that carry it. `from` is included, `to` is not. */
export interface Meant extends Meaning {
  readonly from: number;
  readonly to: number;
}

/** Every meaning that counts, in the order of the text. */
export function meantIn(utterance: Utterance, knowledge: Knowledge, context: Context | undefined): Meant[] {
  const active = activeGroups(utterance, knowledge, context);
  const definition = isCued(utterance, 'definition');
  return utterance.mentions.flatMap((mention) =>
    mention.meanings
      .filter((meaning) => counts(meaning, mention, utterance, knowledge, active, definition))
      .map(({ type, id, strength }) => ({ type, id, strength, from: mention.from, to: mention.to })),
  );
}

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

/** "Qui est HDS ?", "qui fait les montées de version ?": what stands before a criterion that is named asks for no other. */
function leadsTo({ to }: Mention, { mentions, tokens }: Utterance): boolean {
  const next = mentions.find(
    ({ from, meanings }) =>
      from >= to && meanings.some(({ type, strength }) => type === 'criterion' && strength === 'name'),
  );
  // An article may stand between them.
  return next !== undefined && next.from <= to + 1 && (tokens[to]?.weight === 0 || next.from === to);
}

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
  if (claimed !== undefined && !isPlaceOf(mention, group(claimed), utterance, group))
    return claimed === meaning;
  // "FabNum, ça veut dire quoi ?" asks about the term, whatever else goes by that short name.
  const isTerm = (one: Meaning) => one.type === 'topic' && one.strength === 'weak';
  if (definition && mention.meanings.some(isTerm)) return isTerm(meaning);
  if (meaning.type === 'product') return !isCommonNoun(mention, utterance);
  if (meaning.strength !== 'weak') return true;
  // "La DNUM me parle de DN": a direction is a value where its criterion is asked ("porté par la DNUM ?").
  if (meaning.type === 'value' && asksOf(meaning.id.split('/')[0], utterance)) return true;
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
  if (meaning.type === 'criterion' && isFunctional && leadsTo(mention, utterance)) return false;
  if (meaning.type === 'entity' && isFunctional) return countsAsName(meaning, mention, utterance);
  return true;
}

/** "La notion de commun", "les teams produit": a noun in lower case after an article is no product. */
function isCommonNoun({ from, to }: Mention, { tokens }: Utterance): boolean {
  const word = tokens[from]?.original ?? '';
  return (
    to - from === 1 &&
    /^\p{Ll}/u.test(word) &&
    /^(?:la|les|une|des|cette|ces)$/.test(tokens[from - 1]?.surface ?? '')
  );
}

/** Whether a criterion is named in a message, in whatever words. */
const asksOf = (criterion: string | undefined, { mentions }: Utterance): boolean =>
  mentions.some(({ meanings }) => meanings.some(({ type, id }) => type === 'criterion' && id === criterion));

/** "Matomo DICOM est chez Cegedim ?": beside another part that is named in full, "chez" says where that one is. */
function isPlaceOf(
  { from }: Mention,
  whole: string | undefined,
  { mentions, tokens }: Utterance,
  group: (one: Meaning) => string | undefined,
): boolean {
  const isOther = (one: Meaning) => one.strength === 'name' && one.type === 'entity' && group(one) === whole;
  return tokens[from - 1]?.surface === 'chez' && mentions.some(({ meanings }) => meanings.some(isOther));
}

const between = new Set(['ou', 'or', 'vs', 'versus', 'contre']);

/**
 * "ds" is also "dans": it counts at an end of the message and where no other subject is named; where one is that it may stand for, beside
 * an "ou", it is the other ("DN ou DS ?").
 */
function countsAsName(
  meaning: Meaning,
  { from, to, meanings }: Mention,
  { mentions, tokens }: Utterance,
): boolean {
  const named = mentions.flatMap((other) =>
    other.meanings.flatMap(({ type, strength, id }) =>
      type === 'entity' && strength === 'name' ? [id] : [],
    ),
  );
  if (named.length === 0) return from === 0 || to === tokens.length;
  // "Entre DN et DS"
  const isLast = to === tokens.length && tokens[from - 1]?.surface === 'et';
  const isChoice =
    isLast || [tokens[from - 1], tokens[to]].some((token) => between.has(token?.surface ?? ''));
  return isChoice && !named.includes(meaning.id) && meanings.some(({ id }) => named.includes(id));
}
