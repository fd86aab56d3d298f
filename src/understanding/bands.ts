/** From how much a reading explains to what it is worth: answered, suggested or refused, with a reserve or without. */
import type { Question } from './question.ts';
import type { Reading } from './readings/reading.ts';
import type { Slots } from './slots.ts';

/** What is done with a reading. */
export type Band = 'answer' | 'suggest' | 'refuse';

/**
 * From which coverage on a kind is answered, and from which it is suggested. Named subjects and criteria tolerate words
 * that say nothing to us ("DN ou Démat Social pour un appel à projets ?"); a subject alone does not ("le logo de DN ?").
 */
const thresholds: Readonly<Record<Question['kind'], readonly [answer: number, suggest: number]>> = {
  comparison: [0.3, 0.2],
  criterion: [0.42, 0.42],
  constraints: [0.6, 0.4],
  card: [0.86, 0.6],
  aspect: [0.5, 0.4],
  item: [0.52, 0.45],
  need: [0.45, 0.4],
  list: [0.66, 0.5],
  membership: [0.66, 0.5],
  topic: [0.45, 0.4],
  term: [0.6, 0.4],
  unsaid: [0, 0],
  'unknown-product': [0, 0],
  'about-bot': [0.7, 0.5],
  rude: [0.5, 0.5],
  order: [0, 0],
};

/**
 * The thresholds of a reading. A mere guess must explain more; a wish ("je dois dématérialiser …, quel outil ?") comes with
 * a description of the project that nobody needs to know word for word.
 */
function thresholdsFor(
  { question, guessed, doubtful, settled }: Reading,
  slots: Slots,
): readonly [answer: number, suggest: number] {
  const [answer, suggest] = thresholds[question.kind];
  if (doubtful === true) return [1.01, suggest];
  if (settled === true) return [0.4, 0.3];
  // Nobody is named: a criterion alone must be most of what is said.
  if (question.kind === 'criterion' && question.subjects.length === 0) return [0.6, suggest];
  // So must a feature or a limit: "je veux une attestation d'employeur".
  if (question.kind === 'item' && question.subjects.length === 0) return [0.6, suggest];
  // The limits of what is named are what is asked for, whatever is said besides.
  if (question.kind === 'aspect' && question.aspect === 'limits' && slots.cues.has('limits'))
    return [answer, 0.25];
  if (isAside(question, slots)) return [0.66, suggest];
  if (guessed === true) return [Math.max(answer, 0.55), suggest];
  if (question.kind === 'list' && (slots.cues.has('list') || slots.manner.count)) return [0.4, 0.3];
  const wish = ['project', 'kind-api', 'kind-matomo'].some((cue) => slots.cues.has(cue));
  if (wish && (question.kind === 'need' || question.kind === 'topic')) return [0.4, 0.3];
  if (wish && question.kind === 'card') return [0.5, 0.4];
  return [answer, suggest];
}

/** The band of a reading; of none, a refusal. */
export function bandOf(reading: Reading | undefined, slots: Slots): Band {
  if (reading === undefined) return 'refuse';
  const [answerAt, suggestAt] = thresholdsFor(reading, slots);
  if (reading.coverage >= answerAt) return 'answer';
  return reading.coverage >= suggestAt ? 'suggest' : 'refuse';
}

/**
 * A profile that is named beside a product does not yet ask for what it can do there ("les usagers reçoivent-ils un SMS de
 * DN ?"), nor does "peut-on …" ask whether the product may be used ("peut-on prendre rendez-vous dans DN ?").
 */
function isAside(question: Question, { cues }: Slots): boolean {
  if (question.kind !== 'aspect') return false;
  if (question.persona !== undefined) return !cues.has('features');
  return question.aspect === 'advice' && !cues.has('verdict') && !cues.has('project');
}

/**
 * From which coverage on an answer is given without a reserve. Measured on the sets that may be looked at: above it one answer
 * in forty was wrong, below it one in eight.
 */
const sureAt = 0.9;

/** Readings that differ by less in their score are alike. */
const alike = 0.02;

/** No reading about something else scores like the best. */
function isAhead(best: Reading, all: readonly Reading[]): boolean {
  const rival = all.find((one) => matter(one.question) !== matter(best.question));
  return rival === undefined || best.score - rival.score >= alike;
}

/** Whether an answer needs no reserve. What was found by words alone does, but a fact where they are all that is said. */
export function isSure(best: Reading, all: readonly Reading[]): boolean {
  const { question, coverage, guessed, doubtful } = best;
  if (doubtful === true) return false;
  if (coverage === 1) return guessed !== true || question.kind === 'criterion';
  return guessed !== true && coverage >= sureAt && isAhead(best, all);
}

/** What a question is about: the same criteria of the same subjects get the same facts, however they are put together. */
export function matter(question: Question): string {
  const { kind } = question;
  if (kind !== 'comparison' && kind !== 'criterion' && kind !== 'constraints')
    return JSON.stringify(question);
  return JSON.stringify([kind === 'constraints' ? [] : question.subjects, question.asked]);
}
