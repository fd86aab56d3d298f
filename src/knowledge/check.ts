/** `npm run knowledge:check`: what an editor reads after a change. */
import { type Draft, errorAt, readDraft } from './files.ts';
import type { Knowledge } from './knowledge.ts';
import { byPlace, knowledgeOf } from './load.ts';
import { remarksOn } from './remarks.ts';
import { errorLine, type KnowledgeError } from './yaml-file.ts';

/** What the command prints, and its exit status. */
export interface CheckResult {
  readonly text: string;
  readonly status: 0 | 1;
}

/** What the check needs from outside. */
export interface CheckSettings {
  /** A source last read before that day (`YYYY-MM-DD`) is due for another look. */
  readonly readSince: string;
  /** What the knowledge does not find of itself, which takes an engine. */
  readonly retrieveItself: (knowledge: Knowledge) => SelfRetrieval;
}

/** What the knowledge does not find of itself. */
export interface SelfRetrieval {
  readonly lostFacts: readonly LostFact[];
  /** The plain questions of `phrasings/` that are not answered without a reserve: what resembles them would mislead. */
  readonly unclearPhrasings: readonly string[];
}

/** A fact that its own question does not find, and what that was understood as. */
export interface LostFact {
  readonly entity: string;
  readonly criterion: string;
  readonly question: string;
  readonly understood: string;
}

/** Checks a folder of knowledge: one line an error; else one line a remark, which is no failure, and a summary. */
export function checkKnowledge(directory: string, settings: CheckSettings): CheckResult {
  const draft = readDraft(directory);
  const result = knowledgeOf(draft);
  if (!result.ok) {
    const { errors } = result;
    return { text: [...errors.map(errorLine), '', `${count(errors, 'erreur')}.`].join('\n'), status: 1 };
  }
  const { knowledge } = result;
  const { lostFacts, unclearPhrasings } = settings.retrieveItself(knowledge);
  const lost = lostFacts.flatMap((fact) => lostRemark(draft, fact));
  const unclear = new Set(unclearPhrasings);
  const remarks = [...remarksOn(draft, settings.readSince), ...lost, ...unclearRemarks(draft, unclear)].sort(
    byPlace,
  );
  const lines =
    remarks.length === 0 ? [] : [...remarks.map(errorLine), '', `${count(remarks, 'remarque')}.`, ''];
  return { text: [...lines, summary(knowledge)].join('\n'), status: 0 };
}

function count({ length }: readonly KnowledgeError[], what: string): string {
  return `${length} ${what}${length > 1 ? 's' : ''} dans les connaissances`;
}

function lostRemark(draft: Draft, { entity, criterion, question, understood }: LostFact): KnowledgeError[] {
  const part = draft.entities.find(({ value }) => value.id === entity);
  if (part === undefined) return [];
  const message = `la question « ${question} » ne trouve pas ce fait (comprise comme : ${understood}) : un nom ou un alias mène ailleurs`;
  return [errorAt(part, ['facts', criterion], message)];
}

function unclearRemarks({ phrasings }: Draft, unclear: ReadonlySet<string>): KnowledgeError[] {
  return phrasings
    .filter(({ value }) => value.means !== undefined && unclear.has(value.means))
    .map((part) => {
      const message = `la question « ${part.value.means} » n'est pas comprise sans hésitation : prenez une question plus simple, que le bot comprend`;
      return errorAt(part, ['means'], message);
    });
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
