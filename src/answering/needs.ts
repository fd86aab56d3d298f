/** What serves a need, what an item of a list says, what a rule or a definition says, and the lists themselves. */
import type { Entity, Item, Topic } from '../knowledge/schema.ts';
import type { Outcome } from '../knowledge/tree-schema.ts';
import type { ListName, Question } from '../understanding/question.ts';
import { type Block, bullets, code, type Inline, link, paragraph, plain, strong } from './answer.ts';
import { type Desk, type Draft, entityOf, present } from './draft.ts';
import { answerCard } from './entity.ts';
import { criterionOf } from './facts.ts';
import { capital, enumerate, frenchDate, ofName, sentence, shortFact } from './phrasing.ts';

/** Entities and leaves of the tree for a need. */
export function answerNeed(desk: Desk, entities: readonly string[], outcomes: readonly string[]): Draft {
  const chosen = entities.map((id) => entityOf(desk, id));
  const leaves = outcomes.flatMap(
    (id) => desk.knowledge.tree.outcomes.find((outcome) => outcome.id === id) ?? [],
  );
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1 && leaves.length === 0) return answerCard(desk, only);
  const blocks: Block[] = leaves.flatMap((leaf) => outcomeBlocks(desk, leaf));
  if (chosen.length > 0) blocks.push(bullets(chosen.map((entity) => entityLine(desk, entity))));
  return {
    band: 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [...entities, ...leaves.flatMap((leaf) => leaf.entities)],
    next: [plain('Pour être guidé question par question, tapez '), code('!conseil'), plain('.')],
  };
}

function entityLine(desk: Desk, entity: Entity): (Inline | string)[] {
  const line = present(desk, entity);
  const [first] = entity.links;
  return first === undefined ? line : [...line, ' ', link(first.label, first.url), '.'];
}

/** A leaf of the tree: its recommendation first, in the guide's own strength. */
export function outcomeBlocks(desk: Desk, outcome: Outcome): Block[] {
  const duties = outcome.duties.flatMap((id) => desk.knowledge.topics.get(id) ?? []);
  const blocks: Block[] = [paragraph(sentence(capital(desk.citations.cite(outcome.recommendation).text)))];
  const reasons = [...outcome.reasons, ...duties.flatMap((duty) => duty.statements.slice(0, 1))];
  if (reasons.length > 0)
    blocks.push(bullets(reasons.map((one) => [sentence(desk.citations.cite(one).text)])));
  return blocks;
}

interface Located {
  readonly owner: Entity;
  readonly item: Item;
}

function locate(desk: Desk, reference: string): Located {
  const [entity = '', id = ''] = reference.split('/');
  const owner = entityOf(desk, entity);
  const item = [...owner.features, ...owner.limits].find((one) => one.id === id);
  if (item === undefined) throw new Error(`no item ${reference} in this knowledge`);
  return { owner, item };
}

/** Features and limits found by their words. A yes/no question gets its yes or its no first. */
export function answerItems(desk: Desk, items: readonly string[], subjects: readonly string[]): Draft {
  const found = items.map((reference) => locate(desk, reference));
  const own = found.filter((one) => concernedBy(one, subjects).length > 0);
  if (own.length === 0) return elsewhere(desk, found, subjects);
  const [first] = own;
  if (first !== undefined && own.length === 1) {
    const lead = desk.manner.yesNo ? verdict(first) : '';
    const owner = nameOwner(desk, first, subjects);
    const text = sentence(desk.citations.cite(first.item).text);
    const block =
      lead === ''
        ? paragraph(strong(owner), ` : ${text}`)
        : paragraph(strong(lead), `, pour ${owner} : ${text}`);
    return {
      band: 'answer',
      blocks: [block],
      citations: desk.citations.list,
      subjects: concernedBy(first, subjects),
    };
  }
  return {
    band: 'answer',
    blocks: [
      bullets(
        own.map((one) => [
          strong(nameOwner(desk, one, subjects)),
          ` : ${sentence(desk.citations.cite(one.item).text)}`,
        ]),
      ),
    ],
    citations: desk.citations.list,
    subjects: [...new Set(own.flatMap((one) => concernedBy(one, subjects)))],
  };
}

/** Of whom an item is told: of the subjects that are named, else of all of whom it is true. */
function concernedBy({ owner, item }: Located, subjects: readonly string[]): string[] {
  const all = [owner.id, ...item.also];
  return subjects.length === 0 ? all : all.filter((id) => subjects.includes(id));
}

function verdict({ owner, item }: Located): string {
  const answer = item.answer ?? (owner.limits.includes(item) ? 'no' : 'yes');
  return answer === 'yes' ? 'Oui' : answer === 'no' ? 'Non' : '';
}

const nameOwner = (desk: Desk, one: Located, subjects: readonly string[]): string =>
  enumerate(concernedBy(one, subjects).map((id) => entityOf(desk, id).name));

/** The guide says it of another product than the one named: it is not carried over. */
function elsewhere(desk: Desk, found: readonly Located[], subjects: readonly string[]): Draft {
  const named = enumerate(subjects.map((id) => entityOf(desk, id).name));
  return {
    band: 'refuse',
    blocks: [
      paragraph(`Le guide ne le dit pas pour ${named}.`),
      bullets(
        found
          .slice(0, 2)
          .map(({ owner, item }) => [
            `Il le dit ${ofName(owner.name)} : ${sentence(desk.citations.cite(item).text)}`,
          ]),
      ),
    ],
    citations: desk.citations.list,
    subjects,
  };
}

/** A term that the guide uses without saying what it stands for. */
const isUnexplained = (topic: Topic) => topic.kind === 'term' && topic.expansion === undefined;

/** Definitions, rules, practices, terms. */
export function answerTopics(desk: Desk, ids: readonly string[], past: boolean): Draft {
  const topics = ids.flatMap((id) => desk.knowledge.topics.get(id) ?? []);
  if (past && topics.some((topic) => topic.history.length > 0)) return topicHistory(desk, topics);
  return {
    band: desk.manner.meaning && topics.every(isUnexplained) ? 'refuse' : 'answer',
    blocks: topics.flatMap((topic) => topicBlocks(desk, topic)),
    citations: desk.citations.list,
    subjects: ids,
  };
}

/** What older generations said of a topic, then what holds today. */
function topicHistory(desk: Desk, topics: readonly Topic[]): Draft {
  const before = topics
    .flatMap((topic) => topic.history)
    .map((one) => [sentence(capital(desk.citations.cite(one).text))]);
  const today = topics
    .flatMap((topic) => topic.statements.slice(0, 1))
    .map((one) => sentence(desk.citations.cite(one).text));
  return {
    band: 'answer',
    blocks: [
      paragraph(strong('Auparavant'), ', dans une version précédente du guide :'),
      bullets(before),
      paragraph(`Aujourd'hui : ${today.join(' ')}`),
    ],
    citations: desk.citations.list,
    subjects: topics.map((topic) => topic.id),
  };
}

function topicBlocks(desk: Desk, topic: Topic): Block[] {
  const [first, ...rest] = topic.statements.map((one) => sentence(desk.citations.cite(one).text));
  const blocks: Block[] = [];
  if (topic.kind === 'term' && topic.expansion !== undefined)
    blocks.push(paragraph(strong(topic.name), ` : ${sentence(topic.expansion)}`));
  if (desk.manner.meaning && isUnexplained(topic)) {
    blocks.push(
      paragraph(`Le guide ne dit pas ce que « ${topic.name.replace(/ \(.*\)$/u, '')} » veut dire.`),
    );
  }
  if (first !== undefined)
    blocks.push(paragraph(...(topic.kind === 'definition' ? [strong(topic.name), ` : ${first}`] : [first])));
  if (rest.length > 0) blocks.push(bullets(rest.map((text) => [text])));
  if (topic.links.length > 0) {
    blocks.push(bullets(topic.links.map((one) => [link(desk.citations.cite(one).label, one.url), '.'])));
  }
  return blocks;
}

/** The meaning of a criterion, which the guide mostly uses without a definition. */
export function answerTerm(desk: Desk, id: string): Draft {
  const criterion = criterionOf(desk, id);
  const told = criterion.definition === undefined ? [] : [desk.citations.cite(criterion.definition).text];
  const text = [`Le guide ne dit pas ce que « ${criterion.label} » veut dire.`, ...told]
    .map(sentence)
    .join(' ');
  const holders = [...desk.knowledge.entities.values()].filter((entity) => entity.facts[id] !== undefined);
  const lines = holders.map((entity) => {
    const fact = entity.facts[id];
    return [
      strong(entity.name),
      ` : ${fact === undefined ? '' : sentence(shortFact(desk.citations.cite(fact)))}`,
    ];
  });
  return {
    band: 'refuse',
    blocks: [
      paragraph(text),
      ...(lines.length === 0 ? [] : [paragraph('Ce que le guide en dit :'), bullets(lines)]),
    ],
    citations: desk.citations.list,
    subjects: holders.map((entity) => entity.id),
  };
}

const listTitles: Readonly<Record<ListName, readonly [one: string, many: string]>> = {
  api: ['API', 'API'],
  common: ['commun numérique', 'communs numériques'],
  framework: ['famille de frameworks et librairies', 'familles de frameworks et librairies'],
  backend: ['backend as a service', 'backends as a service'],
  'matomo-instance': ['instance Matomo', 'instances Matomo'],
  decision: ["décision d'architecture", "décisions d'architecture"],
  discarded: ['produit écarté ou non privilégié', 'produits écartés ou non privilégiés'],
  source: ['document', 'documents'],
  watch: ['source de veille', 'sources de veille'],
  criterion: ['critère', 'critères'],
};

/** A list, with its count first. */
export function answerList(desk: Desk, question: Extract<Question, { kind: 'list' }>): Draft {
  const { list, scope } = question;
  const lines = linesOf(desk, list, scope);
  const [one, many] = listTitles[list];
  const title = `${lines.length} ${lines.length > 1 ? many : one}`;
  const scopes = {
    public: ' grand public',
    interministerial: lines.length > 1 ? ' interministériels' : ' interministériel',
    internal: lines.length > 1 ? ' internes' : ' interne',
  };
  return {
    band: lines.length === 0 ? 'refuse' : 'answer',
    blocks: [
      paragraph(strong(`${title}${scope === undefined ? '' : scopes[scope]}`), ' dans le guide :'),
      bullets(lines.map(({ line }) => line)),
    ],
    citations: desk.citations.list,
    subjects: lines.flatMap(({ id }) => (desk.knowledge.entities.has(id) ? [id] : [])).slice(0, 4),
  };
}

/** Decisions against a product. */
const turnedDown = new Set(['discarded', 'not-favoured']);

function linesOf(
  desk: Desk,
  list: ListName,
  scope: Entity['scope'],
): { id: string; line: (Inline | string)[] }[] {
  const { entities, topics, documents, criteria } = desk.knowledge;
  switch (list) {
    case 'decision':
    case 'discarded':
      return [...entities.values()].flatMap(({ id, name, decision }) =>
        decision === undefined || (list === 'discarded' && !turnedDown.has(decision.status))
          ? []
          : [{ id, line: [strong(name), ` : ${sentence(desk.citations.cite(decision).text)}`] }],
      );
    case 'source':
      return documents.map((document) => ({
        id: document.id,
        line: [
          strong(document.title),
          `, relu le ${frenchDate(document.checked_on)}${document.generation === 'current' ? '' : document.generation === 'previous' ? ' (version précédente)' : ' (article)'}.`,
        ],
      }));
    case 'watch':
      return [...topics.values()]
        .filter((topic) => topic.kind === 'watch')
        .map((topic) => ({ id: topic.id, line: watchLine(desk, topic) }));
    case 'criterion':
      return [...criteria.values()].map((criterion) => ({ id: criterion.id, line: [criterion.label, '.'] }));
    default:
      return [...entities.values()]
        .filter((entity) => (list === 'backend' ? backends(desk).includes(entity.id) : entity.kind === list))
        .filter((entity) => scope === undefined || entity.scope === scope)
        .map((entity) => ({ id: entity.id, line: entityLine(desk, entity) }));
  }
}

function watchLine(desk: Desk, topic: Topic): (Inline | string)[] {
  const [first] = topic.links;
  const text =
    topic.statements[0] === undefined ? '' : sentence(desk.citations.cite(topic.statements[0]).text);
  return first === undefined
    ? [strong(topic.name), ` : ${text}`]
    : [link(first.label, first.url), ` : ${text}`];
}

/** The guide counts Grist among the back ends as a service: they are what it compares the back ends with. */
function backends(desk: Desk): readonly string[] {
  const isBackend = (id: string) => entityOf(desk, id).kind === 'backend';
  return desk.knowledge.comparisons.find((one) => one.subjects.some(isBackend))?.subjects ?? [];
}
