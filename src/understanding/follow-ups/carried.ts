/** What a message owes to what was just spoken of: whether it rests on that, stays with it or leaves it, and what it is reminded of. */
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Context } from '../context.ts';
import { concerns } from '../entries.ts';
import type { Utterance } from '../meaning.ts';
import { isCued } from '../meant.ts';
import type { Question } from '../question.ts';
import { isSilence, type Understanding } from '../understanding.ts';
import { goesOn } from './follow-ups.ts';
import { previousQuestion } from './previous.ts';

/** So many words at most go on from what was just said, whatever they are. */
const short = 7;

/**
 * Whether a reading rests on what was said before rather than on a fact of what it names: one in five of those that the examples do not
 * confirm was wrong.
 */
export function isCarried({ question, subjects }: Understanding, context: Context | undefined): boolean {
  if (context === undefined || question === undefined) return false;
  const { kind } = question;
  return (
    kind === 'aspect' ||
    kind === 'card' ||
    kind === 'topic' ||
    (kind === 'criterion' && subjects.length === 0)
  );
}

/** Whether a question is of what was just spoken of. */
export function staysWith(knowledge: Knowledge, question: Question, context: Context | undefined): boolean {
  if (context === undefined) return false;
  if (question.kind === 'topic') return question.topics.some((id) => context.topics.includes(id));
  if (question.kind === 'item')
    return question.items.some((item) => concerns(knowledge, item, context.subjects));
  return 'subjects' in question && question.subjects.some((id) => context.subjects.includes(id));
}

/**
 * Whether a question is another than one of what was just spoken of: that may be two of which the same was said, which nobody compares; who
 * else has something is not asked either ("il est accessible ?").
 */
export const leaves = (question: Question, utterance: Utterance): boolean =>
  question.kind === 'constraints' ||
  (question.kind === 'comparison' && question.asked.length === 0 && !isCued(utterance, 'compare'));

/** The names of the subjects that were just spoken of, else of the topics. */
export function namesIn({ entities, topics }: Knowledge, context: Context): string[] {
  const names = context.subjects.flatMap((id) => entities.get(id)?.name ?? []);
  return names.length > 0 ? names : context.topics.flatMap((id) => topics.get(id)?.name ?? []);
}

/** "Il s'appelle comment ?": nothing is nearer to what goes on from what was just said, or is that short, than that. */
export function reminded(
  knowledge: Knowledge,
  { subjects, utterance, question, ...understood }: Understanding,
  context: Context | undefined,
): Understanding | undefined {
  const isShort = utterance.tokens.length <= short || goesOn.some((cue) => isCued(utterance, cue));
  if (context === undefined || subjects.length > 0 || isSilence(question) || !isShort) return undefined;
  const again = previousQuestion(context, knowledge);
  const told = { band: 'suggest', question: again, others: [], likened: true, remote: true } as const;
  return again && { ...understood, subjects, utterance, ...told };
}
