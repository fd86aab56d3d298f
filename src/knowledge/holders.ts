/** The texts of the knowledge, as sets of words: what a unit of the guide is looked for in. */
import type { Knowledge } from './knowledge.ts';
import { phraseKey, words } from './normalise.ts';
import type { Criterion, Entity, Fact, SourceDocument } from './schema.ts';

/** A text of the knowledge that can hold a unit of a document. */
export interface Holder {
  readonly id: string;
  /** The section that it rests on. */
  readonly source: string;
  readonly words: ReadonlySet<string>;
  /** A subject's whole card: its statements may rest on several sections. */
  readonly card: boolean;
  /** The name of the profile that a feature is for. */
  readonly persona: string | undefined;
}

/** Reads a text into the words that count, the former names of things replaced by their names. */
export interface Reader {
  readonly words: (text: string) => string[];
}

/** Grammar and layout ("cf. infra"): all other words of the guide must be found. Negations count. */
const grammar = new Set(
  words(
    `le la les un une des du de au aux en et ou par pour sur dans avec que qui est sont ce cette ces se son sa ses leur leurs
    il elle ils elles etre etc ex cf infra comme quelques nos notre`,
  ).map(({ stem }) => stem),
);

/** A reader that knows the former names of the knowledge. */
export function readerOf(knowledge: Knowledge): Reader {
  const names = [...knowledge.entities.values()].flatMap((entity) =>
    [...entity.former_names, ...(entity.short_name === undefined ? [] : [entity.short_name])].map(
      (name) => [` ${phraseKey(name)} `, ` ${phraseKey(entity.name)} `] as const,
    ),
  );
  return {
    words: (text) =>
      names
        .reduce((key, [name, current]) => key.replaceAll(name, current), ` ${phraseKey(text)} `)
        .split(' ')
        .filter((stem) => stem !== '' && !grammar.has(stem)),
  };
}

/** Every statement and card of the knowledge that rests on a document. */
export function holdersOf(knowledge: Knowledge, reader: Reader, document: SourceDocument): Holder[] {
  const sections = new Set(document.sections.map(({ id }) => id));
  const holders: Holder[] = [];
  const add = (id: string, source: string, value: object, card: boolean) => {
    if (!sections.has(source)) return;
    const persona = 'persona' in value ? knowledge.personas.get(String(value.persona))?.name : undefined;
    holders.push({ id, source, card, persona, words: new Set([...textsIn(value)].flatMap(reader.words)) });
  };
  const statements = (id: string, value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if ('source' in value && typeof value.source === 'string') add(id, value.source, value, false);
    for (const inner of Object.values(value)) statements(id, inner);
  };
  for (const entity of knowledge.entities.values()) {
    statements(entity.id, entity);
    const { name, short_name, former_names, summary, advice, decision, limits } = entity;
    const card = { name, short_name, former_names, summary, advice, decision, limits };
    for (const source of sourcesOf([summary, ...advice, ...(decision === undefined ? [] : [decision])])) {
      add(entity.id, source, card, true);
    }
  }
  for (const topic of knowledge.topics.values()) {
    statements(topic.id, topic);
    const card = { name: topic.name, statements: topic.statements };
    for (const source of sourcesOf(topic.statements)) add(topic.id, source, card, true);
  }
  for (const part of [...knowledge.personas.values(), ...knowledge.comparisons]) statements(part.id, part);
  // The shortest first, so that what holds a unit is the statement that says it, not one that happens to have its words.
  return holders.sort((left, right) => left.words.size - right.words.size);
}

function sourcesOf(statements: readonly { source: string }[]): Set<string> {
  return new Set(statements.map(({ source }) => source));
}

/** Keys whose texts are not said: identifiers, and words by which a thing is found. */
const unsaid = new Set(
  'id source role url persona keywords aliases weak_aliases misspellings needs values history'.split(' '),
);

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (!unsaid.has(key)) yield* textsIn(inner);
  }
}

/** All that a fact says. */
export function factTexts(fact: Fact): string {
  return [...textsIn(fact)].join(' ');
}

/** The names of a thing, in one text. */
export function cardOf(thing: Entity | Criterion | undefined): string {
  if (thing === undefined) return '';
  if ('label' in thing) return [thing.label, ...thing.aliases].join(' ');
  return [thing.name, ...thing.former_names, ...thing.aliases].join(' ');
}

/** Every address in the knowledge. */
export function urlsOf(knowledge: Knowledge): Set<string> {
  const urls = new Set<string>();
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    if ('url' in value && typeof value.url === 'string') urls.add(value.url);
    for (const inner of Object.values(value)) walk(inner);
  };
  for (const part of [...knowledge.entities.values(), ...knowledge.topics.values()]) walk(part);
  return urls;
}
