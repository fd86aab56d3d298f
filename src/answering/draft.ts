/** What the parts of answering build: blocks and what they rest on, before the engine adds confidence and explanation. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Entity } from '../knowledge/schema.ts';
import type { Manner } from '../understanding/question.ts';
import { type Answer, type Band, type Block, type Inline, plain, type Suggestion, strong } from './answer.ts';
import { Citations, sentence } from './phrasing.ts';

/** An answer in the making. */
export interface Draft {
  readonly band: Band;
  readonly blocks: readonly Block[];
  readonly citations: Answer['citations'];
  readonly undated?: true;
  /** Entities that it is about: what a follow-up takes up. */
  readonly subjects: readonly string[];
  readonly next?: readonly Inline[];
  readonly node?: string;
  readonly suggestions?: readonly Suggestion[];
}

/** What every part of answering is given. */
export interface Desk {
  readonly knowledge: Knowledge;
  readonly manner: Manner;
  readonly citations: Citations;
}

/** A fresh desk for one question. */
export function desk(knowledge: Knowledge, manner: Manner): Desk {
  return { knowledge, manner, citations: new Citations(knowledge) };
}

/** The entity with that id, which recognition took from the same knowledge. */
export function entityOf({ knowledge }: Pick<Desk, 'knowledge'>, id: string): Entity {
  const entity = knowledge.entities.get(id);
  if (entity === undefined) throw new Error(`no entity ${id} in this knowledge`);
  return entity;
}

/** Names of entities, in order. */
export function namesOf(desk: Pick<Desk, 'knowledge'>, subjects: readonly string[]): string[] {
  return subjects.map((id) => entityOf(desk, id).name);
}

/**
 * What an entity is, then what more is said of it, its name in bold once: within the summary where it begins with it,
 * before it otherwise. The same text is not said twice.
 */
export function present(desk: Desk, entity: Entity, more: readonly string[] = []): Inline[] {
  const { name } = entity;
  const summary = desk.citations.cite(entity.summary).text;
  const text = [summary, ...new Set(more.filter((one) => !summary.includes(one)))].map(sentence).join(' ');
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  // "L'API SIRENE …" begins with its name; "Le guide ne dit rien de Grist" does not.
  if (at < 0 || at > 12) return [strong(name), plain(` : ${text}`)];
  const end = at + name.length;
  return [
    ...(at === 0 ? [] : [plain(text.slice(0, at))]),
    strong(text.slice(at, end)),
    plain(text.slice(end)),
  ];
}

/** What the guide decided about an entity, as sentences; empty where it decided nothing. */
export function decided(desk: Desk, entity: Entity): string[] {
  return entity.decision === undefined ? [] : [desk.citations.cite(entity.decision).text];
}
