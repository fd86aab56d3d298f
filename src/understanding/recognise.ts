/** From a text to its words and what they may mean: vocabulary, correction of typing errors, phrases, weights. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { fold, phraseKey, phraseWords, stem, type Term, type Word, words } from '../knowledge/normalise.ts';
import type { Entity } from '../knowledge/schema.ts';
import { isCommon } from './common-words.ts';
import { type Entry, entriesOf, itemsOf } from './entries.ts';
import type { MeaningType, Mention, Strength, Token, Utterance } from './meaning.ts';
import { Phrases, withoutContained } from './phrases.ts';
import { Vocabulary } from './vocabulary.ts';

/** At most so many distinct unknown words of a message go to fuzzy correction: a 3,000-word message must not block the loop. */
const maxCorrected = 24;

/** Words of a message that are looked at; what comes after says nothing more about the question. */
const maxWords = 250;
/** So are its characters: a pasted page must not be taken apart for nothing. */
export const maxCharacters = maxWords * 12;

/** A word that nobody knows weighs most: the question may be about it. */
export const unknownWeight = 0.9;

/** An everyday word that the knowledge does not hold says a little; so does a number from 0 to 9 ("en 2 mots"), and
 * any that it does not hold ("200 structures"). */
const commonWeight = 0.3;

/** What is recognised by exact words rather than by stems. */
const spoken = new Set<MeaningType>(['cue', 'unsaid', 'product', 'noise']);

/** Recognises the words of one knowledge base. Built once; then only reads. */
export class Recogniser {
  /** Names, by stems. */
  readonly #names = new Phrases();
  /** Names of several words without their articles and prepositions: "administrer une démarche", "… des démarches". */
  readonly #loose = new Phrases();
  /** Cues, by exact words: "utilisateurs" must not be heard in "utiliser". */
  readonly #cues = new Phrases();
  readonly #links = new Set<string>();
  readonly #surfaces = new Set<string>();
  /** Words of the names of subjects. */
  readonly #subjects = new Set<string>();
  readonly #noise = new Set<string>();
  readonly #synonyms = new Map<string, string>();
  readonly #frequency = new Map<string, number>();
  readonly #vocabulary: Vocabulary;
  readonly entries: readonly Entry[];

  constructor(knowledge: Knowledge) {
    const { lexicon } = knowledge;
    for (const group of lexicon.synonyms) {
      const canonical = phraseWords(group[0] ?? '')[0]?.stem;
      for (const word of group.flatMap((one) => phraseWords(one))) {
        if (canonical !== undefined) this.#synonyms.set(word.surface, canonical);
        this.#surfaces.add(word.surface);
      }
    }
    for (const phrase of lexicon.link_words)
      for (const word of phraseWords(phrase)) this.#links.add(word.surface);
    for (const phrase of [...lexicon.stop_words, ...lexicon.link_words]) {
      for (const word of phraseWords(phrase)) {
        this.#noise.add(word.surface);
        this.#surfaces.add(word.surface);
      }
    }
    this.#addAll(knowledge);
    // The facts of one criterion share its names.
    const named = new Map<readonly string[], readonly ReadonlySet<string>[]>();
    this.entries = entriesOf(knowledge).map((entry) => {
      const telling = this.#content(entry.texts);
      let names = named.get(entry.names);
      if (names === undefined) {
        names = entry.names.map((name) => this.#content([name]));
        named.set(entry.names, names);
      }
      const stems = new Set(telling);
      for (const name of names) for (const one of name) stems.add(one);
      return { ...entry, stems, telling, names, said: this.#content(entry.said) };
    });
    for (const entry of this.entries) {
      for (const one of entry.stems) this.#frequency.set(one, (this.#frequency.get(one) ?? 0) + 1);
    }
    this.#vocabulary = new Vocabulary(this.#surfaces, this.#subjects);
  }

  /** Recognises a text whose quotes have been taken off. Linear in its length, whatever it holds. */
  recognise(text: string): Utterance {
    const corrections: { from: string; to: string }[] = [];
    let budget = maxCorrected;
    const tokens = words(text.slice(0, maxCharacters))
      .slice(0, maxWords)
      .map((word): Token => {
        const token = this.#token(word);
        if (token.known || budget === 0 || isCommon(word.stem)) return token;
        budget -= 1;
        const corrected = this.#unelided(word.surface) ?? this.#vocabulary.correct(word.surface);
        if (corrected === undefined) return token;
        if (!this.#noise.has(corrected)) corrections.push({ from: word.original, to: corrected });
        return this.#token(word, corrected);
      });
    const isCorrected = tokens.some((token) => token.corrected !== undefined);
    const written = isCorrected ? tokens.map((token) => this.#canonical(fold(token.original))) : [];
    const mentions = this.#mentions(tokens, written);
    return { text, tokens: withoutCourtesy(tokens, mentions), mentions, corrections };
  }

  /** What a word is taken for: itself, or the one that it was corrected to. */
  #token(word: Word, corrected?: string): Token {
    const surface = corrected ?? word.surface;
    if (this.#noise.has(surface))
      return { ...word, surface, stem: stem(surface), weight: 0, known: true, corrected };
    const known = corrected !== undefined || this.#knows(surface, word.stem);
    const canonical = this.#canonical(surface);
    const weight = this.#weigh(word.stem, canonical, known);
    return { ...word, surface, stem: canonical, known, corrected, weight };
  }

  /** "lexploitation", "jpeux", "lapi": the apostrophe was left out. */
  #unelided(surface: string): string | undefined {
    const [, short, long] = /^(?:[dl](.{3})|[cdjlmnst](.{4,}))$/.exec(surface) ?? [];
    const rest = short ?? long;
    return rest !== undefined && this.#surfaces.has(rest) ? rest : undefined;
  }

  /** @param written the stems of the words as they were written, where some were corrected */
  #mentions(tokens: readonly Token[], written: readonly string[]): Mention[] {
    const names = this.#names.find(tokens.map((token) => token.stem));
    const isNew = ({ from, to }: Mention) => !names.some((name) => name.from === from && name.to === to);
    // A usual misspelling is listed with its name: it is looked for as it was written, not as it was corrected.
    const misspelt = this.#names.find(written).filter(isNew);
    const content = tokens.flatMap((token, index) => (this.#links.has(token.surface) ? [] : [index]));
    const loosely = (stems: readonly string[]) =>
      this.#loose
        .find(content.map((index) => stems[index] ?? ''))
        .map(({ from, to, meanings }) => ({
          from: content[from] ?? 0,
          to: (content[to - 1] ?? 0) + 1,
          meanings,
        }))
        .filter(isNew);
    const loose = [
      ...loosely(tokens.map((token) => token.stem)),
      ...(written.length > 0 ? loosely(written) : []),
    ];
    const cues = this.#cues.find(tokens.map((token) => token.surface));
    const found = [...names, ...misspelt, ...loose, ...cues];
    return withoutContained(found.sort((left, right) => left.from - right.from || left.to - right.to));
  }

  #knows(surface: string, stemmed: string): boolean {
    return (
      this.#surfaces.has(surface) ||
      this.#names.has(stemmed) ||
      this.#frequency.has(stemmed) ||
      this.#synonyms.has(surface)
    );
  }

  /** The stem under which a word is compared: that of its synonym where it has one. */
  #canonical(surface: string): string {
    return this.#synonyms.get(surface) ?? stem(surface);
  }

  /** The same, of a word of the knowledge. */
  #keyOf(word: Term): string {
    return this.#synonyms.get(word.surface) ?? word.stem;
  }

  /** What a word weighs: an everyday word says less, even where the knowledge happens to use it. */
  #weigh(stemmed: string, canonical: string, known: boolean): number {
    if (/^\d$/.test(stemmed) || (!known && /^\d+$/.test(stemmed))) return commonWeight;
    const everyday = isCommon(stemmed);
    if (!known) return everyday ? commonWeight : unknownWeight;
    return everyday ? Math.max(commonWeight, this.#weight(canonical) * 0.6) : this.#weight(canonical);
  }

  /** Rare words say more. From 0.3 for a word of most entries to 1 for a word of one. */
  #weight(stemmed: string): number {
    const frequency = this.#frequency.get(stemmed);
    // Only the lexicon has it: it says what kind of question this is, not about what.
    if (frequency === undefined) return 0.4;
    const share = Math.log(1 + frequency) / Math.log(1 + this.entries.length);
    return Math.max(0.3, 1 - share);
  }

  /** Stems of the content words of some texts; their surfaces join the vocabulary. */
  #content(texts: readonly string[]): Set<string> {
    const found = new Set<string>();
    for (const text of texts) {
      for (const word of phraseWords(text)) {
        this.#surfaces.add(word.surface);
        if (!this.#noise.has(word.surface)) found.add(this.#keyOf(word));
      }
    }
    return found;
  }

  #add(
    phrases: readonly string[],
    type: MeaningType,
    id: string,
    strength: Strength = 'name',
    spelling: 'right' | 'wrong' = 'right',
  ): void {
    const meaning = { type, id, strength };
    // An everyday phrase may mean this where its subject is named; its words stay strange to every other question.
    const aside = strength === 'weak' && type !== 'entity' && type !== 'topic';
    for (const phrase of phrases) {
      const found = phraseWords(phrase);
      // A misspelling is no word that another could be corrected to.
      if (spelling === 'right' && !aside) for (const word of found) this.#surfaces.add(word.surface);
      if (spelling === 'right' && type === 'entity' && strength === 'name')
        for (const word of found) this.#subjects.add(word.surface);
      if (spoken.has(type)) {
        this.#cues.add(
          found.map((word) => word.surface),
          meaning,
        );
        continue;
      }
      const keys = found.map((word) => this.#keyOf(word));
      this.#names.add(keys, meaning, !aside);
      if (keys.length === 1) continue;
      const content = found.filter((word) => !this.#links.has(word.surface));
      // "Fait avec quoi" is not "fait quoi": of function words alone the preposition tells what is meant.
      if (content.length > 1 && content.some((word) => !this.#noise.has(word.surface)))
        this.#loose.add(
          content.length === keys.length ? keys : content.map((word) => this.#keyOf(word)),
          meaning,
        );
      // "sitesfaciles", "dematsocial": names are often written in one word.
      if (content.length === 2 && type === 'entity') {
        const joined = content.map((word) => word.surface).join('');
        if (spelling === 'right') this.#surfaces.add(joined);
        this.#names.add([stem(joined)], meaning);
      }
    }
  }

  #addAll(knowledge: Knowledge): void {
    const { lexicon, tree } = knowledge;
    for (const entity of knowledge.entities.values()) this.#addNamed(entity, 'entity');
    for (const topic of knowledge.topics.values()) this.#addNamed(topic, 'topic');
    for (const criterion of knowledge.criteria.values()) {
      this.#add([criterion.label, ...criterion.aliases], 'criterion', criterion.id);
      this.#add(criterion.misspellings, 'criterion', criterion.id, 'name', 'wrong');
      this.#add(criterion.weak_aliases, 'criterion', criterion.id, 'weak');
      for (const value of criterion.values) {
        // The label of a value may be a short name of it, too ("DINUM").
        const isWeak = value.weak_aliases.some((alias) => phraseKey(alias) === phraseKey(value.label));
        const names = isWeak ? value.aliases : [value.label, ...value.aliases];
        this.#add(names, 'value', `${criterion.id}/${value.id}`);
        this.#add(value.misspellings, 'value', `${criterion.id}/${value.id}`, 'name', 'wrong');
        this.#add(value.weak_aliases, 'value', `${criterion.id}/${value.id}`, 'weak');
      }
    }
    for (const persona of knowledge.personas.values()) {
      this.#add([persona.name, ...persona.aliases], 'persona', persona.id);
      this.#add(persona.misspellings, 'persona', persona.id, 'name', 'wrong');
      this.#add(persona.weak_aliases, 'persona', persona.id, 'weak');
    }
    for (const entity of knowledge.entities.values()) {
      for (const item of itemsOf(entity)) {
        this.#add(item.keywords, 'item', `${entity.id}/${item.id}`);
        this.#add(item.weak_keywords, 'item', `${entity.id}/${item.id}`, 'weak');
      }
    }
    for (const outcome of tree.outcomes) this.#add(outcome.aliases, 'outcome', outcome.id);
    for (const [kind, phrases] of Object.entries(lexicon.questions)) this.#add(phrases, 'cue', kind);
    for (const unsaid of lexicon.unsaid) this.#add([unsaid.label, ...unsaid.aliases], 'unsaid', unsaid.id);
    for (const product of lexicon.unknown_products)
      this.#add([product.name, ...product.aliases], 'product', product.name);
    this.#add(lexicon.insults, 'cue', 'insult');
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
    this.#add([...names, ...named.aliases, ...named.former_names], type, named.id);
    this.#add(named.misspellings, type, named.id, 'name', 'wrong');
    this.#add(named.weak_aliases, type, named.id, 'weak');
    this.#add(named.needs, type, named.id, 'need');
  }
}

/** "Bonjour, …": what courtesy says weighs nothing. */
function withoutCourtesy(tokens: readonly Token[], mentions: readonly Mention[]): readonly Token[] {
  const courteous = mentions.filter(({ meanings }) => meanings.some(({ type }) => type === 'noise'));
  if (courteous.length === 0) return tokens;
  const inside = (index: number) => courteous.some(({ from, to }) => index >= from && index < to);
  return tokens.map((token, index) => (inside(index) ? { ...token, weight: 0 } : token));
}
