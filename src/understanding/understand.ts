/** From a text, and what was said before, to what is asked and how sure that is. Pure: the same text gets the same. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Context } from './context.ts';
import { itemIn } from './entries.ts';
import { followUps } from './follow-ups.ts';
import type { Utterance } from './meaning.ts';
import type { Manner, Question } from './question.ts';
import type { Reading } from './readings/reading.ts';
import { readings } from './readings/readings.ts';
import { maxCharacters, Recogniser } from './recognise.ts';
import { Search } from './search.ts';
import { fillSlots, type Slots } from './slots.ts';
import { clauses, sentences, spelledOut, withoutQuotes } from './text.ts';

/** What came of one question. */
export interface Understanding {
  readonly band: 'answer' | 'suggest' | 'refuse';
  /** The best reading; in the refuse band what it would have been, if anything. */
  readonly question: Question | undefined;
  /** Other readings that are nearly as good, best first. */
  readonly others: readonly Question[];
  /** Found by words alone, or two products in one sentence that may be no comparison. */
  readonly guessed: boolean;
  /** Whether the best reading is well ahead of the others. */
  readonly clear: boolean;
  /** Share of the information that was understood, 0 to 1. */
  readonly confidence: number;
  readonly manner: Manner;
  readonly corrections: Utterance['corrections'];
  /** Words that no reading explains, as they were written. */
  readonly unknown: readonly string[];
  /** Entities that were recognised, even when the question was not. */
  readonly subjects: readonly string[];
  /** Its first word belongs to the name of a subject: "Ondine, Sites Faciles : lequel … ?" speaks to nobody. */
  readonly startsWithSubject: boolean;
  /** Nothing but greetings, thanks or function words. */
  readonly empty: boolean;
  /** The recognised text, for the caller's own checks (who is addressed). */
  readonly utterance: Utterance;
}

/**
 * From which coverage on a kind is answered, and from which it is suggested. Named subjects and criteria tolerate words
 * that say nothing to us ("DN ou Démat Social pour un appel à projets ?"); a subject alone does not ("le logo de DN ?").
 */
const thresholds: Readonly<Record<Question['kind'], readonly [answer: number, suggest: number]>> = {
  comparison: [0.3, 0.2],
  criterion: [0.42, 0.35],
  constraints: [0.6, 0.4],
  card: [0.86, 0.6],
  aspect: [0.5, 0.4],
  item: [0.52, 0.45],
  need: [0.45, 0.4],
  list: [0.66, 0.45],
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
  if (isAside(question, slots)) return [0.66, suggest];
  if (guessed === true) return [Math.max(answer, 0.55), suggest];
  if (question.kind === 'list' && (slots.cues.has('list') || slots.manner.count)) return [0.4, 0.3];
  const wish = ['project', 'kind-api', 'kind-matomo'].some((cue) => slots.cues.has(cue));
  if (wish && (question.kind === 'need' || question.kind === 'topic')) return [0.4, 0.3];
  if (wish && question.kind === 'card') return [0.5, 0.4];
  return [answer, suggest];
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

/** No reading of another kind or about something else comes near the best. */
function isAhead(best: Reading, all: readonly Reading[]): boolean {
  const rival = all.find((one) => JSON.stringify(one.question) !== JSON.stringify(best.question));
  return rival === undefined || best.score - rival.score >= 0.08;
}

/** Understands messages with one knowledge base. Built once. */
export class Understander {
  readonly #knowledge: Knowledge;
  readonly #recogniser: Recogniser;
  readonly #search: Search;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#recogniser = new Recogniser(knowledge);
    this.#search = new Search(this.#recogniser.entries);
  }

  /** Understands a message: one understanding a question. `next` gives the context that an understood question leaves. */
  understand(
    text: string,
    context: Context | undefined,
    next: (understanding: Understanding) => Context | undefined,
  ): Understanding[] {
    const message = spelledOut(withoutQuotes(text).slice(0, maxCharacters));
    const whole = this.one(message, context);
    const parts = sentences(message).flatMap((sentence) => clauses(sentence));
    if (parts.length < 2 || parts.length > 6) return [whole];
    const split: Understanding[] = [];
    let running = context;
    for (const part of parts) {
      const understood = this.one(part, running);
      if (understood.empty) continue;
      if (understood.band === 'answer') running = next(understood);
      // "- Grist\n- SecNumCloud ?": a bare name is no question of its own, it says what the next one is about.
      const isName = understood.question?.kind === 'card' && !understood.manner.question;
      if (!isName || part === parts.at(-1)) split.push(understood);
    }
    const good = split.filter((one) => one.band === 'answer');
    // Every part is a question that stands by itself: each gets its answer.
    if (good.length === split.length && good.length > 1 && allDiffer(good)) return good;
    // What surrounds the question only explains it: the one part that is understood answers better than the whole.
    const [only] = good;
    if (good.length === 1 && only !== undefined && whole.band !== 'answer') return [only];
    return [whole];
  }

  /** Understands a text as one question. */
  one(text: string, before: Context | undefined): Understanding {
    const context = this.#stillKnown(before);
    const utterance = this.#recogniser.recognise(text);
    const slots = fillSlots(utterance, this.#knowledge, context);
    const material = { utterance, slots, knowledge: this.#knowledge, search: this.#search, context };
    const all = [...followUps(slots, utterance, context, this.#knowledge), ...readings(material)].sort(
      (left, right) => right.score - left.score,
    );
    const [best] = all;
    const [answerAt, suggestAt] = best === undefined ? [1, 1] : thresholdsFor(best, slots);
    const coverage = best?.coverage ?? 0;
    const band =
      coverage >= answerAt && best !== undefined
        ? 'answer'
        : coverage >= suggestAt && best !== undefined
          ? 'suggest'
          : 'refuse';
    // Courtesy and function words ask nothing, unless a reading was found in them.
    const courtesy = utterance.mentions.filter(({ meanings }) =>
      meanings.some(({ type }) => type === 'noise'),
    );
    const empty =
      band === 'refuse' &&
      utterance.tokens.every(
        (token, index) => token.weight === 0 || courtesy.some(({ from, to }) => from <= index && index < to),
      );
    return {
      band,
      question: best?.question,
      others: all.slice(1, 4).map((reading) => reading.question),
      guessed: best?.guessed === true,
      clear: best !== undefined && best.guessed !== true && best.doubtful !== true && isAhead(best, all),
      confidence: Math.min(1, coverage),
      manner: slots.manner,
      corrections: utterance.corrections,
      unknown: utterance.tokens.filter((token) => !token.known).map((token) => token.original),
      subjects: slots.entities.map((slot) => slot.id),
      startsWithSubject: slots.entities.some((slot) => slot.from === 0),
      empty,
      utterance,
    };
  }

  /** A stored context may come from an older version of the knowledge: what is gone from it is forgotten. */
  #stillKnown(context: Context | undefined): Context | undefined {
    if (context === undefined) return undefined;
    const { entities, criteria, topics } = this.#knowledge;
    return {
      ...context,
      subjects: context.subjects.filter((id) => entities.has(id)),
      topics: context.topics.filter((id) => topics.has(id)),
      asked: context.asked.filter((one) => criteria.has(one.criterion)),
      items: context.items.filter((item) => itemIn(this.#knowledge, item) !== undefined),
    };
  }
}

function allDiffer(understandings: readonly Understanding[]): boolean {
  return new Set(understandings.map((one) => JSON.stringify(one.question))).size === understandings.length;
}
