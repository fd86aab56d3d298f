/** `npm run knowledge:check`: what an editor reads after a change. */
import type { Knowledge } from './knowledge.ts';
import { loadKnowledge } from './load.ts';
import { errorLine } from './yaml-file.ts';

/** What the command prints, and its exit status. */
export interface CheckResult {
  readonly text: string;
  readonly status: 0 | 1;
}

/** Checks a folder of knowledge: a summary when all is right, else one line an error. */
export function checkKnowledge(directory: string): CheckResult {
  const result = loadKnowledge(directory);
  if (result.ok) return { text: summary(result.knowledge), status: 0 };
  const { errors } = result;
  const count = errors.length === 1 ? '1 erreur' : `${errors.length} erreurs`;
  return { text: [...errors.map(errorLine), '', `${count} dans les connaissances.`].join('\n'), status: 1 };
}

function summary(knowledge: Knowledge): string {
  const entities = [...knowledge.entities.values()];
  const facts = entities.reduce((sum, entity) => sum + Object.keys(entity.facts).length, 0);
  const items = new Set(entities.flatMap((entity) => [...entity.features, ...entity.limits]));
  return [
    `Connaissances valides (version ${knowledge.version}) :`,
    `${entities.length} entités, ${knowledge.criteria.size} critères, ${facts} faits, ${items.size} fonctionnalités et limites,`,
    `${knowledge.topics.size} sujets, ${knowledge.comparisons.length} comparaisons, ${knowledge.tree.nodes.length} questions d'aiguillage, ${knowledge.sources.size} sections du guide.`,
  ].join('\n');
}
