/** From the folder of YAML files to one immutable, validated, indexed Knowledge; or every error at once. */
import { type Draft, errorAt, readDraft } from './files.ts';
import type { Knowledge } from './knowledge.ts';
import type { Source, SourceDocument } from './schema.ts';
import { validate } from './validate.ts';
import { treeProblems } from './validate-tree.ts';
import type { KnowledgeError } from './yaml-file.ts';

/** What loading gives: the knowledge, or every error, sorted by file and line. */
export type LoadResult =
  | { readonly ok: true; readonly knowledge: Knowledge }
  | { readonly ok: false; readonly errors: readonly KnowledgeError[] };

/** Loads `knowledge/`. Synchronous: it takes some tens of milliseconds, once at the start and once a change. */
export function loadKnowledge(directory: string): LoadResult {
  return knowledgeOf(readDraft(directory));
}

/** The knowledge that a draft makes. */
export function knowledgeOf(draft: Draft): LoadResult {
  const knowledge = assemble(draft);
  const errors = [...draft.errors, ...validate(draft), ...treeErrors(draft, knowledge)];
  if (knowledge === undefined || errors.length > 0) {
    return { ok: false, errors: errors.sort(byPlace) };
  }
  return { ok: true, knowledge: frozen(knowledge) };
}

/** The tree's own checks need the rest of the knowledge, whole and indexed. */
function treeErrors({ tree, errors }: Draft, knowledge: Knowledge | undefined): KnowledgeError[] {
  if (tree === undefined || knowledge === undefined || errors.length > 0) return [];
  return treeProblems(tree.value, knowledge).map(({ path, message }) => errorAt(tree, path, message));
}

/** The order in which an editor goes through them. */
export function byPlace(left: KnowledgeError, right: KnowledgeError): number {
  return left.file.localeCompare(right.file) || left.line - right.line;
}

function assemble(draft: Draft): Knowledge | undefined {
  if (draft.tree === undefined || draft.lexicon === undefined) return undefined;
  return {
    version: draft.version,
    documents: draft.documents.map(({ value }) => value),
    sources: new Map(draft.documents.flatMap(({ value }) => sectionsOf(value))),
    entities: byId(draft.entities),
    criteria: byId(draft.criteria),
    personas: byId(draft.personas),
    comparisons: draft.comparisons.map(({ value }) => value),
    topics: byId(draft.topics),
    tree: draft.tree.value,
    lexicon: draft.lexicon.value,
    leftOut: draft.leftOut.map(({ value }) => value),
    ownWords: draft.ownWords.map(({ value }) => value),
    phrasings: draft.phrasings.map(({ value }) => value),
  };
}

function byId<T extends { id: string }>(parts: readonly { value: T }[]): Map<string, T> {
  return new Map(parts.map(({ value }) => [value.id, value]));
}

function sectionsOf(document: SourceDocument): [string, Source][] {
  return document.sections.map(({ id, title, url }) => [
    id,
    { id, section: title, document, url: url ?? document.url },
  ]);
}

/** Freezes a value and all that it holds, through maps too. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) frozen(inner);
  return value;
}
