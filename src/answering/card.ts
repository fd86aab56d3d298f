/** One subject in short: what it is, what was decided, key facts, links, where to go on. */
import type { Entity, Item, Link } from '../knowledge/schema.ts';
import { type Block, bullets, code, type Inline, link, paragraph, plain } from './answer.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { criterionOf } from './facts.ts';
import { sentence, shortFact } from './phrasing.ts';

/** The limits that hold for an entity: its own, and those of others that say so. */
export function limitsOf(desk: Pick<Desk, 'knowledge'>, entity: Entity): Item[] {
  return [...desk.knowledge.entities.values()].flatMap((one) =>
    one.limits.filter((item) => one.id === entity.id || item.also.includes(entity.id)),
  );
}

/** What it is, in short: summary, decision or advice, key facts, links. */
export function answerCard(desk: Desk, entity: Entity): Draft {
  const blocks: Block[] = [paragraph(...present(desk, entity, decided(desk, entity)))];
  const reasons = entity.decision?.reasons ?? [];
  if (reasons.length > 0) blocks.push(bullets(reasons.map((reason) => [sentence(reason)])));
  const advice = entity.advice
    .filter((one) => one.text !== entity.decision?.text && !entity.summary.text.includes(one.text))
    .slice(0, 2);
  for (const one of advice) blocks.push(paragraph(sentence(desk.citations.cite(one).text)));
  const facts = Object.entries(entity.facts).slice(0, 8);
  if (facts.length > 0) {
    blocks.push(
      bullets(
        facts.map(([id, fact]) => [
          `${criterionOf(desk, id).label} : ${shortFact(desk.citations.cite(fact))}.`,
        ]),
      ),
    );
  }
  const parts = [...desk.knowledge.entities.values()].filter(
    (one) => one.part_of === entity.id && !entity.summary.text.includes(one.name),
  );
  if (parts.length > 0) blocks.push(bullets(parts.map((one) => present(desk, one))));
  if (entity.links.length > 0) blocks.push(linkLine(desk, entity.links.slice(0, 4)));
  const more = followUps(desk, entity);
  return {
    band: 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [entity.id],
    ...(more.length === 0 ? {} : { next: [plain('Pour aller plus loin : '), ...more, plain('.')] }),
  };
}

function followUps(desk: Desk, entity: Entity): Inline[] {
  const offers: string[] = [];
  if (limitsOf(desk, entity).length > 0) offers.push(`!limites ${entity.name}`);
  const comparison = desk.knowledge.comparisons.find((one) => one.subjects.includes(entity.id));
  const other = comparison?.subjects.find((id) => id !== entity.id);
  if (other !== undefined) offers.push(`!comparer ${entity.name} et ${entityOf(desk, other).name}`);
  return offers.flatMap((offer, index) => (index === 0 ? [code(offer)] : [plain(' ou '), code(offer)]));
}

function linkLine(desk: Desk, links: readonly Link[]): Block {
  for (const one of links) desk.citations.cite(one);
  return paragraph(
    ...links.flatMap((one, index) => [...(index === 0 ? [] : [plain(' · ')]), link(one.label, one.url)]),
    plain('.'),
  );
}
