/** Whether each fact is found by its own question, made from its names, and each plain question of the phrasings is understood. */
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createEngine } from './create.ts';

/** A fact that its own question does not find. */
export interface LostFact {
  readonly entity: string;
  readonly criterion: string;
  readonly question: string;
  /** What the question was understood as, in French. */
  readonly understood: string;
}

/** Asks for each fact by the name of its entity and that of its criterion. */
export function lostFacts(knowledge: Knowledge): LostFact[] {
  const engine = createEngine(knowledge);
  return [...knowledge.entities.values()].flatMap((entity) =>
    Object.keys(entity.facts).flatMap((criterion) => {
      const label = knowledge.criteria.get(criterion)?.label ?? criterion;
      const question = `${label} ${entity.name} ?`;
      const { answers } = engine.ask(question);
      const [answer] = answers;
      const found =
        answers.length === 1 &&
        answer?.band === 'answer' &&
        answer.subjects.includes(entity.id) &&
        answer.explanation?.criteria.includes(label) === true;
      const understood = answer?.explanation?.kind ?? 'rien';
      return found ? [] : [{ entity: entity.id, criterion, question, understood }];
    }),
  );
}

/** The plain questions of `phrasings.yaml` that are not answered without a reserve: what resembles them would mislead. */
export function unclearPhrasings(knowledge: Knowledge): string[] {
  const engine = createEngine(knowledge);
  return knowledge.phrasings.flatMap(({ means }) => {
    if (means === undefined) return [];
    const { answers } = engine.ask(means);
    return answers.length === 1 && answers[0]?.band === 'answer' ? [] : [means];
  });
}
