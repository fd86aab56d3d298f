/** Two to four subjects side by side: verdict first, then what differs, then what is the same (design, "Answers"). */
import type { Comparison, Entity } from '../knowledge/schema.ts';
import type { Asked } from '../understanding/question.ts';
import { type Block, bullets, code, type Inline, paragraph, plain, strong } from './answer.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { answerCriterion, criterionOf } from './facts.ts';
import { capital, enumerate, sentence, shortFact } from './phrasing.ts';

/** Compares subjects; with criteria asked for, on those only. */
export function answerComparison(
  desk: Desk,
  subjects: readonly string[],
  asked: readonly Asked[],
  commonOnly: boolean,
): Draft {
  const entities = subjects.map((id) => entityOf(desk, id));
  const known = comparisonOf(desk.knowledge.comparisons, subjects);
  const onAsked =
    asked.length > 0 &&
    asked.some((one) => entities.some((entity) => entity.facts[one.criterion] !== undefined));
  if (asked.length > 0)
    return onAsked ? answerOnCriteria(desk, known, subjects, asked) : answerCriterion(desk, subjects, asked);
  const rows = criteriaOf(desk, entities, known).map((id) => ({
    id,
    facts: entities.map((entity) => entity.facts[id]),
  }));
  const differing = rows.filter(
    ({ facts }) => new Set(facts.map((fact) => (fact === undefined ? '' : shortFact(fact)))).size > 1,
  );
  const same = rows.filter((row) => !differing.includes(row));
  const line = (id: string): (Inline | string)[] => [
    strong(criterionOf(desk, id).label),
    `. ${entities.map((entity) => cell(desk, entity, id)).join(' ; ')}.`,
  ];
  const blocks: Block[] = [...verdict(desk, entities, known)];
  if (!commonOnly && differing.length > 0)
    blocks.push(paragraph('Ce qui les distingue :'), bullets(differing.map(({ id }) => line(id))));
  blocks.push(
    ...common(
      desk,
      known,
      entities,
      same.map(({ id }) => id),
    ),
  );
  const next = deciding(desk, known);
  return {
    band: 'answer',
    blocks,
    citations: desk.citations.list,
    subjects,
    ...(next === undefined ? {} : next),
  };
}

/** On the criteria asked for: each subject's fact in a sentence; the guide's rule after it. */
function answerOnCriteria(
  desk: Desk,
  known: Comparison | undefined,
  subjects: readonly string[],
  asked: readonly Asked[],
): Draft {
  const draft = answerCriterion(desk, subjects, asked);
  if (known?.verdict === undefined) return draft;
  const rule = desk.citations.cite(known.verdict);
  return {
    ...draft,
    band: 'answer',
    blocks: [...draft.blocks, paragraph(`Règle du guide : ${sentence(rule.text)}`)],
    citations: desk.citations.list,
  };
}

/** The guide's comparison of these subjects; of more than these, what it says of each of them. */
function comparisonOf(all: readonly Comparison[], subjects: readonly string[]): Comparison | undefined {
  const wider = all.filter((one) => subjects.every((id) => one.subjects.includes(id)));
  const exact = wider.find((one) => one.subjects.length === subjects.length);
  if (exact !== undefined || wider[0] === undefined) return exact;
  const { id, criteria, synthesis } = wider[0];
  const own = synthesis.filter(({ subject }) => subjects.includes(subject));
  return { id, subjects: [...subjects], criteria, synthesis: own, common: [] };
}

/**
 * The rows of a table of the guide in its order, else what two subjects both have. Three or four that the guide never compares
 * would fill screens with cells that are empty for most of them: what is said of each must do.
 */
function criteriaOf(desk: Desk, entities: readonly Entity[], known: Comparison | undefined): string[] {
  if (known !== undefined) return known.criteria;
  if (entities.length > 2) return [];
  return [...desk.knowledge.criteria.keys()].filter((id) =>
    entities.every((entity) => entity.facts[id] !== undefined),
  );
}

function cell(desk: Desk, entity: Entity, criterion: string): string {
  const fact = entity.facts[criterion];
  const name = entity.short_name ?? entity.name;
  if (fact === undefined) return `${name} : le guide ne le dit pas`;
  desk.citations.cite(fact);
  return `${name} : ${shortFact(fact)}`;
}

/** The guide's rule, or what it says of each; never a winner of ours. */
function verdict(desk: Desk, entities: readonly Entity[], known: Comparison | undefined): Block[] {
  const names = enumerate(entities.map((entity) => entity.name));
  if (known?.verdict !== undefined)
    return [paragraph(strong(sentence(desk.citations.cite(known.verdict).text))), ...kinship(desk, entities)];
  const synthesis = known?.synthesis ?? [];
  if (synthesis.length > 0) {
    return [
      paragraph(strong('Le guide ne désigne pas de gagnant'), ` entre ${names}.`),
      bullets(synthesis.map((one) => [sentence(desk.citations.cite(one).text)])),
    ];
  }
  // Not compared by the guide: what it says of each, decisions first.
  return [
    paragraph(strong(`Le guide ne compare pas ${names}`), ' ; il dit de chacun :'),
    bullets(entities.map((entity) => told(desk, entity))),
  ];
}

/** What one of them is to another: "Démat Social est un fork de Démarche Numérique"; two that name each other are peers. */
function kinship(desk: Desk, entities: readonly Entity[]): Block[] {
  const names = (one: Entity, other: Entity) => one.id !== other.id && one.summary.text.includes(other.name);
  return entities
    .filter((entity) => entities.some((other) => names(entity, other) && !names(other, entity)))
    .map((entity) => paragraph(...present(desk, entity)));
}

/** Its summary, and what was decided about it, else the first advice. */
function told(desk: Desk, entity: Entity): Inline[] {
  const [advice] = entity.advice;
  const more =
    entity.decision === undefined && advice !== undefined ? [desk.citations.cite(advice).text] : [];
  return present(desk, entity, [...decided(desk, entity), ...more]);
}

function common(
  desk: Desk,
  known: Comparison | undefined,
  entities: readonly Entity[],
  same: readonly string[],
): Block[] {
  const lines = (known?.common ?? []).map((one) => [sentence(capital(desk.citations.cite(one).text))]);
  const covered = same.filter(
    (id) => !(known?.common ?? []).some((one) => one.text.includes(criterionOf(desk, id).label)),
  );
  const first = entities[0];
  for (const id of covered) {
    const fact = first?.facts[id];
    if (fact !== undefined)
      lines.push([`${criterionOf(desk, id).label} : ${shortFact(desk.citations.cite(fact))}.`]);
  }
  return lines.length === 0 ? [] : [paragraph('Points communs :'), bullets(lines)];
}

/** The one question that decides, with the way into the dialogue. */
function deciding(
  { knowledge: { tree } }: Desk,
  known: Comparison | undefined,
): Pick<Draft, 'next' | 'node'> | undefined {
  if (known?.deciding === undefined) return undefined;
  const { question, node } = known.deciding;
  const name = tree.nodes.find(({ id }) => id === node)?.aliases[0] ?? '';
  return {
    next: [plain(`Ce qui décide : ${question} Répondez, ou tapez `), code(`!conseil ${name}`), plain('.')],
    node,
  };
}
