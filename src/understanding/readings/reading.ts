/** What readings are made of: an utterance's slots, and how much of it a reading explains. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Context } from '../context.ts';
import type { Utterance } from '../meaning.ts';
import type { Question } from '../question.ts';
import { type Search, weigh } from '../search.ts';
import type { Slot, Slots } from '../slots.ts';

/** A way to understand an utterance. */
export interface Reading {
  readonly question: Question;
  /** Positions of the tokens that it explains. */
  readonly explained: ReadonlySet<number>;
  /** Share of the information that it explains, 0 to 1. */
  readonly coverage: number;
  /** Found by words alone, not by a phrase that the knowledge lists: more of the question must be explained. */
  readonly guessed?: boolean;
  /** About something decided, in everyday words: little needs to be explained. */
  readonly settled?: boolean;
  /** Never sure, however much it explains: suggested at most. */
  readonly doubtful?: boolean;
  /** Coverage and how specific the kind is: what readings are compared by. */
  readonly score: number;
}

/** What readings are made from. */
export interface Material {
  readonly utterance: Utterance;
  readonly slots: Slots;
  readonly knowledge: Knowledge;
  readonly search: Search;
  readonly context: Context | undefined;
}

/** How specific each kind is: between readings that explain as much, the more specific wins. */
const specificity: Readonly<Record<Question['kind'], number>> = {
  'unknown-product': 0.5,
  'about-bot': 0.05,
  rude: 0.3,
  order: 1,
  unsaid: 0.25,
  constraints: 0.12,
  comparison: 0.12,
  criterion: 0.1,
  item: 0.06,
  aspect: 0.08,
  term: 0.07,
  need: 0.05,
  topic: 0.06,
  list: 0.07,
  membership: 0.3,
  card: -0.05,
};

/** Makes a reading that explains some slots and some more tokens. */
export function reading(
  material: Material,
  question: Question,
  explained: readonly (Slot | undefined)[],
  more: Iterable<number> = [],
): Reading {
  const { utterance, slots } = material;
  const indexes = new Set<number>(more);
  for (const slot of explained) {
    if (slot === undefined) continue;
    for (let index = slot.from; index < slot.to; index += 1) indexes.add(index);
  }
  const total =
    weigh(utterance, utterance.tokens.keys()) + (slots.entities.length > 0 ? 0 : unheard(material, indexes));
  const share = total === 0 ? (explained.length > 0 ? 1 : 0) : weigh(utterance, indexes) / total;
  // The same words give the same share, in whatever order they are summed up.
  const coverage = Math.round(share * 1e6) / 1e6;
  return { question, explained: indexes, coverage, score: coverage + specificity[question.kind] };
}

/** What a word that the knowledge does not hold says at least, where no subject is named. */
const foreignWeight = 0.6;

/**
 * What words that the knowledge does not hold, and that are not explained, weigh beyond their own weight. Beside a subject an
 * everyday word says little; without one it may be what is asked about ("le formulaire de demande de logement social"). So may
 * what the guide never speaks of ("réinitialiser mon mot de passe").
 */
function unheard({ utterance, slots }: Material, explained: ReadonlySet<number>): number {
  return utterance.tokens.reduce((sum, { known, weight }, index) => {
    const isForeign = !known || (weight > 0 && inside(slots.unsaid, index));
    return isForeign && !explained.has(index) ? sum + Math.max(0, foreignWeight - weight) : sum;
  }, 0);
}

/** The cues among some names that were found. */
export const cued = ({ slots }: Material, ...names: string[]): Slot[] =>
  names.flatMap((name) => slots.cues.get(name) ?? []);

/** Cues that say how a question is put, whatever it asks. */
export const manners = [
  'permission',
  'obligation',
  'verdict',
  'discarded',
  'why',
  'count',
  'which',
  'which-of',
  'project',
  'feasible',
  'list',
  'follow-up',
  'negation',
  'pronoun',
  'only',
  'beyond',
];

/** What a reading found by words alone is worth less than one found by a phrase that the knowledge lists. */
export const guessed = 0.08;

/** Whether a token stands in one of some slots. */
export function inside(slots: readonly Slot[], index: number): boolean {
  return slots.some((slot) => index >= slot.from && index < slot.to);
}

/** From this weight on one word alone tells what is meant: next to nothing else uses it. */
const telling = 0.8;

/**
 * What a search by words found beyond the names of subjects, if that is enough to guess from: two words that weigh
 * something, or a rare one, so that one everyday word ("validés", "autres") never answers.
 */
export function evidence(
  { utterance, slots }: Material,
  explained: ReadonlySet<number>,
  words = 2,
): ReadonlySet<number> | undefined {
  // Nor is "ça" a word of what it stands for.
  const apart = [...slots.entities, ...(slots.cues.get('pronoun') ?? [])];
  const own = new Set([...explained].filter((index) => !inside(apart, index)));
  const weight = weigh(utterance, own);
  if (words === 1) return weight >= 0.4 ? own : undefined;
  return (own.size > 1 && weight >= 0.9) || weight / own.size >= telling ? own : undefined;
}
