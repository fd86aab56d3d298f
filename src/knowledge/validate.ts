/**
 * What the schemas cannot see: references between files, facts against their criterion, comparisons. Every error at
 * once, each with its file and line. Names have their own checks (`validate-names.ts`).
 */
import { meant } from './describe-issue.ts';
import { type Draft, errorAt, type Part } from './files.ts';
import { fold } from './normalise.ts';
import type { Criterion, Fact, Phrasing } from './schema.ts';
import { nameErrors } from './validate-names.ts';
import type { KnowledgeError, Path } from './yaml-file.ts';

/** Everything wrong with a draft beyond its schemas; nothing while a file is missing or unreadable. */
export function validate(draft: Draft): KnowledgeError[] {
  if (!draft.complete) return [];
  return [
    ...duplicateIds(draft),
    ...referenceErrors(draft),
    ...draft.criteria.flatMap(criterionErrors),
    ...factErrors(draft),
    ...comparisonErrors(draft),
    ...[...draft.comparisons, ...subjectsOf(draft)].flatMap(sentenceErrors),
    ...nearErrors(draft),
    ...nameErrors(draft),
    ...phrasingErrors(draft),
  ];
}

/** The parts that answers are about: their ids are one namespace, since an answer names its subjects by id alone. */
export function subjectsOf(draft: Draft): Part<{ id: string }>[] {
  return [...draft.entities, ...draft.topics, ...draft.criteria, ...draft.personas];
}

/** All parts that hold statements. */
export function allParts(draft: Draft): Part<unknown>[] {
  return [...draft.documents, ...draft.comparisons, ...draft.leftOut, ...subjectsOf(draft)];
}

/** Features and limits. */
const itemsOf = (draft: Draft) =>
  draft.entities.flatMap((part) =>
    (['features', 'limits'] as const).flatMap((list) =>
      part.value[list].map((item, index) => inside(part, item, [list, index])),
    ),
  );

function duplicateIds(draft: Draft): KnowledgeError[] {
  const sections = draft.documents.flatMap((part) =>
    part.value.sections.map((section, index) => inside(part, section, ['sections', index])),
  );
  const values = draft.criteria.map((part) =>
    part.value.values.map((value, index) => inside(part, value, ['values', index])),
  );
  return [subjectsOf(draft), draft.documents, sections, itemsOf(draft), draft.comparisons, ...values].flatMap(
    duplicates,
  );
}

/** The longest way of asking, in signs: what is longer is several that lost their line breaks. */
const longestWay = 250;

/** A way of asking stands on a line, for one question; a plain question stands once, with all its ways. */
function phrasingErrors({ phrasings }: Draft): KnowledgeError[] {
  const questions = new Map<string, Part<Phrasing>>();
  const ways = new Map<string, Part<Phrasing>>();
  return phrasings.flatMap((part) => {
    const { means, asked } = part.value;
    const twice = (known: Map<string, Part<Phrasing>>, text: string, key: string, what: string) => {
      const folded = fold(text);
      const other = known.get(folded);
      known.set(folded, other ?? part);
      if (other === undefined) return [];
      const place = `${other.file.name}:${other.file.lineOf(other.path)}`;
      return [errorAt(part, [key], `« ${text} » est déjà ${what} (${place}) : ne gardez que l'une des deux`)];
    };
    const tooLong = asked.filter(({ length }) => length > longestWay);
    return [
      ...tooLong.map((way) =>
        errorAt(
          part,
          ['asked'],
          `« ${way.slice(0, 30)}… » fait ${way.length} signes (au plus ${longestWay}) : une façon de demander par ligne, après « asked: | »`,
        ),
      ),
      ...(means === undefined ? [] : twice(questions, means, 'means', 'une question')),
      ...asked.flatMap((way) => twice(ways, way, 'asked', 'une façon de demander')),
    ];
  });
}

function inside<T>(part: Part<unknown>, value: T, path: Path): Part<T> {
  return { value, file: part.file, path: [...part.path, ...path] };
}

function duplicates(parts: readonly Part<{ id: string }>[]): KnowledgeError[] {
  const first = new Map<string, Part<{ id: string }>>();
  return parts.flatMap((part) => {
    const other = first.get(part.value.id);
    if (other === undefined) {
      first.set(part.value.id, part);
      return [];
    }
    const place = `${other.file.name}:${other.file.lineOf([...other.path, 'id'])}`;
    const message = `l'identifiant « ${part.value.id} » est déjà pris (${place}) : donnez-en un autre`;
    return [errorAt(part, ['id'], message)];
  });
}

/** What the keys that refer to something refer to, wherever they stand. */
function referenceErrors(draft: Draft): KnowledgeError[] {
  const ids = (parts: readonly Part<{ id: string }>[]) => parts.map(({ value }) => value.id);
  const sections = draft.documents.flatMap(({ value }) => value.sections.map(({ id }) => id));
  const entities = ids(draft.entities);
  const criteria = ids(draft.criteria);
  const nodes = draft.tree?.value.nodes.map(({ id }) => id) ?? [];
  const targets: Record<string, { names: readonly string[]; what: string }> = {
    source: { names: sections, what: 'une section de sources.yaml' },
    persona: { names: ids(draft.personas), what: 'un profil de personas.yaml' },
    criterion: { names: criteria, what: 'un critère de criteria.yaml' },
    part_of: { names: [...entities, ...ids(draft.topics)], what: 'une entité, ou un sujet de topics.yaml' },
    node: { names: nodes, what: 'une question de tree.yaml' },
    subject: { names: entities, what: 'une entité' },
    instead: { names: ids(itemsOf(draft)), what: 'une fonctionnalité ou une limite' },
  };
  const aliases: Record<string, string> = {
    criteria: 'criterion',
    personas: 'persona',
    see_also: 'criterion',
    equivalents: 'criterion',
    subjects: 'subject',
    also: 'subject',
  };
  const errors: KnowledgeError[] = [];
  for (const part of allParts(draft)) {
    eachText(part.value, '', [], (key, path, text) => {
      const target = targets[aliases[key] ?? key];
      if (target === undefined || target.names.includes(text) || draft.unparsed.has(text)) return;
      errors.push(
        errorAt(part, [...path], `« ${text} » n'est pas ${target.what}${meant(text, target.names)}`),
      );
    });
  }
  return errors;
}

/**
 * Calls for every text of a value, with the key that holds it; an element of a list has the list's key. `path` is one array
 * that grows and shrinks on the way: thousands of texts are visited at each start.
 */
export function eachText(
  value: unknown,
  key: string,
  path: PropertyKey[],
  call: (key: string, path: Path, text: string) => void,
): void {
  if (typeof value === 'string') call(key, path, value);
  else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      eachText(value[index], key, path, call);
      path.pop();
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [step, inner] of Object.entries(value)) {
      path.push(step);
      eachText(inner, step, path, call);
      path.pop();
    }
  }
}

/** What comes nearest to a subject on which the guide is silent is a feature or a limit of a product. */
function nearErrors({ lexicon, entities, unparsed }: Draft): KnowledgeError[] {
  if (lexicon === undefined) return [];
  const names = entities.flatMap(({ value }) =>
    [...value.features, ...value.limits].map(({ id }) => `${value.id}/${id}`),
  );
  return lexicon.value.unsaid.flatMap(({ near }, index) =>
    near === undefined || names.includes(near) || unparsed.has(near.split('/')[0] ?? '')
      ? []
      : [
          errorAt(
            lexicon,
            ['unsaid', index, 'near'],
            `« ${near} » n'est pas une fonctionnalité ni une limite, écrite « fiche/fonctionnalité »${meant(near, names)}`,
          ),
        ],
  );
}

function criterionErrors(part: Part<Criterion>): KnowledgeError[] {
  const { aliases, label, sentences, type } = part.value;
  const errors: KnowledgeError[] = [];
  if (aliases.length === 0) {
    errors.push(errorAt(part, ['id'], `le critère « ${label} » n'a pas d'alias : personne ne le trouvera`));
  }
  const wanted: ('yes' | 'no' | 'text')[] = type === 'text' ? ['text'] : ['yes', 'no'];
  for (const kind of wanted.filter((name) => sentences[name] === undefined)) {
    errors.push(
      errorAt(part, ['sentences'], `il manque la phrase « ${kind} » : le critère est de type ${type}`),
    );
  }
  for (const [kind, sentence] of Object.entries(sentences)) {
    const unknown = [...(sentence ?? '').matchAll(/\{([^{}]*)\}/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !placeholders.includes(name));
    for (const name of unknown) {
      const message = `{${name}} n'existe pas${meant(name, placeholders)} (possibles : ${placeholders.join(', ')})`;
      errors.push(errorAt(part, ['sentences', kind], message));
    }
  }
  return errors;
}

const placeholders = ['subject', 'of_subject', 'value'];

function factErrors(draft: Draft): KnowledgeError[] {
  const criteria = new Map(draft.criteria.map(({ value }) => [value.id, value]));
  return draft.entities.flatMap((part) =>
    Object.entries(part.value.facts).flatMap(([id, fact]) => {
      const criterion = criteria.get(id);
      const path = ['facts', id];
      if (draft.unparsed.has(id)) return [];
      if (criterion !== undefined) return factProblems(part, path, fact, criterion);
      const hint = meant(id, criteria.keys());
      return [errorAt(part, path, `« ${id} » n'est pas un critère de criteria.yaml${hint}`)];
    }),
  );
}

function factProblems(
  part: Part<unknown>,
  path: string[],
  fact: Fact,
  criterion: Criterion,
): KnowledgeError[] {
  const errors: KnowledgeError[] = [];
  const isYesNo = fact.value === 'yes' || fact.value === 'no';
  if (fact.value !== undefined && isYesNo !== (criterion.type === 'yes-no')) {
    const wanted = criterion.type === 'yes-no' ? "« 'yes' » ou « 'no' »" : 'un texte';
    errors.push(errorAt(part, [...path, 'value'], `le critère « ${criterion.id} » attend ${wanted}`));
  }
  const known = criterion.values.map(({ id }) => id);
  for (const list of ['values', 'conditional_values', 'undecided_values'] as const) {
    for (const [index, id] of fact[list].entries()) {
      if (known.includes(id)) continue;
      const message = `« ${id} » n'est pas une valeur du critère « ${criterion.id} »${meant(id, known)}`;
      errors.push(errorAt(part, [...path, list, index], message));
    }
  }
  return errors;
}

/** A row of a comparison about which nothing is known of any of its subjects says nothing. */
function comparisonErrors(draft: Draft): KnowledgeError[] {
  const entities = new Map(draft.entities.map(({ value }) => [value.id, value]));
  return draft.comparisons.flatMap((part) => {
    const { criteria, subjects } = part.value;
    return criteria.flatMap((criterion, index) => {
      const known = (subject: string) =>
        draft.unparsed.has(subject) || entities.get(subject)?.facts[criterion] !== undefined;
      if (subjects.some(known)) return [];
      const message = `aucun des sujets comparés n'a de fait « ${criterion} »`;
      return [errorAt(part, ['criteria', index], message)];
    });
  });
}

const sentenceKeys = new Set(['text', 'detail', 'sentence', 'yes', 'no', 'reasons']);

/** Full stops are what a screen reader breathes on. */
function sentenceErrors(part: Part<unknown>): KnowledgeError[] {
  const errors: KnowledgeError[] = [];
  eachText(part.value, '', [], (key, path, text) => {
    if (sentenceKeys.has(key) && !/[.!?…]( »)?$/.test(text))
      errors.push(errorAt(part, [...path], `« ${text.slice(-40)} » : une phrase finit par un point`));
  });
  return errors;
}
