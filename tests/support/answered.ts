/** Drafts over the small knowledge, as plain text. */
import { type Desk, type Draft, desk } from '../../src/answering/draft.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import type { Manner } from '../../src/understanding/question.ts';
import { small } from './small-knowledge.ts';

/** A question that is put in no particular way; fields say how it is put. */
export const manner = (fields: Partial<Manner> = {}): Manner => ({
  yesNo: false,
  permission: false,
  why: false,
  count: false,
  meaning: false,
  question: true,
  ...fields,
});

/** A desk over the small knowledge. */
export const deskFor = (fields: Partial<Manner> = {}, knowledge: Knowledge = small): Desk =>
  desk(knowledge, manner(fields));

export const yesNo = { yesNo: true };

/** What a draft says. */
export const textOf = (draft: Draft): string => renderPlain(draft.blocks);

/** What it says first. */
export const firstOf = (draft: Draft): string => textOf(draft).split('\n')[0] ?? '';

/** The sections that it rests on. */
export const sourcesOf = (draft: Draft): string[] => draft.citations.map(({ id }) => id);
