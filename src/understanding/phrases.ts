/** Recognition of phrases: a trie over words or stems, so that the cost is linear in the length of the message. */
import type { Meaning, Mention } from './meaning.ts';

/** Most nodes lead to one other or to none: a map is made for those alone that lead to several. */
class TrieNode {
  meanings: Meaning[] | undefined;
  #key: string | undefined;
  #only: TrieNode | undefined;
  #others: Map<string, TrieNode> | undefined;

  /** Where a key leads. */
  next(key: string): TrieNode | undefined {
    return this.#key === key ? this.#only : this.#others?.get(key);
  }

  /** Where a key leads from now on. */
  made(key: string): TrieNode {
    const known = this.next(key);
    if (known !== undefined) return known;
    const made = new TrieNode();
    if (this.#only === undefined) {
      this.#key = key;
      this.#only = made;
    } else {
      this.#others ??= new Map();
      this.#others.set(key, made);
    }
    return made;
  }
}

/** Meanings whose phrases may contain another name that still counts ("signer par API" contains "API"). */
const transparent = new Set(['item', 'outcome', 'cue', 'unsaid']);

/** The phrases of the knowledge base and of the lexicon, and what they mean. */
export class Phrases {
  readonly #root = new TrieNode();
  readonly #keys = new Set<string>();

  /**
   * Adds a phrase, given as its keys. The same meaning is kept once, at its greatest strength (the first that was added).
   * `known`: whether `has` tells of its keys.
   */
  add(keys: readonly string[], meaning: Meaning, known = true): void {
    if (keys.length === 0) return;
    let node = this.#root;
    for (const key of keys) {
      if (known) this.#keys.add(key);
      node = node.made(key);
    }
    if (node.meanings === undefined) node.meanings = [meaning];
    else if (!node.meanings.some((known) => known.type === meaning.type && known.id === meaning.id))
      node.meanings.push(meaning);
  }

  /** Whether a key occurs in any phrase. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /**
   * All phrases found in a list of keys, sorted by where they start.
   */
  find(keys: readonly string[]): Mention[] {
    const found: Mention[] = [];
    for (let from = 0; from < keys.length; from += 1) {
      let node: TrieNode | undefined = this.#root;
      for (let to = from; node !== undefined && to < keys.length; to += 1) {
        node = node.next(keys[to] ?? '');
        if (node?.meanings !== undefined) found.push({ from, to: to + 1, meanings: node.meanings });
      }
    }
    return found;
  }
}

/**
 * Longest match: drops what stands inside a longer mention. What stands inside a transparent one (an item's keywords, a
 * cue) stays: the readings compete for it.
 * @param found sorted by start, so one pass is enough
 */
export function withoutContained(found: readonly Mention[]): Mention[] {
  const opaque = found.filter(({ meanings }) => meanings.some(({ type }) => !transparent.has(type)));
  const kept: Mention[] = [];
  /** How far the opaque ones reach that begin before the mention at hand, and those that begin where it does. */
  let before = 0;
  let here = 0;
  let next = 0;
  let start = -1;
  for (const mention of found) {
    if (mention.from !== start) {
      start = mention.from;
      before = Math.max(before, here);
      here = 0;
      for (; opaque[next]?.from === start; next += 1) here = Math.max(here, opaque[next]?.to ?? 0);
    }
    const contained = before >= mention.to || here > mention.to;
    if (!contained || staysInside(mention, opaque)) kept.push(mention);
  }
  return kept;
}

/**
 * "accessible depuis internet" names a criterion, and in it "internet" still names a value of that criterion; "côté usager"
 * names a topic, and in it "usager" still names a profile.
 */
function staysInside(mention: Mention, opaque: readonly Mention[]): boolean {
  const criteria = mention.meanings.flatMap((one) => (one.type === 'value' ? [one.id.split('/')[0]] : []));
  const isPersona = mention.meanings.some((one) => one.type === 'persona');
  if (criteria.length === 0 && !isPersona) return false;
  const around = opaque.filter(
    (other) => other !== mention && other.from <= mention.from && mention.to <= other.to,
  );
  return around.every((other) =>
    other.meanings.some(
      (one) => (one.type === 'criterion' && criteria.includes(one.id)) || (one.type === 'topic' && isPersona),
    ),
  );
}
