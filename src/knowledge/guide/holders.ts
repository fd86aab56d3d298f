/** The texts of the knowledge, as sets of words: what a unit of the guide is looked for in. */
import type { Knowledge } from '../knowledge.ts';
import { keptKey, words } from '../normalise.ts';
import type { Criterion, Entity, Fact, History } from '../schema.ts';

/** What the knowledge says in one place, with the section that it rests on. What older generations said is not among it. */
export interface KnowledgeStatement {
  /** `gitbook.summary`, `demat-social.hds`, the id of a feature or limit, … */
  readonly id: string;
  readonly source: string;
  readonly value: object;
}

/** A text of the knowledge that can hold a unit of a document. */
export interface Holder {
  readonly id: string;
  /** The section that it rests on. */
  readonly source: string;
  /** As an editor reads it; undefined for a card, which says too much. */
  readonly text: string | undefined;
  readonly words: ReadonlySet<string>;
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
      (name) => [` ${keptKey(name)} `, ` ${keptKey(entity.name)} `] as const,
    ),
  );
  return {
    words: (text) =>
      names
        .reduce((key, [name, current]) => key.replaceAll(name, current), ` ${keptKey(text)} `)
        .split(' ')
        .filter((stem) => stem !== '' && !grammar.has(stem)),
  };
}

/** Everything that the knowledge says now, each with its source. */
export function* statementsOf(knowledge: Knowledge): Generator<KnowledgeStatement> {
  const { entities, topics, personas, comparisons } = knowledge;
  for (const part of [...entities.values(), ...topics.values(), ...personas.values(), ...comparisons]) {
    yield* statementsIn(part.id, part);
  }
}

/** Keys that add nothing to an id: `demat-social.hds` is clear without "facts". */
const unnamed = new Set(['facts', 'features', 'limits', 'statements']);

function* statementsIn(id: string, value: object): Generator<KnowledgeStatement> {
  if ('source' in value && typeof value.source === 'string') yield { id, source: value.source, value };
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null || key === 'history') continue;
    if ('id' in inner && typeof inner.id === 'string') yield* statementsIn(inner.id, inner);
    else yield* statementsIn(/^\d+$/.test(key) || unnamed.has(key) ? id : `${id}.${key}`, inner);
  }
}

/** Every statement and card of the knowledge. */
export function holdersOf(knowledge: Knowledge, reader: Reader): Holder[] {
  const holders: Holder[] = [];
  /** A card is all of a subject: its statements may rest on several sections. */
  const add = (id: string, source: string, value: object, card: boolean) => {
    const persona = 'persona' in value ? knowledge.personas.get(String(value.persona))?.name : undefined;
    holders.push({
      id,
      source,
      text: card ? undefined : shownTo(value),
      persona,
      words: new Set([...textsIn(value)].flatMap(reader.words)),
    });
  };
  for (const { id, source, value } of statementsOf(knowledge)) add(id, source, value, false);
  for (const entity of knowledge.entities.values()) {
    const { name, short_name, former_names, summary, advice, decision, limits } = entity;
    const card = { name, short_name, former_names, summary, advice, decision, limits };
    for (const source of sourcesOf([summary, ...advice, ...(decision === undefined ? [] : [decision])])) {
      add(entity.id, source, card, true);
    }
  }
  for (const topic of knowledge.topics.values()) {
    const card = { name: topic.name, statements: topic.statements };
    for (const source of sourcesOf(topic.statements)) add(topic.id, source, card, true);
  }
  // The shortest first, so that what holds a unit is the statement that says it, not one that happens to have its words.
  return holders.sort((left, right) => left.words.size - right.words.size);
}

/** What older generations said, by the id of what says it now, as sets of words. */
export function historiesOf(knowledge: Knowledge, reader: Reader): { id: string; words: Set<string> }[] {
  const within = (id: string, value: { history: readonly History[] }) =>
    value.history.map(({ text }) => ({ id, words: new Set(reader.words(text)) }));
  return [
    ...[...knowledge.topics.values()].flatMap((topic) => within(topic.id, topic)),
    ...[...knowledge.entities.values()].flatMap((entity) => [
      ...within(entity.id, entity),
      ...Object.entries(entity.facts).flatMap(([criterion, fact]) =>
        within(`${entity.id}.${criterion}`, fact),
      ),
    ]),
  ];
}

function sourcesOf(statements: readonly { source: string }[]): Set<string> {
  return new Set(statements.map(({ source }) => source));
}

/** The keys under which a part of the knowledge is said as it is. */
const spoken = ['name', 'description', 'text', 'value', 'detail', 'reasons'];

/** What a part of the knowledge says of itself, in one text: no names by which it is found, no verdict as "yes" or "no". */
export function wordingOf(part: object): string {
  const texts = Object.entries(part).filter(([key, inner]) => spoken.includes(key) && !verdicts.has(inner));
  return texts.map(([, inner]) => (Array.isArray(inner) ? inner.join(', ') : inner)).join(' ');
}

const verdicts = new Map<unknown, string>([
  ['yes', 'oui'],
  ['no', 'non'],
]);

const absences = {
  'not-communicated': 'non communiqué',
  'not-applicable': 'sans objet',
  undecided: 'non tranché',
} as const;

/** The same for an editor to read: a verdict and an absence in words, a link by its label and address. */
export function shownTo(part: object): string {
  if ('url' in part && 'label' in part) return `${part.label} (${part.url})`;
  const { value, absent, status }: Partial<Fact> = part;
  const first = verdicts.get(value) ?? (absent === undefined ? '' : absences[absent]);
  const pending = status === 'in-progress' ? '(en cours)' : '';
  return [first, wordingOf(part), pending].filter((text) => text !== '').join(' ');
}

/** Keys whose texts are not said: identifiers, and words by which a thing is found. */
const unsaid = new Set(
  `id source role url persona keywords weak_keywords aliases weak_aliases misspellings needs values conditional_values undecided_values
   status absent also history`.split(/\s+/),
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
