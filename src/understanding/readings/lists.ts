/** Readings about lists: all of a kind, whether something belongs to it, some of those that were listed. */
import { type ListName, lists, type Question } from '../question.ts';
import { ids } from '../slots.ts';
import { cued, guessed, inside, type Material, manners, type Reading, reading } from './reading.ts';

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
