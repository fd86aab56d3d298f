/** Readings about facts: criteria with or without a subject, constraints. */

import type { Entry } from '../entries.ts';
import type { Asked, Question } from '../question.ts';
import { weigh } from '../search.ts';
import { askedOf, ids, isLacking, type Slot, type Slots } from '../slots.ts';
import { cued, evidence, guessed, inside, type Material, manners, type Reading, reading } from './reading.ts';

/** What is asked of the products for a need is rather asked of these than of all. */
const comparing = 0.05;
/** The least that the name of a need weighs: "communication" is no CMS. */
const telling = 0.5;
/** A coverage that is not answered without a reserve. */
const unsure = 0.89;

/** Criteria or values, of the subjects named or of those just spoken of, or of everything. */
export function criteria(material: Material): Reading[] {
  const { slots, context, knowledge } = material;
  const own = ids(slots.entities);
  const before = own.length > 0 ? own : (context?.subjects ?? []).filter((id) => knowledge.entities.has(id));
  const asked = askedOf(slots, knowledge, before);
  // A short or ambiguous word alone ("code") may mean anything.
  const named = [...slots.criteria, ...slots.values].some((slot) => slot.strength === 'name');
  // "quelle API pour la carte vitale" asks for an API, whatever one of its words may be a short name of.
  const wantsApi = own.length === 0 && !named && slots.cues.has('kind-api');
  if (asked.length === 0 || wantsApi || itemsSayIt(material, before, asked)) return factsByCoverage(material);
  // "personne pour les montées de version d'un CMS : lequel ?": a short word that names what is wanted belongs to the question.
  const needed = slots.criteria.filter(({ from }) => slots.needs.some((need) => need.from === from));
  const heard = [...asking(slots, asked), ...(before.length > 0 ? [] : needed)];
  const used = [...heard, ...slots.personas, ...cued(material, ...manners)];
  if (own.length > 0) {
    const question = criterionOf(material, own, asked);
    const explained = [...used, ...slots.entities];
    const bare = reading(material, question, explained);
    if (!named || asked.length > 1 || bare.coverage > unsure) return [bare, ...factsByCoverage(material)];
    // "Un site SF, on l'héberge où ?": the words of its own description may be explained by it, those that ask for what was before may not.
    const past = cued(material, 'history');
    const described = own
      .flatMap((id) => material.search.ownWords(material.utterance, 'entity', id))
      .filter((index) => !inside(past, index));
    const full = reading(material, question, explained, described);
    const made = { ...full, coverage: Math.min(full.coverage, unsure) };
    return [made, ...factsByCoverage(material)];
  }
  const made: Reading[] = [];
  // "Lequel a ProConnect ?" after several, or after what has parts, asks it of these, "quel outil a ProConnect ?" of all.
  const isWhole = [...knowledge.entities.values()].some((part) => part.part_of === before[0]);
  const these =
    (before.length > 1 && (slots.cues.has('pronoun') || slots.cues.has('which-of'))) ||
    (before.length === 1 && isWhole && slots.cues.has('which-of'));
  const goesOn = context?.open === true && !slots.cues.has('pronoun');
  const open = (slots.cues.has('which') && !these) || goesOn;
  // "C'est quoi HDS ?" asks for the term, whatever was spoken of before; "c'est quoi sa stack ?" does not.
  const asksTerm = slots.cues.has('definition') && !isPossessed(material);
  if (before.length > 0 && !open && !asksTerm) {
    made.push(
      reading(material, criterionOf(material, before, asked), [...used, ...cued(material, 'definition')]),
    );
  } else if (!asksTerm) {
    // "la recherche du site regarde aussi dans les pièces jointes ?": words of its other names are explained by it.
    const own = asked.flatMap(({ criterion }) =>
      material.search.ownWords(material.utterance, 'criterion', criterion),
    );
    const one = reading(material, criterionOf(material, [], asked), used, own);
    // So may several texts without a subject.
    const isServed = slots.cues.has('kind-api') && slots.needs.length > 0;
    // "Une API pour le RNA ?": who serves it is asked for, and that is no value of others.
    const doubt = (named ? 0 : guessed) + (isServed ? 0.3 : 0);
    // "Une API pour le numéro de sécu ?" looks for an API, unless the criterion is one.
    const otherApi = slots.cues.has('kind-api') && !asked.some(({ criterion }) => isApi(material, criterion));
    const doubtful = !named || otherApi || (asked.length > 1 && !canConstrain(material, asked));
    made.push({ ...one, doubtful, score: one.score - doubt });
    const served = slots.cues.has('kind-api') || !named ? undefined : serving(material, asked);
    if (served !== undefined) {
      const bare = reading(material, criterionOf(material, served.subjects, asked), [
        ...used,
        ...served.slots,
      ]);
      // "Ma demande de télétravail": where no product is looked for, it may be another need.
      const isWish = wanted(material) || material.utterance.tokens.some(({ stem }) => stem === 'quel');
      const coverage = isWish ? bare.coverage : Math.min(bare.coverage, unsure);
      made.push({ ...bare, coverage, doubtful, guessed: !isWish, score: bare.score - doubt + comparing });
    }
    if (!isDenied(material) && canConstrain(material, asked) && (asked.length > 1 || wanted(material))) {
      const constraints: Question = { kind: 'constraints', asked };
      const all = reading(material, constraints, [
        ...used,
        ...(served === undefined ? [] : slots.needs),
        ...cued(material, 'kind-backend'),
      ]);
      made.push({ ...all, doubtful: !named, score: all.score - doubt });
    }
  }
  if (asksTerm && slots.criteria[0] !== undefined) {
    const question: Question = { kind: 'term', criterion: slots.criteria[0].id };
    made.push(reading(material, question, [slots.criteria[0], ...cued(material, 'definition')]));
  }
  return made;
}

/** What is asked of the products for a need that is named. */
interface Served {
  readonly subjects: readonly string[];
  readonly asked: readonly Asked[];
  /** By what they are named. */
  readonly slots: readonly Slot[];
}

/** "Un CMS open source": the products for that, and those that the guide compares them with; where it has such a fact of one. */
function serving({ slots, utterance, knowledge }: Material, all: readonly Asked[]): Served | undefined {
  const overlap = (one: Slot, other: Slot) => one.from < other.to && other.from < one.to;
  const needs = [...slots.needs, ...slots.outcomes].filter(
    ({ from, to }) =>
      weigh(
        utterance,
        Array.from({ length: to - from }, (_, at) => from + at),
      ) >= telling,
  );
  // What is wanted ("CMS") is not asked of it.
  const isNeed = ({ criterion }: Asked) =>
    slots.criteria.some((slot) => slot.id === criterion && needs.some((one) => overlap(one, slot)));
  const asked = all.filter((one) => !isNeed(one));
  const heard = asking(slots, asked).filter(({ id }) =>
    asked.some(({ criterion }) => criterion === id.split('/')[0]),
  );
  const free = needs.filter((slot) => !heard.some((one) => overlap(one, slot)));
  const serve = free.flatMap(
    ({ id }) => knowledge.tree.outcomes.find((leaf) => leaf.id === id)?.entities ?? [id],
  );
  const isApi = serve.some((id) => knowledge.entities.get(id)?.kind === 'api');
  if (serve.length === 0 || asked.length === 0 || isApi) return undefined;
  // A leaf of the tree is for some of those that the guide compares: "quelle démarche en ligne est HDS ?"
  const isLeaf = free.some((slot) => slots.outcomes.includes(slot));
  const kindOf = (id: string) => knowledge.entities.get(id)?.kind;
  const compared = knowledge.comparisons.find(
    ({ subjects }) => serve.every((id) => subjects.includes(id)) && new Set(subjects.map(kindOf)).size === 1,
  );
  const subjects = (isLeaf ? compared?.subjects : undefined) ?? [...new Set(serve)];
  const isHeld = asked.every(({ criterion }) =>
    subjects.some((id) => knowledge.entities.get(id)?.facts[criterion] !== undefined),
  );
  return isHeld ? { subjects, asked, slots: free } : undefined;
}

/** Criteria of some subjects, and the profile that is named where they say nothing of it. */
function criterionOf(
  { slots, knowledge }: Material,
  subjects: readonly string[],
  asked: readonly Asked[],
): Question {
  const told = asked.map(({ criterion }) => knowledge.criteria.get(criterion)?.personas ?? []);
  const named = ids(slots.personas);
  const isForeign = told.every(
    (profiles) => profiles.length > 0 && !named.some((id) => profiles.includes(id)),
  );
  const [persona] = isForeign ? named : [];
  return { kind: 'criterion', subjects, asked, ...(persona === undefined ? {} : { persona }) };
}

/** The words by which criteria and values are asked; a short one that nothing came of ("recherche") explains nothing. */
export function asking({ criteria, values }: Slots, asked: readonly Asked[]): Slot[] {
  return [...criteria, ...values].filter(
    ({ id, strength }) =>
      strength === 'name' || asked.some(({ criterion }) => criterion === id.split('/')[0]),
  );
}

/** The guide has no such fact about them, but a feature or a limit by that name ("proconnect grist"). */
function itemsSayIt(
  { slots, knowledge }: Material,
  subjects: readonly string[],
  asked: readonly Asked[],
): boolean {
  const held = asked.some(({ criterion }) =>
    [criterion, ...(knowledge.criteria.get(criterion)?.equivalents ?? [])].some((one) =>
      subjects.some((id) => knowledge.entities.get(id)?.facts[one] !== undefined),
    ),
  );
  const named = [...slots.criteria, ...slots.values];
  return (
    !held &&
    slots.items.some(
      (item) =>
        subjects.includes(item.id.split('/')[0] ?? '') &&
        named.some((slot) => item.from < slot.to && slot.from < item.to),
    )
  );
}

/** "API pour usage CMS headless". */
const isApi = ({ knowledge }: Material, criterion: string): boolean =>
  knowledge.criteria.get(criterion)?.label.startsWith('API') === true;

const possessives = /^(?:sa|son|ses|leurs?|its|their)$/;

/** "Sa stack technique", "their hosting": a criterion of what was just spoken of. */
const isPossessed = ({ slots, utterance }: Material): boolean =>
  slots.criteria.some(({ from }) => possessives.test(utterance.tokens[from - 1]?.surface ?? ''));

/** Each is a yes or a no, or a value that was named: something to look for. */
function canConstrain({ knowledge }: Material, asked: readonly Asked[]): boolean {
  return asked.every(
    (one) => one.value !== undefined || knowledge.criteria.get(one.criterion)?.type === 'yes-no',
  );
}

/** "Lesquels n'ont pas FranceConnect ?", "une solution sans FranceConnect": who has it is not who is looked for. */
function isDenied({ slots, utterance }: Material): boolean {
  return slots.criteria.some(
    (slot) => isLacking(slot, utterance) || utterance.tokens[slot.from - 1]?.surface === 'pas',
  );
}

/** A product is looked for: "lequel …", "il nous faut …". */
function wanted({ slots }: Material): boolean {
  return (slots.cues.has('which') || slots.cues.has('project')) && !slots.manner.why;
}

const factTypes = new Set(['fact'] as const);

/**
 * Whether some words tell of a fact: one of the guide's, or as many as a name has, two of a longer one. "La sécurité de DN" is
 * not heard in "visa de sécurité".
 */
function isTold(material: Material, { telling, names }: Entry, explained: ReadonlySet<number>): boolean {
  const own = evidence(material, explained, 1) ?? [];
  const stems = [...own].map((index) => material.utterance.tokens[index]?.stem ?? '');
  const shared = (name: ReadonlySet<string>) => stems.filter((stem) => name.has(stem)).length;
  return shared(telling) > 0 || names.some((name) => name.size > 0 && shared(name) >= Math.min(2, name.size));
}

/** A fact of a named subject, found by the words of its value or of its criterion: "le contenu de GitBook est stocké où ?". */
function factsByCoverage(material: Material): Reading[] {
  const { slots, utterance, search, context } = material;
  const named = ids(slots.entities);
  // "et le contenu est stocké où ?": of what was just spoken of.
  const [subject, ...more] = named.length > 0 ? named : (context?.subjects ?? []);
  if (subject === undefined || more.length > 0) return [];
  const best = search
    .find(utterance, factTypes)
    .find(({ entry, explained }) => entry.owner === subject && isTold(material, entry, explained));
  if (best === undefined) return [];
  const criterion = best.entry.meaning.id.split('/')[1] ?? '';
  // "Un site, on l'héberge où ?": what names one criterion is no word of another ("héberger plusieurs sites").
  const another = slots.criteria.filter(({ id, strength }) => strength === 'name' && id !== criterion);
  const rest = new Set([...best.explained].filter((index) => !inside(another, index)));
  if (rest.size < best.explained.size && !isTold(material, best.entry, rest)) return [];
  // "Accessible uniquement par le RIE ?": the value is asked about.
  const value = slots.values.find(({ id }) => id.startsWith(`${criterion}/`))?.id.split('/')[1];
  const asked = [{ criterion, ...(value === undefined ? {} : { value }) }];
  const question: Question = { kind: 'criterion', subjects: [subject], asked };
  const used = [...slots.entities, ...slots.personas, ...cued(material, ...manners)];
  const made = reading(material, question, used, best.explained);
  return [{ ...made, guessed: true, score: made.score - guessed }];
}
