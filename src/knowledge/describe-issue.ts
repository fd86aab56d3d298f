/** The errors of the schemas, in the words of the person who edits the YAML. */
import { z } from 'zod';
import { nearest } from './nearest.ts';
import type { Path } from './yaml-file.ts';

/** A mistake at a place in a value. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
}

/** Every problem of a value that does not fit its schema: one line for one bad key. */
export function describeIssues(error: z.ZodError, schema: z.ZodType): Problem[] {
  return error.issues.flatMap((issue) => describe(issue, schema));
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `clé inconnue « ${key} »${meant(key, known)} (clés possibles : ${known.join(', ')})`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    return [{ path: issue.path, message: `clé « ${key} » : attendu ${issue.issues[0]?.message}` }];
  }
  const key = issue.path.at(-1);
  if (issue.input === undefined && issue.code !== 'custom') {
    const message =
      key === 'source'
        ? 'il manque « source » : la section du guide (sources.yaml) dont vient ceci'
        : `il manque « ${String(key)} » : ${expected(issue)}`;
    return [{ path: issue.path, message }];
  }
  const names = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const hint = typeof issue.input === 'string' ? meant(issue.input, names) : '';
  const found = issue.code === 'custom' ? '' : `trouvé ${shown(issue.input)}, attendu `;
  return [{ path: issue.path, message: `${found}${expected(issue)}${hint}` }];
}

/** " ; vouliez-vous dire « x » ?", or nothing when no valid name is near. */
export function meant(word: string, names: Iterable<string>): string {
  const name = nearest(word, names);
  return name === undefined ? '' : ` ; vouliez-vous dire « ${name} » ?`;
}

const types: Partial<Record<string, string>> = {
  string: 'un texte',
  array: 'une liste (une ligne « - … » par élément)',
  object: 'des clés et des valeurs (« clé: valeur »)',
  record: 'des clés et des valeurs (« clé: valeur »)',
  boolean: 'true ou false',
  number: 'un nombre',
};

const formats: Partial<Record<string, string>> = {
  url: 'une adresse complète (https://…)',
  date: 'une date AAAA-MM-JJ',
};

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map((value) => `« ${String(value)} »`).join(' ou ');
    case 'invalid_format':
      return formats[issue.format] ?? issue.message;
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap((errors) => errors.slice(0, 1).map(expected)))].join(' ou ');
    case 'too_small':
      return issue.origin === 'string' ? 'un texte non vide' : `au moins ${issue.minimum} éléments`;
    case 'too_big':
      return `au plus ${issue.maximum} éléments`;
    default:
      return issue.message;
  }
}

function shown(input: unknown): string {
  if (input === null) return 'rien';
  if (Array.isArray(input)) return 'une liste';
  if (typeof input === 'object') return 'des clés et des valeurs';
  const text = String(input);
  return `« ${text.length > 60 ? `${text.slice(0, 60)}…` : text} »`;
}

/** The keys that a schema knows at a place. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  const inner = unwrapped(schema);
  const [step, ...rest] = path;
  if (inner instanceof z.ZodObject) {
    const shape: Record<string, z.core.$ZodType> = inner.shape;
    if (step === undefined) return Object.keys(shape);
    const next = shape[String(step)];
    return next === undefined ? [] : keysAt(next, rest);
  }
  if (inner instanceof z.ZodArray) return keysAt(inner.element, rest);
  if (inner instanceof z.ZodRecord) return keysAt(inner.valueType, rest);
  return [];
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrapped(schema.unwrap())
    : schema;
}
