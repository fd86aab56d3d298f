/** What the parts of answering build: blocks and what they rest on, before the engine adds confidence and explanation. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Entity } from '../knowledge/schema.ts';
import type { Manner } from '../understanding/question.ts';
import type { Answer, Band, Block, Inline, Suggestion } from './answer.ts';
import { Citations } from './phrasing.ts';

/** An answer in the making. */
export interface Draft {
  readonly band: Band;
  readonly blocks: readonly Block[];
  readonly citations: Answer['citations'];
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
