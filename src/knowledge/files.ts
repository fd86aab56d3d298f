/** Which files the knowledge is made of, and what each holds. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { describeIssues, meant } from './describe-issue.ts';
import {
  comparisonSchema,
  criterionSchema,
  documentSchema,
  type EntityKind,
  entitySchema,
  leftOutSchema,
  lexiconSchema,
  ownWordsSchema,
  personaSchema,
  phrasingSchema,
  topicSchema,
} from './schema.ts';
import { treeSchema } from './tree-schema.ts';
import { type KnowledgeError, type Path, readYaml, type YamlFile } from './yaml-file.ts';

/** A value of the knowledge and where it stands. */
export interface Part<T> {
  readonly value: T;
  readonly file: YamlFile;
  readonly path: Path;
}

/** A mistake about a part, at a place inside it. */
export function errorAt(part: Part<unknown>, path: Path, message: string): KnowledgeError {
  return { file: part.file.name, line: part.file.lineOf([...part.path, ...path]), message };
}

/** The files that hold cards of one kind. */
export const entityLists: Readonly<Record<string, EntityKind>> = {
  'apis.yaml': 'api',
  'frameworks.yaml': 'framework',
  'backends.yaml': 'backend',
  'matomo.yaml': 'matomo-instance',
  'products.yaml': 'product',
};
/** What each file holds: a list of such things, or one. */
export const fileSchemas: Readonly<Record<string, z.ZodType>> = {
  'sources.yaml': z.array(documentSchema),
  'criteria.yaml': z.array(criterionSchema),
  'personas.yaml': z.array(personaSchema),
  'comparisons.yaml': z.array(comparisonSchema),
  'topics.yaml': z.array(topicSchema),
  'left-out.yaml': z.array(leftOutSchema),
  'own-words.yaml': z.array(ownWordsSchema),
  'tree.yaml': treeSchema,
  'lexicon.yaml': lexiconSchema,
  ...Object.fromEntries(Object.keys(entityLists).map((name) => [name, z.array(entitySchema)])),
};
const fileNames = Object.keys(fileSchemas);
/** What each file of a folder holds: one commons a file; examples of ways of asking, in as many files as editors like. */
export const folderSchemas = { commons: entitySchema, phrasings: z.array(phrasingSchema) } as const;
const folderNames = Object.keys(folderSchemas) as (keyof typeof folderSchemas)[];
/** The folders that are read, seen from that of the knowledge. */
export const folders: readonly string[] = ['.', ...folderNames];

/** Whether a file of these folders is read: only YAML counts, a README may live beside. */
export function isRead(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

/** Everything that fits its schema, and everything that does not. */
export interface Draft {
  readonly fingerprint: string;
  readonly errors: KnowledgeError[];
  /** Whether every file is there and is YAML: without one, all that refers to it would be an error too. */
  readonly complete: boolean;
  /** Ids inside what does not fit its schema: referring to them is no second error. */
  readonly unparsed: ReadonlySet<string>;
  readonly documents: Part<z.infer<typeof documentSchema>>[];
  readonly criteria: Part<z.infer<typeof criterionSchema>>[];
  readonly personas: Part<z.infer<typeof personaSchema>>[];
  readonly comparisons: Part<z.infer<typeof comparisonSchema>>[];
  readonly topics: Part<z.infer<typeof topicSchema>>[];
  readonly leftOut: Part<z.infer<typeof leftOutSchema>>[];
  readonly ownWords: Part<z.infer<typeof ownWordsSchema>>[];
  readonly phrasings: Part<z.infer<typeof phrasingSchema>>[];
  readonly entities: Part<z.infer<typeof entitySchema> & { kind: EntityKind }>[];
  readonly tree: Part<z.infer<typeof treeSchema>> | undefined;
  readonly lexicon: Part<z.infer<typeof lexiconSchema>> | undefined;
}

/** Reads every file of a folder and parses it with its schema. */
export function readDraft(directory: string): Draft {
  const errors: KnowledgeError[] = [];
  const names = list(directory, errors);
  const files = new Map<string, YamlFile>();
  for (const name of names) {
    const file = readYaml(join(directory, name), name);
    if ('name' in file) files.set(name, file);
    else errors.push(...file);
  }
  const complete = errors.length === 0;
  const unparsed = new Set<string>();
  const parsed = <T>(part: Part<unknown>, schema: z.ZodType<T>): T | undefined => {
    // Each schema reads a few values, once a start: writing a parser for it takes longer than they do.
    const result = schema.safeParse(part.value, { reportInput: true, jitless: true });
    if (result.success) return result.data;
    for (const { path, message } of describeIssues(result.error, schema)) {
      errors.push(errorAt(part, path, message));
    }
    for (const id of idsIn(part.value)) unparsed.add(id);
    return undefined;
  };

  /** The elements of a list, each parsed by itself: one that is wrong hides no error of the next. */
  const parts = <T>(name: string, schema: z.ZodType<T>): Part<T>[] => {
    const file = files.get(name);
    if (file === undefined) return [];
    const value = parsed({ value: file.value, file, path: [] }, z.array(z.unknown()));
    return (value ?? []).flatMap((element, index) => {
      const part = { value: element, file, path: [index] };
      const result = parsed(part, schema);
      return result === undefined ? [] : [{ ...part, value: result }];
    });
  };
  const single = <T>(name: string, schema: z.ZodType<T>): Part<T> | undefined => {
    const file = files.get(name);
    if (file === undefined) return undefined;
    const part = { value: file.value, file, path: [] };
    const result = parsed(part, schema);
    return result === undefined ? undefined : { ...part, value: result };
  };
  const inFolder = (folder: keyof typeof folderSchemas) =>
    names.filter((name) => name.startsWith(`${folder}/`));
  const entities = [
    ...inFolder('commons').flatMap((name) => ofKind('common', [single(name, entitySchema)])),
    ...Object.entries(entityLists).flatMap(([name, kind]) => ofKind(kind, parts(name, entitySchema))),
  ];
  return {
    documents: parts('sources.yaml', documentSchema),
    criteria: parts('criteria.yaml', criterionSchema),
    personas: parts('personas.yaml', personaSchema),
    comparisons: parts('comparisons.yaml', comparisonSchema),
    topics: parts('topics.yaml', topicSchema),
    leftOut: parts('left-out.yaml', leftOutSchema),
    ownWords: parts('own-words.yaml', ownWordsSchema),
    phrasings: inFolder('phrasings').flatMap((name) => parts(name, phrasingSchema)),
    entities,
    tree: single('tree.yaml', treeSchema),
    lexicon: single('lexicon.yaml', lexiconSchema),
    fingerprint: fingerprintOf([...files.values()]),
    errors,
    complete,
    unparsed,
  };
}

/**
 * The SHA-256 of the files of a folder, without reading them as YAML; undefined when they cannot be read.
 * @param errors is given what files are missing or unknown, which the fingerprint does not tell
 */
export function fingerprintIn(directory: string, errors: KnowledgeError[] = []): string | undefined {
  try {
    return fingerprintOf(
      list(directory, errors).map((name) => ({ name, bytes: readFileSync(join(directory, name)) })),
    );
  } catch {
    return undefined;
  }
}

/** The version of the files of a folder, as people see it; undefined when they cannot be read. */
export function versionIn(directory: string): string | undefined {
  return fingerprintIn(directory)?.slice(0, versionLength);
}

/** So many digits of a fingerprint name a version. */
export const versionLength = 12;

function fingerprintOf(files: readonly Pick<YamlFile, 'name' | 'bytes'>[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(`${name}\0`).update(bytes).update('\0');
  return hash.digest('hex');
}

/** The files that are there; those that are missing or unknown are errors. */
function list(directory: string, errors: KnowledgeError[]): string[] {
  // Links count as what they lead to: a folder that Kubernetes mounts from a ConfigMap holds nothing else.
  const isThere = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const yamlIn = (folder: string) =>
    readdirSync(join(directory, folder))
      .filter((name) => isRead(name) && isThere(join(directory, folder, name)))
      .sort();
  let top: string[];
  let inner: string[];
  try {
    top = yamlIn('.');
    inner = folderNames.flatMap((folder) => yamlIn(folder).map((name) => `${folder}/${name}`));
  } catch {
    const message = `le dossier ${directory} et ses sous-dossiers ${folderNames.join(' et ')} ne se lisent pas`;
    errors.push({ file: '.', line: 1, message });
    return [];
  }
  for (const name of fileNames.filter((expected) => !top.includes(expected))) {
    errors.push({ file: name, line: 1, message: 'ce fichier manque' });
  }
  for (const name of top.filter((present) => !fileNames.includes(present))) {
    const message = `fichier inconnu${meant(name, fileNames)} (fichiers possibles : ${fileNames.join(', ')})`;
    errors.push({ file: name, line: 1, message });
  }
  return [...top.filter((name) => fileNames.includes(name)), ...inner];
}

function* idsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'id' && typeof inner === 'string') yield inner;
    else yield* idsIn(inner);
  }
}

function ofKind(
  kind: EntityKind,
  parts: readonly (Part<z.infer<typeof entitySchema>> | undefined)[],
): Draft['entities'] {
  return parts
    .filter((part) => part !== undefined)
    .map((part) => ({ ...part, value: { ...part.value, kind } }));
}
