/** Coverage ranking: which entries explain most of what no slot explains (design, "Understanding", step 4). */

import type { Entry } from './entries.ts';
import type { MeaningType, Utterance } from './meaning.ts';

/** An entry and the tokens of the utterance that it explains. */
export interface Hit {
  readonly entry: Entry;
  readonly explained: ReadonlySet<number>;
  /** The weight explained, in the unit of the tokens. */
  readonly weight: number;
}

/** An inverted index over the entries: cost grows with the words of the question and their frequency, not with the entries. */
export class Search {
  readonly #postings = new Map<string, Entry[]>();
  readonly #byId = new Map<string, Entry>();

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      this.#byId.set(`${entry.meaning.type}:${entry.meaning.id}`, entry);
      for (const stem of entry.stems) {
        const list = this.#postings.get(stem);
        if (list === undefined) this.#postings.set(stem, [entry]);
        else list.push(entry);
      }
    }
  }

  /** The tokens that an entry explains once it is named: its own words, and those of what is said about it. */
  ownWords(utterance: Utterance, type: MeaningType, id: string): number[] {
    const entry = this.#byId.get(`${type}:${id}`);
    if (entry === undefined) return [];
    return utterance.tokens.flatMap((token, index) =>
      token.weight > 0 && (entry.stems.has(token.stem) || entry.said.has(token.stem)) ? [index] : [],
    );
  }

  /** Entries of some types that share a content word with the utterance, the best first. */
  find(utterance: Utterance, types: ReadonlySet<MeaningType>): Hit[] {
    const found = new Map<Entry, Set<number>>();
    utterance.tokens.forEach((token, index) => {
      if (token.weight === 0) return;
      for (const entry of this.#postings.get(token.stem) ?? []) {
        if (!types.has(entry.meaning.type)) continue;
        const explained = found.get(entry);
        if (explained === undefined) found.set(entry, new Set([index]));
        else explained.add(index);
      }
    });
    return [...found]
      .map(([entry, explained]): Hit => ({ entry, explained, weight: weigh(utterance, explained) }))
      .sort((left, right) => right.weight - left.weight || left.entry.stems.size - right.entry.stems.size);
  }
}

/** The weight of some tokens. */
export function weigh(utterance: Utterance, indexes: Iterable<number>): number {
  let sum = 0;
  for (const index of indexes) sum += utterance.tokens[index]?.weight ?? 0;
  return sum;
}
