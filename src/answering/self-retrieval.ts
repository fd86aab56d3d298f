/** Whether each fact is found by its own question, made from its names, and each plain question of the phrasings is understood. */
import type { LostFact, SelfRetrieval } from '../knowledge/check.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createEngine } from './create.ts';
import type { Engine } from './engine.ts';

/** Asks for each fact, and each plain question of the phrasings. */
export function retrieveItself(knowledge: Knowledge): SelfRetrieval {
  const engine = createEngine(knowledge);
  return { lostFacts: lostFacts(knowledge, engine), unclearPhrasings: unclearPhrasings(knowledge, engine) };
}

/** Asks for each fact by the name of its entity and that of its criterion. */
function lostFacts(knowledge: Knowledge, engine: Engine): LostFact[] {
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

function unclearPhrasings({ phrasings }: Knowledge, engine: Engine): string[] {
  return phrasings.flatMap(({ means }) => {
    if (means === undefined) return [];
    const { answers } = engine.ask(means);
    return answers.length === 1 && answers[0]?.band === 'answer' ? [] : [means];
  });
}
