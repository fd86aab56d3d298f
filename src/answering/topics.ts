/** What is no product: definitions, rules, practices, terms, the meaning of a criterion. */
import type { Topic } from '../knowledge/schema.ts';
import { type Block, bullets, link, paragraph, strong } from './answer.ts';
import type { Desk, Draft } from './draft.ts';
import { criterionOf } from './facts.ts';
import { capital, sentence, shortFact } from './phrasing.ts';

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
    // A rule about a product is about that product too.
    subjects: [
      ...ids,
      ...topics.flatMap(({ about }) => about.filter((id) => desk.knowledge.entities.has(id))),
    ],
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
      paragraph(`Le guide ne dit pas ce que « ${topic.name.replace(/ \([^()]*\)$/u, '')} » veut dire.`),
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
