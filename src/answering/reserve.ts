/** What is said when the bot is not sure to have understood: how it understood, and what else may be meant. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Question } from '../understanding/question.ts';
import type { Understanding } from '../understanding/understanding.ts';
import { type Block, paragraph, type Suggestion, strong } from './answer.ts';
import { type Draft, desk } from './draft.ts';
import { capital, enumerate } from './phrasing.ts';
import { answerNotUnderstood, shortened } from './refusals.ts';
import { describe, queryFor } from './wording.ts';

/** At most so many readings are offered to choose from. */
const maxOffered = 3;
/** At most so many words are named that were not understood. */
const maxWords = 3;

/** The answer to a reading that is not sure, which is named, so that one message is enough where it is the right one. */
export function withReserve(
  knowledge: Knowledge,
  { band, others, strange }: Pick<Understanding, 'band' | 'others' | 'strange'>,
  question: Question,
  draft: Draft,
): Draft {
  const words = [...new Set(strange)].slice(0, maxWords).map((word) => `« ${shortened(word)} »`);
  const reserve = paragraph(
    'J’ai compris, sans certitude : « ',
    strong(describe(knowledge, question)),
    words.length === 0 ? ' ».' : ` » ; je n’ai pas compris ${enumerate(words, 'ni')}.`,
  );
  const suggestions = offered(
    knowledge,
    others.filter((other) => !isSame(knowledge, other, question)),
  ).slice(0, band === 'answer' ? 1 : 2);
  return { ...draft, band: 'suggest', blocks: [reserve, ...draft.blocks], suggestions };
}

/** The guide is silent on what was best understood: what comes next may be what is asked. */
export function instead(
  knowledge: Knowledge,
  asked: Question,
  silence: Draft,
  question: Question,
  next: Draft,
): Draft {
  // On several criteria its first line is but the name of the first.
  const several = 'asked' in asked && asked.asked.length > 1;
  const silent = several
    ? [paragraph(`Le guide ne le dit pas pour « ${describe(knowledge, asked)} ».`)]
    : silence.blocks.slice(0, 1);
  const lead = paragraph("Ce qu'il dit pour « ", strong(describe(knowledge, question)), ' » :');
  return { ...next, band: 'suggest', blocks: [...silent, lead, ...next.blocks] };
}

/** What comes nearest to a message that was not understood, told as no more than that. */
export function nearestTo(draft: Draft): Draft {
  const lead = paragraph("Je ne trouve pas cela tel quel dans le guide. Ce qui s'en approche :");
  return { ...draft, band: 'suggest', blocks: [lead, ...draft.blocks.map(withoutVerdict)] };
}

/** "Oui, Ondine a une API": to another question that is no yes. */
function withoutVerdict(block: Block): Block {
  if (block.type !== 'paragraph') return block;
  const [first, ...rest] = block.content;
  if (first?.type !== 'text') return block;
  return paragraph(capital(first.text.replace(/^(?:Oui|Non)(?:, | : )/u, '')), ...rest);
}

/** The readings of a message that was not understood, to choose from by a number. */
export function choice(knowledge: Knowledge, understood: Understanding): Draft {
  const { question, others, manner, unknown, subjects } = understood;
  const refusal = answerNotUnderstood(desk(knowledge, manner), unknown, []);
  const suggestions = offered(knowledge, question === undefined ? others : [question, ...others]);
  if (suggestions.length === 0) return refusal;
  return { ...refusal, band: 'suggest', blocks: refusal.blocks.slice(0, 1), suggestions, subjects };
}

/** Whether two readings get the same answer: criteria of several subjects compare them. */
function isSame(knowledge: Knowledge, one: Question, other: Question): boolean {
  const key = (question: Question) =>
    (question.kind === 'criterion' || question.kind === 'comparison') && question.asked.length > 0
      ? JSON.stringify([question.subjects.toSorted(), question.asked])
      : queryFor(knowledge, question);
  return key(one) === key(other);
}

/** The readings that a text can ask for, each once. */
function offered(knowledge: Knowledge, readings: readonly Question[]): Suggestion[] {
  const suggestions = new Map<string, Suggestion>();
  for (const reading of readings) {
    const query = queryFor(knowledge, reading);
    if (query !== undefined && !suggestions.has(query))
      suggestions.set(query, { label: describe(knowledge, reading), query });
  }
  return [...suggestions.values()].slice(0, maxOffered);
}
