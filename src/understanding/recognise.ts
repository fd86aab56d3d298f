/** From a text to its words and what they may mean: vocabulary, correction of typing errors, phrases, weights. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { phraseKey, stem, words } from '../knowledge/normalise.ts';
import type { Entity, Item } from '../knowledge/schema.ts';
import type { Meaning, MeaningType, Strength, Token, Utterance } from './meaning.ts';
import { Phrases } from './phrases.ts';
import { Vocabulary } from './vocabulary.ts';

/** At most so many distinct unknown words of a message go to fuzzy correction: a 3,000-word message must not block the loop. */
const maxCorrected = 24;

/** Words of a message that are looked at; what comes after says nothing more about the question. */
const maxWords = 400;

/** Something that coverage ranking may find: its words, and what it is. */
export interface Entry {
  readonly meaning: Meaning;
  /** The entity it belongs to, whose name explains itself. */
  readonly owner: string | undefined;
  readonly stems: ReadonlySet<string>;
}

/** Recognises the words of one knowledge base. Built once; then only reads. */
export class Recogniser {
  readonly #phrases = new Phrases();
  readonly #surfaces = new Set<string>();
  readonly #noise = new Set<string>();
  readonly #synonyms = new Map<string, string>();
  readonly #frequency = new Map<string, number>();
  readonly #vocabulary: Vocabulary;
  readonly entries: readonly Entry[];

  constructor(knowledge: Knowledge) {
    const { lexicon } = knowledge;
    for (const group of lexicon.synonyms) {
      const canonical = words(group[0] ?? '')[0]?.stem;
      for (const word of group.slice(1).flatMap((one) => words(one))) {
        if (canonical !== undefined) this.#synonyms.set(word.stem, canonical);
        this.#surfaces.add(word.surface);
      }
    }
    for (const phrase of lexicon.stop_words) {
      for (const word of words(phrase)) {
        this.#noise.add(word.surface);
        this.#surfaces.add(word.surface);
      }
    }
    this.#addAll(knowledge);
    this.entries = entriesOf(knowledge).map((entry) => ({
      ...entry,
      stems: new Set(this.#content(entry.texts)),
    }));
    for (const entry of this.entries) {
      for (const one of entry.stems) this.#frequency.set(one, (this.#frequency.get(one) ?? 0) + 1);
    }
    this.#vocabulary = new Vocabulary(this.#surfaces);
  }

  /** Recognises a text whose quotes have been taken off. Linear in its length, whatever it holds. */
  recognise(text: string): Utterance {
    const corrections: { from: string; to: string }[] = [];
    let budget = maxCorrected;
    const tokens = words(text.slice(0, maxWords * 12))
      .slice(0, maxWords)
      .map((word): Token => {
        if (this.#noise.has(word.surface)) return { ...word, weight: 0, known: true, corrected: undefined };
        const known = this.#knows(word.surface, word.stem);
        let corrected: string | undefined;
        if (!known && budget > 0) {
          budget -= 1;
          corrected = this.#vocabulary.correct(word.surface);
        }
        if (corrected !== undefined && this.#noise.has(corrected)) {
          return { ...word, surface: corrected, weight: 0, known: true, corrected };
        }
        if (corrected !== undefined) corrections.push({ from: word.original, to: corrected });
        const surface = corrected ?? word.surface;
        const canonical = this.#canonical(stem(surface));
        const isKnown = known || corrected !== undefined;
        return {
          ...word,
          surface,
          stem: canonical,
          known: isKnown,
          corrected,
          weight: isKnown ? this.#weight(canonical) : 1,
        };
      });
    const mentions = this.#phrases.find(tokens.map((token) => token.stem));
    return { text, tokens, mentions, corrections };
  }

  #knows(surface: string, stemmed: string): boolean {
    return (
      this.#surfaces.has(surface) ||
      this.#phrases.has(stemmed) ||
      this.#frequency.has(stemmed) ||
      this.#synonyms.has(stemmed)
    );
  }

  #canonical(stemmed: string): string {
    return this.#synonyms.get(stemmed) ?? stemmed;
  }

  /** Rare words say more. From 0.3 for a word of most entries to 1 for a word of one. */
  #weight(stemmed: string): number {
    const frequency = this.#frequency.get(stemmed) ?? 1;
    const share = Math.log(1 + frequency) / Math.log(1 + this.entries.length);
    return Math.max(0.3, 1 - share);
  }

  /** Stems of the content words of some texts; their surfaces join the vocabulary. */
  #content(texts: readonly string[]): string[] {
    const found: string[] = [];
    for (const word of texts.flatMap((text) => words(text))) {
      this.#surfaces.add(word.surface);
      if (!this.#noise.has(word.surface)) found.push(this.#canonical(word.stem));
    }
    return found;
  }

  #add(phrases: readonly string[], type: MeaningType, id: string, strength: Strength = 'name'): void {
    for (const phrase of phrases) {
      const found = words(phrase);
      for (const word of found) this.#surfaces.add(word.surface);
      this.#phrases.add(
        found.map((word) => this.#canonical(word.stem)),
        { type, id, strength },
      );
      // "sitesfaciles", "dematsocial": names are often written in one word.
      if (found.length === 2 && type === 'entity') {
        const joined = found.map((word) => word.surface).join('');
        this.#surfaces.add(joined);
        this.#phrases.add([stem(joined)], { type, id, strength });
      }
    }
  }

  #addAll(knowledge: Knowledge): void {
    const { lexicon, tree } = knowledge;
    for (const entity of knowledge.entities.values()) this.#addNamed(entity, 'entity');
    for (const topic of knowledge.topics.values()) this.#addNamed(topic, 'topic');
    for (const criterion of knowledge.criteria.values()) {
      this.#add(
        [criterion.label, ...criterion.aliases, ...criterion.misspellings],
        'criterion',
        criterion.id,
      );
      this.#add(criterion.weak_aliases, 'criterion', criterion.id, 'weak');
      for (const value of criterion.values) {
        this.#add([value.label, ...value.aliases], 'value', `${criterion.id}/${value.id}`);
        this.#add(value.weak_aliases, 'value', `${criterion.id}/${value.id}`, 'weak');
      }
    }
    for (const persona of knowledge.personas.values()) {
      this.#add([persona.name, ...persona.aliases], 'persona', persona.id);
    }
    for (const entity of knowledge.entities.values()) {
      for (const item of itemsOf(entity)) this.#add(item.keywords, 'item', `${entity.id}/${item.id}`);
    }
    for (const node of tree.nodes) this.#add(node.aliases, 'node', node.id);
    for (const outcome of tree.outcomes) this.#add(outcome.aliases, 'outcome', outcome.id);
    for (const [kind, phrases] of Object.entries(lexicon.questions)) this.#add(phrases, 'cue', kind);
    for (const unsaid of lexicon.unsaid) this.#add([unsaid.label, ...unsaid.aliases], 'unsaid', unsaid.id);
    for (const product of lexicon.unknown_products)
      this.#add([product.name, ...product.aliases], 'product', product.name);
    this.#add([...lexicon.greetings, ...lexicon.thanks], 'noise', 'courtesy');
  }

  #addNamed(
    named: { id: string; name: string; short_name?: string | undefined } & Pick<
      Entity,
      'aliases' | 'weak_aliases' | 'former_names' | 'misspellings' | 'needs'
    >,
    type: 'entity' | 'topic',
  ): void {
    const names = [named.name, ...(named.short_name === undefined ? [] : [named.short_name])];
    this.#add([...names, ...named.aliases, ...named.former_names, ...named.misspellings], type, named.id);
    this.#add(named.weak_aliases, type, named.id, 'weak');
    this.#add(named.needs, type, named.id, 'need');
  }
}

/** Features and limits of an entity. */
export function itemsOf(entity: Entity): Item[] {
  return [...entity.features, ...entity.limits];
}

interface RawEntry {
  meaning: Meaning;
  owner: string | undefined;
  texts: string[];
}

/** The curated fields that coverage ranking searches: no prose (search-dialogue-ux.md, 1.5). */
function entriesOf(knowledge: Knowledge): RawEntry[] {
  const entries: RawEntry[] = [];
  const add = (
    type: MeaningType,
    id: string,
    owner: string | undefined,
    texts: readonly (string | undefined)[],
  ) => {
    const given = texts.filter((text): text is string => text !== undefined && phraseKey(text) !== '');
    entries.push({ meaning: { type, id, strength: 'name' }, owner, texts: given });
  };
  for (const entity of knowledge.entities.values()) {
    const { name, aliases, former_names, needs, summary } = entity;
    add('entity', entity.id, entity.id, [name, ...aliases, ...former_names, ...needs, summary.text]);
    for (const item of itemsOf(entity)) {
      const persona = item.persona === undefined ? undefined : knowledge.personas.get(item.persona);
      add('item', `${entity.id}/${item.id}`, entity.id, [item.text, ...item.keywords, persona?.name]);
    }
  }
  for (const criterion of knowledge.criteria.values()) {
    add('criterion', criterion.id, undefined, [criterion.label, ...criterion.aliases]);
  }
  for (const topic of knowledge.topics.values()) {
    add('topic', topic.id, undefined, [topic.name, ...topic.aliases, ...topic.needs]);
  }
  for (const outcome of knowledge.tree.outcomes) {
    add('outcome', outcome.id, undefined, [outcome.title, ...outcome.aliases]);
  }
  return entries;
}
