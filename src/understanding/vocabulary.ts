/**
 * Typing errors: an unknown word is compared with the distinct words of the vocabulary (never with the entries), through
 * Fuse.js for the candidates and an edit distance for the decision. The budget is tight and the first letter must be the
 * same, because a wrong correction answers a question that nobody asked.
 */
import Fuse from 'fuse.js';
import { editDistance } from '../knowledge/nearest.ts';

/** Edits allowed for a word of that length; words of four letters or fewer ("wifi", "wiki") match exactly or not at all. */
export function editBudget(length: number): number {
  if (length < 5) return 0;
  return length < 8 ? 1 : 2;
}

/** The distinct words that the bot knows, and how it corrects the others. */
export class Vocabulary {
  readonly #words: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  /** The words that one may be corrected to, by first letter: Fuse searches some hundreds instead of thousands. Made when one is. */
  #byLetter: ReadonlyMap<string, readonly string[]> | undefined;
  /** By first letter and length of the word that is looked for. Made when one is: most starts need few of them. */
  readonly #searchers = new Map<string, Fuse<string>>();
  readonly #memory = new Map<string, string | undefined>();

  /** `words` are folded surfaces; `names`, those that name a subject, win over others that are as near. */
  constructor(words: ReadonlySet<string>, names: ReadonlySet<string> = new Set()) {
    this.#words = words;
    this.#names = names;
  }

  /** Whether this folded word is known as it is. */
  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** The known word that a mistyped one stands for; undefined when none is near enough. */
  correct(word: string): string | undefined {
    if (this.#memory.has(word)) return this.#memory.get(word);
    const corrected = this.#search(word);
    if (this.#memory.size > 5_000) this.#memory.clear();
    this.#memory.set(word, corrected);
    return corrected;
  }

  #search(word: string): string | undefined {
    const budget = editBudget(word.length);
    // A word longer than any of ours is no typing error of one.
    if (budget === 0 || word.length > 30 || /\d/.test(word)) return undefined;
    // "Numérik", "spécifiks": as it sounds.
    const written = word.replace(/ik(?=s?$)/u, 'ique');
    if (written !== word && this.#words.has(written)) return written;
    let best: string | undefined;
    let bestDistance = budget + 1;
    for (const { item } of this.#searcher(word).search(word)) {
      const distance = editDistance(word, item);
      const named = distance === bestDistance && this.#names.has(item) && !this.#names.has(best ?? '');
      if (distance < bestDistance || (named && distance <= budget)) {
        best = item;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Searches the words that one as long may stand for. */
  #searcher({ length, 0: letter = '' }: string): Fuse<string> {
    const key = `${letter}${length}`;
    const known = this.#searchers.get(key);
    if (known !== undefined) return known;
    this.#byLetter ??= Map.groupBy([...this.#words].filter(isTarget), (word) => word.charAt(0));
    const near = (word: string) => Math.abs(word.length - length) <= editBudget(length);
    const options = { threshold: 0.6, distance: 20, isCaseSensitive: true };
    const made = new Fuse(this.#byLetter.get(letter)?.filter(near) ?? [], options);
    // A letter that begins none of ours is not kept: anyone may type any sign.
    if (this.#byLetter.has(letter)) this.#searchers.set(key, made);
    return made;
  }
}

/** A word too short to be corrected is none to correct to: "prise" must not become "pris". */
function isTarget(word: string): boolean {
  return editBudget(word.length) > 0 && !/\d/.test(word);
}
