/** From the folder of YAML files to one immutable, validated, indexed Knowledge; or every error at once. */
import { keep, recall } from './cache.ts';
import { type Examples, learnExamples } from './examples.ts';
import { type Draft, errorAt, fingerprintIn, readDraft, versionLength } from './files.ts';
import type { Knowledge } from './knowledge.ts';
import { type LearntWords, learn, learntFrom } from './normalise.ts';
import type { Phrasing, Source, SourceDocument } from './schema.ts';
import type { Steps } from './steps.ts';
import { eachText, validate } from './validate.ts';
import { treeProblems } from './validate-tree.ts';
import type { KnowledgeError } from './yaml-file.ts';

/** What loading gives: the knowledge, or every error, sorted by file and line. */
export type LoadResult =
  | { readonly ok: true; readonly knowledge: Knowledge }
  | { readonly ok: false; readonly errors: readonly KnowledgeError[] };

/** What is kept of a folder that was found right: the next start needs no check of the same files. */
interface Kept {
  readonly content: Content;
  /** The words of its texts, which the index is made of. */
  readonly words: LearntWords;
}

/** Loads `knowledge/` at the start. What is right is kept for the next one, which takes as long as checking it. */
export function loadKnowledge(directory: string): LoadResult {
  const knowledge = known(directory);
  if (knowledge !== undefined) return { ok: true, knowledge };
  const draft = readDraft(directory);
  const result = knowledgeOf(draft);
  const content = contentOf(draft);
  if (!result.ok || content === undefined) return result;
  const kept: Kept = { content, words: learntFrom(textsOf(content)) };
  keep('knowledge', draft.fingerprint, kept);
  return { ok: true, knowledge: keepingExamples(result.knowledge, draft.fingerprint) };
}

/** Reads `knowledge/` again after a change. Nothing is kept of it: keeping it would double the pause of a bot that answers. */
export function readKnowledge(directory: string): LoadResult {
  return knowledgeOf(readDraft(directory));
}

/** The knowledge of a folder whose files, none missing and none unknown, were found right before. */
function known(directory: string): Knowledge | undefined {
  const errors: KnowledgeError[] = [];
  const fingerprint = fingerprintIn(directory, errors);
  if (fingerprint === undefined || errors.length > 0) return undefined;
  const kept = recall('knowledge', fingerprint);
  if (kept === undefined) return undefined;
  // Nothing but this very code wrote it: the cache's key holds it.
  const { content, words } = kept.value as Kept;
  learn(words);
  return keepingExamples(frozen(assemble(fingerprint, content)), fingerprint);
}

/** The same knowledge; what is learnt of its examples is kept too. */
function keepingExamples(knowledge: Knowledge, fingerprint: string): Knowledge {
  return Object.freeze({ ...knowledge, learnExamples: () => keptExamples(knowledge.phrasings, fingerprint) });
}

function* keptExamples(phrasings: readonly Phrasing[], fingerprint: string): Steps<Examples> {
  const kept = recall('examples', fingerprint);
  if (kept !== undefined) return kept.value as Examples;
  const examples = yield* learnExamples(phrasings);
  yield;
  keep('examples', fingerprint, examples);
  return examples;
}

/** The knowledge that a draft makes. */
export function knowledgeOf(draft: Draft): LoadResult {
  const content = contentOf(draft);
  const knowledge = content && assemble(draft.fingerprint, content);
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

/** The values of a draft, in the order of the files. */
function contentOf(draft: Draft) {
  if (draft.tree === undefined || draft.lexicon === undefined) return undefined;
  return {
    documents: valuesOf(draft.documents),
    entities: valuesOf(draft.entities),
    criteria: valuesOf(draft.criteria),
    personas: valuesOf(draft.personas),
    comparisons: valuesOf(draft.comparisons),
    topics: valuesOf(draft.topics),
    tree: draft.tree.value,
    lexicon: draft.lexicon.value,
    leftOut: valuesOf(draft.leftOut),
    ownWords: valuesOf(draft.ownWords),
    phrasings: valuesOf(draft.phrasings),
  };
}
type Content = NonNullable<ReturnType<typeof contentOf>>;

function valuesOf<T>(parts: readonly { value: T }[]): T[] {
  return parts.map(({ value }) => value);
}

function assemble(fingerprint: string, content: Content): Knowledge {
  return {
    ...content,
    version: fingerprint.slice(0, versionLength),
    sources: new Map(content.documents.flatMap(sectionsOf)),
    entities: byId(content.entities),
    criteria: byId(content.criteria),
    personas: byId(content.personas),
    topics: byId(content.topics),
    learnExamples: () => learnExamples(content.phrasings),
  };
}

function byId<T extends { id: string }>(values: readonly T[]): Map<string, T> {
  return new Map(values.map((value) => [value.id, value]));
}

/** All texts but the ways of asking, which no index of phrases reads. */
function textsOf({ phrasings: _, ...content }: Content): string[] {
  const texts: string[] = [];
  eachText(content, '', [], (_key, _path, text) => texts.push(text));
  return texts;
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
