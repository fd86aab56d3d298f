/** What the sides of a subject have in common: a draft about one entity, and the silence of the guide on one side. */
import type { Entity } from '../knowledge/schema.ts';
import { type Block, paragraph } from './answer.ts';
import type { Desk, Draft } from './draft.ts';
import { whatIsKnown } from './facts.ts';

/** A draft about one entity. */
export const drafted = (desk: Desk, entity: Entity, blocks: readonly Block[]): Draft => ({
  band: 'answer',
  blocks,
  citations: desk.citations.list,
  subjects: [entity.id],
});

/** The guide is silent on that side of a subject it knows: said first, then what it does say. */
export function silent(desk: Desk, entity: Entity, what: string): Draft {
  const lead = paragraph(`Le guide ne le dit pas : il ne donne ${what} pour ${entity.name}.`);
  return {
    ...drafted(desk, entity, [lead, ...whatIsKnown(desk, [entity])]),
    band: 'refuse',
    citations: desk.citations.list,
  };
}
