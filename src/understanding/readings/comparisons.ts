/** Readings that put subjects side by side: those named, those just spoken of, or those that a need sets apart. */
import type { Utterance } from '../meaning.ts';
import type { Question } from '../question.ts';
import { askedOf, ids, type Slot } from '../slots.ts';
import { asking } from './facts.ts';
import { cued, guessed, type Material, manners, type Reading, reading } from './reading.ts';

const choiceWords = new Set(['ou', 'or', 'vs', 'versus', 'plutot', 'contre']);

/** Whether two subjects are put side by side on purpose: "A ou B", "A / B", "différence entre A et B". */
function sideBySide({ slots, utterance }: Material): boolean {
  if (slots.cues.has('compare')) return true;
  const [first, second] = slots.entities;
  if (first === undefined || second === undefined) return false;
  return utterance.tokens.slice(first.to, second.from).some((token) => choiceWords.has(token.surface));
}

const comparedTo = new Set(['que', 'qu', 'a', 'avec', 'than', 'to']);

/** The subjects named; where a comparison is asked for, with what was just spoken of ("la différence ?", "mieux que Grist ?"). */
function comparedIn({ slots, utterance, context }: Material): string[] {
  const own = ids(slots.entities);
  const before = context?.subjects ?? [];
  if (!slots.cues.has('compare')) return own;
  if (own.length === 0 && before.length <= 4) return [...before];
  const at = slots.entities[0]?.from ?? 0;
  const isOther = comparedTo.has(utterance.tokens[at - 1]?.surface ?? '');
  return own.length === 1 && before.length === 1 && isOther ? [...new Set([...before, ...own])] : own;
}

/** Two to four subjects named together. */
export function comparisons(material: Material): Reading[] {
  const { slots, knowledge } = material;
  const subjects = comparedIn(material);
  if (subjects.length < 2) return [];
  const question: Question = {
    kind: 'comparison',
    subjects: subjects.slice(0, 4),
    asked: askedOf(slots, knowledge, subjects),
    common: slots.cues.has('common-points'),
  };
  const used = [...slots.entities, ...asking(slots, question.asked), ...slots.needs, ...slots.personas];
  const chosen = sideBySide(material);
  // "GLPI ou Grist pour un back-office": what it is for belongs to the comparison.
  if (chosen) used.push(...slots.topics, ...slots.outcomes);
  const cues = cued(
    material,
    'compare',
    'common-points',
    'definition',
    'kind-api',
    'kind-backend',
    ...manners,
  );
  const made = reading(material, question, [...used, ...cues]);
  // Two products in one sentence are not always two to choose from ("verser DN dans Grist").
  const compared = knowledge.comparisons.some((one) => subjects.every((id) => one.subjects.includes(id)));
  const guess = !chosen && !compared && question.asked.length === 0;
  return [{ ...made, guessed: guess, score: made.score + (chosen ? 0.05 : 0) - (guess ? guessed : 0) }];
}

const without = new Set(['sans', 'hors', 'aucun', 'aucune', 'without']);
/** What may stand between a negation and what is not needed: "pas besoin de FranceConnect", "sans contrainte HDS". */
const between = new Set(
  'de d du des le la les l un une besoin contrainte contraintes exigence obligation forcement hebergement certification requis'.split(
    ' ',
  ),
);

const asksWho = ({ tokens }: Utterance): boolean =>
  tokens.some(({ surface }) => /^(?:qui|lesquel(?:le)?s|lequel|laquelle|quels|quelles)$/.test(surface));

/** "Sans HDS", "pas besoin de FranceConnect": it is not needed. "Lesquels n'ont pas de FranceConnect ?" asks who has it not. */
function isNeedless({ utterance }: Material, { from }: Slot): boolean {
  const { tokens } = utterance;
  let at = from - 1;
  while (at >= 0 && between.has(tokens[at]?.surface ?? '')) at -= 1;
  const word = tokens[at]?.surface ?? '';
  return without.has(word) || (word === 'pas' && at < from - 1 && !asksWho(utterance));
}

/** "Sans données de santé, on prend quoi ?": what the guide compares on that criterion, with its rule. */
export function needless(material: Material): Reading[] {
  const { slots, knowledge, context } = material;
  const criteria = slots.criteria.filter((slot) => isNeedless(material, slot));
  if (criteria.length === 0 || slots.entities.length > 0) return [];
  const asked = ids(criteria).map((criterion) => ({ criterion }));
  const known = knowledge.comparisons.filter(
    ({ verdict, subjects }) =>
      verdict !== undefined &&
      subjects.every((id) => knowledge.entities.get(id)?.facts[asked[0]?.criterion ?? ''] !== undefined),
  );
  const spokenOf = known.find(({ subjects }) => subjects.some((id) => context?.subjects.includes(id)));
  const subjects = (spokenOf ?? known[0])?.subjects;
  if (subjects === undefined) return [];
  const question: Question = { kind: 'comparison', subjects, asked, common: false };
  const used = [...criteria, ...slots.topics, ...slots.needs, ...slots.outcomes];
  const made = reading(material, question, [...used, ...cued(material, ...manners)]);
  return [{ ...made, score: made.score + 0.2 }];
}
