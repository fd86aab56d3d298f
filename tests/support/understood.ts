/** Texts as the small knowledge understands them, in a form that reads in an assertion. */

import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Context } from '../../src/understanding/context.ts';
import type { Question } from '../../src/understanding/question.ts';
import type { Material, Reading } from '../../src/understanding/readings/reading.ts';
import { Recogniser } from '../../src/understanding/recognise.ts';
import { Search } from '../../src/understanding/search.ts';
import { fillSlots, type Slots } from '../../src/understanding/slots.ts';
import { Understander } from '../../src/understanding/understand.ts';
import type { Understanding } from '../../src/understanding/understanding.ts';
import { small } from './small-knowledge.ts';

export const recogniser = new Recogniser(small);
const search = new Search(recogniser.entries);
const understander = new Understander(small);

/** What was said before: fields of a context. */
export const said = (fields: Partial<Context>): Context => ({
  version: 1,
  kind: 'card',
  subjects: [],
  beside: [],
  topics: [],
  asked: [],
  items: [],
  outcomes: [],
  ...fields,
});

/** The slots of a text. */
export const slotsOf = (text: string, context?: Context): Slots =>
  fillSlots(recogniser.recognise(text), small, context);

/** What the readings of a text are made from, by the small knowledge or another. */
export function materialOf(text: string, context?: Context, knowledge: Knowledge = small): Material {
  const by = knowledge === small ? recogniser : new Recogniser(knowledge);
  const utterance = by.recognise(text);
  const slots = fillSlots(utterance, knowledge, context);
  return {
    utterance,
    slots,
    knowledge,
    search: by === recogniser ? search : new Search(by.entries),
    context,
  };
}

/** A text as one question. */
export const understood = (text: string, context?: Context): Understanding => understander.one(text, context);

/** The best reading of some, or undefined. */
export const bestOf = (readings: readonly Reading[]): Question | undefined =>
  [...readings].sort((left, right) => right.score - left.score)[0]?.question;
