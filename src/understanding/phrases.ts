/** Longest-match recognition of phrases over stems: a trie, so that the cost is linear in the length of the message. */
import type { Meaning, Mention } from './meaning.ts';

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  readonly meanings: Meaning[];
}

/** Meanings whose phrases may contain another name that still counts ("signer par API" contains "API"). */
const transparent = new Set(['item', 'node', 'outcome', 'cue', 'unsaid']);

/** The phrases of the knowledge base and of the lexicon, and what they mean. */
export class Phrases {
  readonly #root: TrieNode = { next: new Map(), meanings: [] };
  readonly #stems = new Set<string>();

  /** Adds a phrase, given as its stems. The same meaning is kept once, at its greatest strength (the first that was added). */
  add(stems: readonly string[], meaning: Meaning): void {
    if (stems.length === 0) return;
    let node = this.#root;
    for (const stem of stems) {
      this.#stems.add(stem);
      let next = node.next.get(stem);
      if (next === undefined) {
        next = { next: new Map(), meanings: [] };
        node.next.set(stem, next);
      }
      node = next;
    }
    if (!node.meanings.some((known) => known.type === meaning.type && known.id === meaning.id))
      node.meanings.push(meaning);
  }

  /** Whether a stem occurs in any phrase. */
  has(stem: string): boolean {
    return this.#stems.has(stem);
  }

  /**
   * All phrases found in a list of stems, less those that stand inside a longer one (longest match). What stands inside a
   * transparent phrase (an item's keywords, a cue) stays: the readings compete for it.
   */
  find(stems: readonly string[]): Mention[] {
    const found: Mention[] = [];
    for (let from = 0; from < stems.length; from += 1) {
      let node: TrieNode | undefined = this.#root;
      for (let to = from; node !== undefined && to < stems.length; to += 1) {
        node = node.next.get(stems[to] ?? '');
        if (node !== undefined && node.meanings.length > 0)
          found.push({ from, to: to + 1, meanings: node.meanings });
      }
    }
    return withoutContained(found);
  }
}

/** Drops what stands inside a longer opaque mention. Mentions come sorted by start, so one pass is enough. */
function withoutContained(found: readonly Mention[]): Mention[] {
  const longest = new Map<number, number>();
  for (const mention of found) {
    if (mention.meanings.every((meaning) => transparent.has(meaning.type))) continue;
    longest.set(mention.from, Math.max(longest.get(mention.from) ?? 0, mention.to));
  }
  // How far the opaque mentions that began before this position reach.
  let reach = -1;
  let position = -1;
  return found.filter((mention) => {
    if (mention.from !== position) {
      reach = Math.max(reach, longest.get(position) ?? -1);
      position = mention.from;
    }
    return mention.to > reach && mention.to >= (longest.get(mention.from) ?? 0);
  });
}
