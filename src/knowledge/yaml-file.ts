/** One YAML file, read with the lines of everything in it, so that each later error can name one. */
import { readFileSync, statSync } from 'node:fs';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { keep, recall } from './cache.ts';

/** A mistake in the knowledge, for the person who edits it. All texts are French. */
export interface KnowledgeError {
  /** Relative to the folder of the knowledge: `commons/ondine.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What was found, what was expected, and the nearest valid name. */
  readonly message: string;
}

/** An error as editors and terminals make it a link: `commons/ondine.yaml:12: …`. */
export function errorLine({ file, line, message }: KnowledgeError): string {
  return `${file}:${line}: ${message}`;
}

/** Keys and indexes that lead to a value in a file. */
export type Path = readonly PropertyKey[];

/** A file that could be read as YAML. */
export interface YamlFile {
  readonly name: string;
  /** As it stands on the disk: only what has changed is worth taking apart. */
  readonly bytes: Uint8Array;
  readonly value: unknown;
  /** The line of a value, or of the nearest thing around it that exists. */
  readonly lineOf: (path: Path) => number;
}

/** Nothing that people write by hand is as large: a file beyond this was put there by mistake or malice. */
export const MAX_BYTES = 1_000_000;
/** Of what is wrong with one file, so much is told: the rest mostly follows from it. */
const MAX_PROBLEMS = 20;
/** How many values may stand for YAML aliases (`*name`): beyond this it is an explosion. */
const MAX_ALIASES = 100;

/** The usual mistakes, by the parser's code. */
const syntaxErrors: Partial<Record<string, string>> = {
  BAD_ALIAS: "cette référence « *nom » n'a pas d'ancre « &nom »",
  BAD_INDENT: 'le décalage à gauche (indentation) ne va pas : alignez la ligne avec ses voisines',
  BAD_SCALAR_START: 'un texte ne peut pas commencer par ce signe : mettez-le entre guillemets',
  BLOCK_AS_IMPLICIT_KEY: 'deux « : » sur une ligne : mettez le texte entre guillemets',
  KEY_OVER_1024_CHARS: 'un texte de plusieurs lignes commence par une barre après sa clé : « asked: | »',
  MULTILINE_IMPLICIT_KEY: 'un texte de plusieurs lignes commence par une barre après sa clé : « asked: | »',
  DUPLICATE_KEY: 'cette clé est donnée deux fois au même endroit',
  MISSING_CHAR: 'il manque un signe : un « : », une virgule, un guillemet ou un crochet fermant',
  RESOURCE_EXHAUSTION: 'trop de niveaux les uns dans les autres',
  MULTIPLE_DOCS: "un fichier ne contient qu'un document : enlevez la ligne « --- »",
  TAB_AS_INDENT: 'une tabulation sert de décalage : remplacez-la par des espaces',
  UNEXPECTED_TOKEN: 'un signe inattendu : mettez le texte entre guillemets',
};

/**
 * Reads a file.
 * @param path where it is
 * @param name how errors call it
 */
export function readYaml(path: string, name: string): YamlFile | readonly KnowledgeError[] {
  const size = statSync(path).size;
  if (size > MAX_BYTES) {
    const found = `${(size / 1_000_000).toFixed(1).replace('.', ',')} Mo`;
    return [{ file: name, line: 1, message: `le fichier fait ${found}, la limite est de 1 Mo` }];
  }
  const bytes = readFileSync(path);
  const kept = recall('yaml', bytes);
  // Lines are only asked for to name an error: a kept value is parsed again for them.
  if (kept !== undefined) {
    let parsed: Parsed | undefined;
    const lineOf = (wanted: Path) => {
      parsed ??= parse(bytes.toString());
      return lineIn(parsed, wanted);
    };
    return { name, bytes, value: kept.value, lineOf };
  }
  const parsed = parse(bytes.toString());
  const { document, lines } = parsed;
  const problems = [...document.errors, ...document.warnings, ...duplicateKeys(document)];
  if (problems.length > 0) {
    return problems.slice(0, MAX_PROBLEMS).map(({ code, pos }) => ({
      file: name,
      line: lines.linePos(pos[0]).line,
      message: `YAML illisible : ${syntaxErrors[code] ?? `erreur ${code}`}`,
    }));
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    keep('yaml', bytes, value);
    return { name, bytes, value, lineOf: (wanted) => lineIn(parsed, wanted) };
  } catch (error) {
    // The parser has no other way to say it: an alias counted too often is a ReferenceError.
    if (!(error instanceof ReferenceError)) throw error;
    return [
      { file: name, line: 1, message: `trop de références YAML (« *nom ») : la limite est ${MAX_ALIASES}` },
    ];
  }
}

interface Parsed {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function parse(text: string): Parsed {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false };
  return { document: parseDocument(text, options), lines };
}

/** Keys given twice in one place. The parser's own check compares each with each: hours for a file of keys alone. */
function duplicateKeys(document: Document.Parsed): { code: string; pos: readonly [number] }[] {
  const found: { code: string; pos: readonly [number] }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push({ code: 'DUPLICATE_KEY', pos: [key.range?.[0] ?? 0] });
        seen.add(key.value);
      }
    },
  });
  return found;
}

function lineIn({ document, lines }: Parsed, wanted: Path): number {
  return lines.linePos(offsetOf(document.contents, wanted)).line;
}

/** Where a value starts; the key's place when it has a key. Stops at what exists, and at YAML aliases. */
function offsetOf(root: Node | null, path: Path): number {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      if (next === undefined) break;
      offset = (next as Node).range?.[0] ?? offset;
    }
    if (next === undefined || next === null || isAlias(next)) break;
    node = next as Node;
  }
  return offset;
}
