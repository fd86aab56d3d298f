/** The lists of what the guide knows, with their count first. */
import type { Entity, SourceDocument, Topic } from '../knowledge/schema.ts';
import type { ListName, Question } from '../understanding/question.ts';
import { type Block, bullets, type Inline, link, paragraph, strong } from './answer.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { entityLine } from './needs.ts';
import { frenchDate, sentence } from './phrasing.ts';

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
  const wanted = `${title}${scope === undefined ? '' : scopes[scope]}`;
  if (lines.length === 0) {
    const none = paragraph(`Le guide n'en cite pas : ${wanted} dans le guide.`);
    return { band: 'refuse', blocks: [none], citations: [], subjects: [] };
  }
  return {
    band: 'answer',
    blocks: [paragraph(strong(wanted), ' dans le guide :'), bullets(lines.map(({ line }) => line))],
    citations: desk.citations.list,
    subjects: lines.flatMap(({ id }) => (desk.knowledge.entities.has(id) ? [id] : [])),
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
      return byAge(documents).map((document) => ({
        id: document.id,
        line: [
          strong(document.title),
          `, relu le ${frenchDate(document.checked_on)}${document.generation === 'current' ? '' : document.generation === 'previous' ? ' (version précédente)' : ' (article)'}.`,
        ],
      }));
    case 'watch':
      return (
        [...topics.values()]
          // What only names the others is none of them.
          .filter((topic) => topic.kind === 'watch' && topic.links.length === 1)
          .map((topic) => ({ id: topic.id, line: watchLine(desk, topic) }))
      );
    case 'criterion':
      return [...criteria.values()].map((criterion) => ({ id: criterion.id, line: [criterion.label, '.'] }));
    default:
      return members(desk, list)
        .filter((entity) => scope === undefined || entity.scope === scope)
        .map((entity) => ({ id: entity.id, line: entityLine(desk, entity) }));
  }
}

/** The entities of the kind that a list names. */
function members(desk: Desk, list: ListName): Entity[] {
  const { entities } = desk.knowledge;
  return [...entities.values()].filter(({ id, kind }) =>
    list === 'backend' ? backends(desk).includes(id) : kind === list && !isPart(desk, id, list),
  );
}

/** Matomo belongs to the statistics, which are the family. */
function isPart({ knowledge }: Desk, id: string, list: ListName): boolean {
  return list === 'framework' && knowledge.entities.get(id)?.part_of !== undefined;
}

/** Whether the guide counts some entities among those of a list. That it does not name one there is no "no". */
export function answerMembership(desk: Desk, list: ListName, subjects: readonly string[]): Draft {
  const ids = members(desk, list).map(({ id }) => id);
  // The guide's heading, which does not tell the ones from the others.
  const many = list === 'common' ? 'solutions transverses et communs numériques' : listTitles[list][1];
  const answers = subjects.map((id) => {
    const entity = entityOf(desk, id);
    const isMember = ids.includes(id);
    const lead = isMember
      ? `Oui : le guide cite ${entity.name} parmi les ${many}.`
      : `Le guide ne le dit pas : il ne cite pas ${entity.name} parmi les ${many}.`;
    const blocks: Block[] = [paragraph(lead), paragraph(...present(desk, entity, decided(desk, entity)))];
    return { isMember, blocks };
  });
  return {
    band: answers.some(({ isMember }) => isMember) ? 'answer' : 'refuse',
    blocks: answers.flatMap(({ blocks }) => blocks),
    citations: desk.citations.list,
    subjects,
  };
}

/** What was read longest ago first. */
function byAge(documents: readonly SourceDocument[]): readonly SourceDocument[] {
  return documents.toSorted((left, right) => left.checked_on.localeCompare(right.checked_on));
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
