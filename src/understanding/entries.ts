/** What coverage ranking searches: the curated fields of the knowledge, no prose (search-dialogue-ux.md, 1.5). */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Entity, Item } from '../knowledge/schema.ts';
import type { Meaning, MeaningType } from './meaning.ts';

/** Something that coverage ranking may find: its words, and what it is. */
export interface Entry {
  readonly meaning: Meaning;
  /** The entity it belongs to, whose name explains itself. */
  readonly owner: string | undefined;
  readonly stems: ReadonlySet<string>;
  /** Those of them that find it alone: words of the guide. */
  readonly telling: ReadonlySet<string>;
  /** The stems of each of its names: of one that has several words, two are needed to find it. */
  readonly names: readonly ReadonlySet<string>[];
  /** Words of what is said about it: they do not find it, but once it is named they are explained by it. */
  readonly said: ReadonlySet<string>;
}

/** Features and limits of an entity. */
export function itemsOf(entity: Entity): Item[] {
  return [...entity.features, ...entity.limits];
}

/** The feature or limit that a reference (`entity/item`) names, if there is one. */
export function itemIn(knowledge: Knowledge, reference: string): Item | undefined {
  const [owner = '', id = ''] = reference.split('/');
  const entity = knowledge.entities.get(owner);
  return entity === undefined ? undefined : itemsOf(entity).find((one) => one.id === id);
}

/** Whether a feature or limit (`entity/item`) is one of an API. */
export const isOfApi = (knowledge: Knowledge, reference: string): boolean =>
  /\bAPI\b/u.test(itemIn(knowledge, reference)?.text ?? '');

/** Whether a feature or limit (`entity/item`) is about one of some entities. */
export function concerns(knowledge: Knowledge, reference: string, entities: readonly string[]): boolean {
  const owner = reference.split('/')[0] ?? '';
  return (
    entities.includes(owner) ||
    (itemIn(knowledge, reference)?.also.some((one) => entities.includes(one)) ?? false)
  );
}

export interface RawEntry {
  readonly meaning: Meaning;
  readonly owner: string | undefined;
  readonly texts: readonly string[];
  /** Other names of it, of which one word of several says too little. */
  readonly names: readonly string[];
  readonly said: readonly string[];
}

/** The curated fields that coverage ranking searches: no prose (search-dialogue-ux.md, 1.5). */
export function entriesOf(knowledge: Knowledge): RawEntry[] {
  const entries: RawEntry[] = [];
  const add = (
    type: MeaningType,
    id: string,
    owner: string | undefined,
    texts: readonly (string | undefined)[],
    said: readonly string[] = [],
    names: readonly string[] = [],
  ) => {
    const given = texts.filter((text) => text !== undefined);
    entries.push({
      meaning: { type, id, strength: 'name' },
      owner,
      texts: given,
      names,
      said,
    });
  };
  for (const entity of knowledge.entities.values()) {
    const { name, aliases, former_names, needs, summary, decision, advice, examples } = entity;
    const told = [...advice, ...examples].map((one) => one.text);
    const decided = decision === undefined ? [] : [decision.text, ...decision.reasons];
    const texts = [name, ...aliases, ...former_names, ...needs, summary.text];
    add('entity', entity.id, entity.id, texts, [...told, ...decided]);
    for (const item of itemsOf(entity)) {
      const persona = item.persona === undefined ? undefined : knowledge.personas.get(item.persona);
      add('item', `${entity.id}/${item.id}`, entity.id, [item.text, ...item.keywords, persona?.name]);
    }
    for (const [id, fact] of Object.entries(entity.facts)) {
      const criterion = knowledge.criteria.get(id);
      const value = Array.isArray(fact.value)
        ? fact.value
        : [fact.value === 'yes' || fact.value === 'no' ? undefined : fact.value];
      const told = [criterion?.label, fact.label, ...value, fact.detail];
      add('fact', `${entity.id}/${id}`, entity.id, told, [], criterion?.aliases);
    }
  }
  for (const criterion of knowledge.criteria.values()) {
    add('criterion', criterion.id, undefined, [criterion.label, ...criterion.aliases]);
  }
  for (const topic of knowledge.topics.values()) {
    const said = topic.statements.map((one) => one.text);
    add('topic', topic.id, undefined, [topic.name, ...topic.aliases, ...topic.needs], said);
  }
  for (const outcome of knowledge.tree.outcomes) {
    add('outcome', outcome.id, undefined, [outcome.title, ...outcome.aliases]);
  }
  return entries;
}
