/** A criterion of one or several subjects: the fact in a sentence, or its absence said as such (issue 5, "Answers"). */
import type { Criterion, Entity, Fact } from '../knowledge/schema.ts';
import type { Asked, Manner } from '../understanding/question.ts';
import { type Block, bullets, type Inline, link, paragraph, strong } from './answer.ts';
import { type Desk, type Draft, entityOf } from './draft.ts';
import { absences, capital, enumerate, ofName, sentence, shortFact } from './phrasing.ts';

/** A fact and the criterion under which it stands, which may be a neighbour of the one asked for. */
interface Found {
  readonly criterion: Criterion;
  readonly fact: Fact;
}

/** The criterion with that id. */
export function criterionOf({ knowledge }: Pick<Desk, 'knowledge'>, id: string): Criterion {
  const criterion = knowledge.criteria.get(id);
  if (criterion === undefined) throw new Error(`no criterion ${id} in this knowledge`);
  return criterion;
}

/** The fact asked for, else that of the first neighbouring criterion which stands for it ("RGS" for "homologation RGS"). */
export function findFact(desk: Desk, entity: Entity, asked: Asked): Found | undefined {
  const criterion = criterionOf(desk, asked.criterion);
  const own = entity.facts[criterion.id];
  if (own !== undefined) return { criterion, fact: own };
  for (const id of criterion.equivalents) {
    const fact = entity.facts[id];
    if (fact !== undefined) return { criterion: criterionOf(desk, id), fact };
  }
  return undefined;
}

/** One fact as a sentence that can stand alone, its first words being the yes, the no or the absence. */
export function factSentence(desk: Desk, entity: Entity, found: Found, asked: Asked): string {
  const { criterion, fact } = found;
  desk.citations.cite(fact);
  const fill = (template: string, value = '') =>
    template
      .replace('{subject}', () => entity.name)
      .replace('{of_subject}', () => ofName(entity.name))
      .replace('{value}', () => value);
  const detail = fact.detail === undefined ? '' : ` ${sentence(capital(fact.detail))}`;
  if (fact.absent !== undefined) {
    const label = criterion.label.charAt(0).toLocaleLowerCase('fr') + criterion.label.slice(1);
    const said = {
      'not-communicated': `le guide note « n/c » pour « ${criterion.label} » ${ofName(entity.name)}`,
      'not-applicable': `le guide note « n/a » pour « ${criterion.label} » ${ofName(entity.name)}`,
      undecided: `le guide laisse la question ouverte pour « ${label} » ${ofName(entity.name)}`,
    }[fact.absent];
    return `${absences[fact.absent]} : ${sentence(said)}${detail}`;
  }
  if (fact.value === 'yes')
    return `Oui, ${sentence(fill(fact.sentence ?? criterion.sentences.yes ?? `{subject} : ${criterion.label}`))}${detail}`;
  if (fact.value === 'no') {
    const lead = fact.status === 'in-progress' ? 'Non, pas encore : en cours. ' : 'Non, ';
    const told = fill(fact.sentence ?? criterion.sentences.no ?? `{subject} : ${criterion.label}`);
    return `${lead}${sentence(fact.status === 'in-progress' ? capital(told) : told)}${detail}`;
  }
  const value = Array.isArray(fact.value) ? enumerate(fact.value) : (fact.value ?? '');
  const told = sentence(
    fill(fact.sentence ?? criterion.sentences.text ?? `${criterion.label} {of_subject} : {value}`, value),
  );
  const verdict = valueVerdict(fact, asked, desk.manner);
  return verdict === undefined ? `${capital(told)}${detail}` : `${verdict} : ${told}${detail}`;
}

/**
 * Whether the value that was named holds, or is the only one: where a yes or a no is wanted, and the guide gives a value. What lies beyond
 * it the sentence says.
 */
export function valueVerdict(
  fact: Fact,
  asked: Asked,
  { yesNo, bound }: Pick<Manner, 'yesNo' | 'bound'>,
): string | undefined {
  if (asked.value === undefined || fact.absent !== undefined || !yesNo || bound === 'beyond')
    return undefined;
  const several = fact.values.length + fact.conditional_values.length > 1;
  if (fact.values.includes(asked.value)) return bound !== undefined && several ? 'Non' : 'Oui';
  if (fact.undecided_values.includes(asked.value)) return absences.undecided;
  return fact.conditional_values.includes(asked.value) ? 'Sous condition' : 'Non';
}

/** "les hébergeurs de Matomo": where only the parts of a subject have such a fact, they are meant. */
function partsWithFact(desk: Desk, entity: Entity, asked: readonly Asked[]): Entity[] {
  const has = (one: Entity) => asked.some((each) => findFact(desk, one, each) !== undefined);
  if (has(entity)) return [entity];
  const parts = [...desk.knowledge.entities.values()].filter((one) => one.part_of === entity.id && has(one));
  return parts.length > 0 ? parts : [entity];
}

/** "La fréquence des mises à jour": where words name two criteria that stand for each other, the same facts are told once. */
function withoutRepeats(desk: Desk, entities: readonly Entity[], asked: readonly Asked[]): Asked[] {
  const told = new Set<Fact>();
  return asked.filter((one) => {
    const facts = entities.flatMap((entity) => findFact(desk, entity, one)?.fact ?? []);
    const repeats = facts.length > 0 && one.value === undefined && facts.every((fact) => told.has(fact));
    for (const fact of facts) told.add(fact);
    return !repeats;
  });
}

/** One criterion, or a few, of the subjects named. */
export function answerCriterion(desk: Desk, subjects: readonly string[], named: readonly Asked[]): Draft {
  const entities = subjects.flatMap((id) => partsWithFact(desk, entityOf(desk, id), named));
  const asked = withoutRepeats(desk, entities, named);
  const lines: { text: string; found: Found | undefined }[] = [];
  for (const one of asked) {
    for (const entity of entities) {
      const found = findFact(desk, entity, one);
      const text = found === undefined ? missing(desk, entity, one) : factSentence(desk, entity, found, one);
      lines.push({ text, found });
    }
  }
  const held = lines.filter((line) => line.found !== undefined);
  const linked = held.flatMap((line) =>
    (line.found?.fact.links ?? []).map((one) => link(one.label, one.url)),
  );
  const isBound = asksObligation(desk, asked) || asksExclusion(desk, asked);
  const isUnbound = held.some(({ found }) => found?.fact.value === 'yes') && isBound;
  const only = lines[0]?.text ?? '';
  const [alone] = entities;
  const sole = alone === undefined || lines.length > 1 ? [] : whetherSole(desk, alone, asked);
  // Where an obligation is asked for, or whether nobody else has it, that it has it is no yes.
  const told = isUnbound || sole.length > 0 ? capital(only.replace(/^Oui, /u, '')) : only;
  const blocks: Block[] = lines.length === 1 ? [...sole, paragraph(told)] : sideBySide(desk, entities, asked);
  if (linked.length > 0) blocks.push(paragraph(...separated(linked), '.'));
  const reasonless = desk.manner.why && held.length > 0;
  if (isUnbound) blocks.unshift(asksObligation(desk, asked) ? notObligatory : notExclusive);
  if (reasonless) blocks.unshift(paragraph('Le guide ne dit pas pourquoi ; il dit seulement ceci.'));
  if (held.length === 0) blocks.push(...whatIsKnown(desk, entities));
  return {
    // A yes-or-no criterion that the guide leaves out is what was asked for: the rest does not answer it.
    band:
      reasonless || held.length === 0 || (lines.length > held.length && entities.length === 1)
        ? 'refuse'
        : isUnbound
          ? 'suggest'
          : 'answer',
    blocks,
    citations: desk.citations.list,
    subjects,
  };
}

/** "L'usager passe par le RIE ?": criteria that say nothing of the profile that is named, and what they say of the others. */
export function answerOfOthers(
  desk: Desk,
  { subjects, asked }: { readonly subjects: readonly string[]; readonly asked: readonly Asked[] },
  persona: string,
): Draft {
  const others: Desk = { ...desk, manner: { ...desk.manner, yesNo: false } };
  const draft =
    subjects.length === 0
      ? answerCriterionEverywhere(others, asked)
      : answerCriterion(others, subjects, asked);
  if (draft.band !== 'answer') return draft;
  const name = desk.knowledge.personas.get(persona)?.name ?? persona;
  const lead = paragraph(`Le guide ne le dit pas pour ${name}. Ce qu'il dit :`);
  return { ...draft, band: 'suggest', blocks: [lead, ...draft.blocks] };
}

/** "Il n'y a que DN qui est homologuée ?": of what has it, who else does. */
function whetherSole(desk: Desk, entity: Entity, [asked]: readonly Asked[]): Block[] {
  if (asked === undefined || asked.value !== undefined || desk.manner.bound !== 'sole') return [];
  const has = (one: Entity) => findFact(desk, one, asked)?.fact.value === 'yes';
  if (!has(entity)) return [];
  const others = [...desk.knowledge.entities.values()].filter((one) => one.id !== entity.id && has(one));
  for (const one of others) {
    const found = findFact(desk, one, asked);
    if (found !== undefined) desk.citations.cite(found.fact);
  }
  const names = others.map(({ name }) => name);
  return [
    paragraph(
      names.length === 0
        ? "Oui : le guide ne le dit d'aucun autre produit."
        : `Non : ${enumerate(names)} aussi.`,
    ),
  ];
}

/** "ProConnect est-il obligatoire sur DN ?" */
const asksObligation = ({ manner }: Desk, asked: readonly Asked[]): boolean =>
  manner.bound === 'obligatory' && manner.yesNo && asked.every(({ value }) => value === undefined);

/** "DN ne propose que FranceConnect ?" */
const asksExclusion = ({ manner }: Desk, asked: readonly Asked[]): boolean =>
  manner.bound === 'exclusive' && manner.yesNo && asked.every(({ value }) => value === undefined);

const notExclusive = paragraph(
  'Le guide ne le dit pas : il ne dit pas que c’est tout. Il dit seulement ceci.',
);

const notObligatory = paragraph(
  "Le guide ne le dit pas : il ne parle pas d'obligation. Il dit seulement ceci.",
);

const noRule = paragraph('Le guide ne le dit pas : il ne donne pas de règle. Il dit seulement ceci.');

/** Several subjects or criteria: a line each, under what they have in common. */
function sideBySide(desk: Desk, entities: readonly Entity[], asked: readonly Asked[]): Block[] {
  const said = (entity: Entity, one: Asked): string => {
    const found = findFact(desk, entity, one);
    if (found === undefined) return 'le guide ne le dit pas.';
    const verdict = valueVerdict(found.fact, one, desk.manner);
    const told = shortFact(desk.citations.cite(found.fact)) + detailOf(found.fact);
    return `${verdict === undefined ? '' : `${verdict.toLocaleLowerCase('fr')}, `}${sentence(told)}`;
  };
  const label = (one: Asked) => strong(capital(labelOf(desk, one)));
  const [alone, ...others] = entities;
  if (alone !== undefined && others.length === 0)
    return [
      paragraph(strong(alone.name), ' :'),
      bullets(asked.map((one) => [label(one), ` : ${said(alone, one)}`])),
    ];
  return asked.flatMap((one) => [
    paragraph(label(one), ' :'),
    bullets(entities.map((entity) => [strong(entity.name), ` : ${said(entity, one)}`])),
  ]);
}

function separated(links: readonly Inline[]): (Inline | string)[] {
  return links.flatMap((one, index) => (index === 0 ? [one] : [' · ', one]));
}

function missing(desk: Desk, entity: Entity, asked: Asked): string {
  const { label } = criterionOf(desk, asked.criterion);
  return `Le guide ne le dit pas : il ne précise pas « ${label} » pour ${entity.name}.`;
}

/** What the guide does say of subjects about which it does not say what was asked. */
export function whatIsKnown(desk: Desk, entities: readonly Entity[]): Block[] {
  return entities.slice(0, 2).map((entity) => {
    const summary = desk.citations.cite(entity.summary);
    const labels = Object.keys(entity.facts)
      .slice(0, 6)
      .map((id) => criterionOf(desk, id).label);
    const known = labels.length === 0 ? '' : ` Je connais aussi, pour ${entity.name} : ${labels.join(', ')}.`;
    return paragraph(`Ce qu'il en dit : ${sentence(summary.text)}${known}`);
  });
}

/** One criterion or value without a subject: who has what, the same facts together ("Oui : A et B. Non : C."). */
export function answerCriterionEverywhere(desk: Desk, asked: readonly Asked[]): Draft {
  const subjects = new Set<string>();
  const blocks = asked.flatMap((one): Block[] => {
    const groups = new Map<string, string[]>();
    for (const entity of desk.knowledge.entities.values()) {
      const fact = findFact(desk, entity, one)?.fact;
      if (fact === undefined) continue;
      const said = saidOf(fact, one);
      if (said === 'non' && criterionOf(desk, one.criterion).partial) continue;
      desk.citations.cite(fact);
      subjects.add(entity.id);
      groups.set(said, [...(groups.get(said) ?? []), entity.name]);
    }
    const sorted = [...groups].sort(([left], [right]) => order(left) - order(right));
    if (sorted.length === 0) return [];
    const lines = sorted.map(([said, names]) => [strong(capital(said)), ` : ${enumerate(names)}.`]);
    return [
      ...rulesAbout(desk, one),
      paragraph(strong(capital(labelOf(desk, one))), ', selon le guide :'),
      bullets(lines),
    ];
  });
  const isRuled = asked.some((one) => rulesAbout(desk, one).length > 0);
  // "PostgreSQL conseillé ?": that some have it is no rule.
  const { permission, yesNo, bound } = desk.manner;
  const isUnbound = !isRuled && permission && yesNo;
  const rule = bound === 'obligatory' ? notObligatory : noRule;
  if (blocks.length > 0)
    return {
      band: isUnbound ? 'suggest' : 'answer',
      blocks: [...(isUnbound ? [rule] : []), ...blocks],
      citations: desk.citations.list,
      subjects: [...subjects],
    };
  const labels = asked.map((one) => `« ${labelOf(desk, one)} »`);
  return {
    band: 'refuse',
    blocks: [paragraph(`Le guide ne le dit pas : il ne donne ${enumerate(labels)} pour aucun produit.`)],
    citations: [],
    subjects: [],
  };
}

/** "Développement spécifique ?": what the guide rules about it, whatever the product. */
function rulesAbout(desk: Desk, { criterion, value }: Asked): Block[] {
  const rules = [...desk.knowledge.topics.values()].filter(({ about }) => about.includes(criterion));
  if (value !== undefined) return [];
  return rules.flatMap(({ statements }) =>
    statements.slice(0, 1).map((one) => paragraph(sentence(desk.citations.cite(one).text))),
  );
}

/** A fact under a criterion, or whether the value that was named holds. */
function saidOf(fact: Fact, asked: Asked): string {
  if (asked.value === undefined || fact.absent !== undefined) return shortFact(fact) + detailOf(fact);
  if (fact.values.includes(asked.value)) return 'oui';
  if ([...fact.conditional_values, ...fact.undecided_values].includes(asked.value)) return shortFact(fact);
  return 'non';
}

/** What has it comes first, what has not comes last. */
const order = (said: string) => (said.startsWith('oui') ? 0 : said.startsWith('non') ? 2 : 1);

const detailOf = (fact: Fact) =>
  fact.detail === undefined || fact.absent !== undefined ? '' : ` (${fact.detail.replace(/\.$/u, '')})`;

/** "Hébergement", or the value that was named: "OVH". */
export function labelOf(desk: Desk, asked: Asked): string {
  const criterion = criterionOf(desk, asked.criterion);
  return criterion.values.find((value) => value.id === asked.value)?.label ?? criterion.label;
}
