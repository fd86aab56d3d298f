/**
 * The names by which things are recognised: no two subjects may answer to the same one, and none may be a word that says
 * nothing. They are compared exactly as questions are (`normalise.ts`).
 */
import { type Draft, errorAt, type Part } from './files.ts';
import { keyOf, phraseWords, type Term } from './normalise.ts';
import type { KnowledgeError, Path } from './yaml-file.ts';

/** A name, and what it is a name of. */
interface Name {
  readonly part: Part<{ id: string }>;
  readonly path: Path;
  readonly text: string;
  readonly words: readonly Term[];
  readonly key: string;
}

const strongLists = ['aliases', 'former_names', 'misspellings'] as const;
const labels = ['name', 'short_name', 'label'] as const;

/** Everything wrong with the names of a draft. */
export function nameErrors(draft: Draft): KnowledgeError[] {
  const named = [...draft.entities, ...draft.topics, ...draft.criteria];
  const strong = [
    ...named.flatMap((part) => [...labelsOf(part), ...listed(part, strongLists)]),
    // A persona's name has its article: only its aliases are recognised.
    ...draft.personas.flatMap((part) => listed(part, strongLists)),
  ];
  const weak = [...named, ...draft.personas].flatMap((part) => listed(part, ['weak_aliases']));
  const needs = named.flatMap((part) => listed(part, ['needs']));
  const owners = new Map<string, Name>();
  for (const name of strong) if (!owners.has(name.key)) owners.set(name.key, name);
  return [
    ...[...strong, ...weak].flatMap((name) => collision(name, owners)),
    ...empty([...strong, ...weak, ...needs]),
    ...stopWords(draft, [...strong, ...needs]),
    ...draft.criteria.flatMap(valueCollisions),
  ];
}

function labelsOf(part: Part<{ id: string }>): Name[] {
  const value: Partial<Record<string, unknown>> = part.value;
  return labels.flatMap((key) => {
    const text = value[key];
    return typeof text === 'string' ? [named(part, [key], text)] : [];
  });
}

function listed(part: Part<{ id: string }>, keys: readonly string[], under: Path = []): Name[] {
  const value: Partial<Record<string, unknown>> = part.value;
  return keys.flatMap((key) => {
    const list = value[key];
    if (!Array.isArray(list)) return [];
    return list.map((text, index) => named(part, [...under, key, index], String(text)));
  });
}

function named(part: Part<{ id: string }>, path: Path, text: string): Name {
  const words = phraseWords(text);
  return { part, path, text, words, key: keyOf(words) };
}

/** A name that another subject already has; for a weak one, it would never be heard. */
function collision(name: Name, owners: ReadonlyMap<string, Name>): KnowledgeError[] {
  const owner = owners.get(name.key);
  if (owner === undefined || owner.part.value.id === name.part.value.id || name.key === '') return [];
  const { file } = owner.part;
  const place = `${file.name}:${file.lineOf([...owner.part.path, ...owner.path])}`;
  const same = owner.text === name.text ? '' : `, écrit « ${owner.text} »`;
  const message = `« ${name.text} » désigne déjà « ${owner.part.value.id} » (${place}${same}) : gardez-le d'un seul côté`;
  return [errorAt(name.part, name.path, message)];
}

function empty(names: readonly Name[]): KnowledgeError[] {
  return names
    .filter(({ key }) => key === '')
    .map(({ part, path, text }) =>
      errorAt(
        part,
        path,
        `« ${text} » ne contient aucun mot reconnaissable : il en faut un de deux lettres au moins`,
      ),
    );
}

/** A single word that says nothing; several such words together may well say something ("qui peut utiliser"). */
function stopWords(draft: Draft, names: readonly Name[]): KnowledgeError[] {
  const stops = new Set(
    draft.lexicon?.value.stop_words.flatMap((line) => phraseWords(line).map(({ surface }) => surface)),
  );
  return names
    .filter(({ words }) => words.length === 1 && stops.has(words[0]?.surface ?? ''))
    .map(({ part, path, text }) =>
      errorAt(part, path, `« ${text} » est un mot vide (lexicon.yaml) : il serait reconnu partout`),
    );
}

/** Two values of one criterion with the same name could not be told apart. */
function valueCollisions(part: Draft['criteria'][number]): KnowledgeError[] {
  const names = part.value.values.flatMap((value, index) => {
    const inner = { ...part, value };
    const under = ['values', index];
    return [
      { ...named(inner, [...under, 'label'], value.label) },
      ...listed(inner, [...strongLists, 'weak_aliases'], under),
    ];
  });
  const owners = new Map<string, Name>();
  for (const name of names) if (!owners.has(name.key)) owners.set(name.key, name);
  return names.flatMap((name) => collision(name, owners));
}
