/** What the guide has instead of what it decided against. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Question } from './question.ts';

/**
 * What may be taken instead of a product that the guide discards or does not favour: what it is compared with, else what the tree recommends
 * where it rules that product out; undefined of any other product, or where the guide has nothing instead.
 */
export function insteadOf(subject: string, knowledge: Knowledge): Question | undefined {
  const entity = knowledge.entities.get(subject);
  if (entity?.decision?.status !== 'discarded' && entity?.decision?.status !== 'not-favoured')
    return undefined;
  const compared = knowledge.comparisons.find((one) => one.subjects.includes(subject));
  const subjects = compared?.subjects.filter((id) => id !== subject) ?? [];
  if (subjects.length > 0)
    return subjects.length === 1
      ? { kind: 'card', subjects }
      : { kind: 'comparison', subjects, asked: [], common: false };
  const outcomes = knowledge.tree.outcomes.filter(
    ({ ruled_out, entities: recommended }) =>
      recommended.length > 0 && ruled_out.some(({ text }) => text.startsWith(entity.name)),
  );
  return outcomes.length === 0
    ? undefined
    : { kind: 'need', entities: [], outcomes: outcomes.map(({ id }) => id) };
}
