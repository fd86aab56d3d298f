/** Two questions in one message get two answers, in one reply: an edit or a redaction of the question has one answer to follow. */
import { type Answer, paragraph } from '../answering/answer.ts';

/** Puts answers one after the other. @param answers at least one */
export function merge(answers: readonly Answer[]): Answer {
  const [only] = answers;
  if (answers.length === 1 && only !== undefined) return only;
  const bands = answers.map(({ band }) => band);
  const suggestions = answers.flatMap((answer) => answer.suggestions ?? []);
  return {
    band: bands.includes('answer') ? 'answer' : bands.includes('suggest') ? 'suggest' : 'refuse',
    confidence: Math.min(...answers.map(({ confidence }) => confidence)),
    subjects: [...new Set(answers.flatMap(({ subjects }) => subjects))],
    blocks: answers.flatMap(({ blocks, next }) => [
      ...blocks,
      ...(next === undefined ? [] : [paragraph(...next)]),
    ]),
    citations: answers.flatMap(({ citations }) => citations),
    ...(suggestions.length > 0 && { suggestions }),
  };
}
