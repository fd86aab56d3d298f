/** "Auparavant": what an older generation of the guide said, told only when asked, always with what holds today. */
import type { Entity } from '../knowledge/schema.ts';
import type { Asked } from '../understanding/question.ts';
import { type Block, bullets, link, paragraph, strong } from './answer.ts';
import type { Desk, Draft } from './draft.ts';
import { findFact } from './facts.ts';
import { capital, sentence, shortFact } from './phrasing.ts';
import { drafted, silent } from './side.ts';

/** What older generations of the guide said of a subject, or of criteria of it, then what holds today. */
export function history(desk: Desk, entity: Entity, asked: readonly Asked[]): Draft {
  const onFacts = asked.flatMap((one) => {
    const found = findFact(desk, entity, one);
    return found === undefined ? [] : found.fact.history.map((before) => ({ before, now: found }));
  });
  const everything = [...entity.history, ...Object.values(entity.facts).flatMap((fact) => fact.history)];
  const items = onFacts.length > 0 ? onFacts.map(({ before }) => before) : everything;
  const told = [...new Map(items.map((one) => [one.text, one])).values()];
  if (told.length === 0) return silent(desk, entity, "pas d'ancienne version sur ce point");
  const lines = told.map((one) => [sentence(capital(desk.citations.cite(one).text))]);
  const now = onFacts[0]?.now;
  const today =
    now === undefined
      ? ''
      : ` Aujourd'hui, « ${now.criterion.label} » : ${shortFact(desk.citations.cite(now.fact))}.`;
  const blocks: Block[] = [
    paragraph(strong('Auparavant'), `, dans une version précédente du guide, pour ${entity.name} :`),
    bullets(lines),
  ];
  const site = entity.links.find((one) => one.role === 'site');
  if (today !== '') blocks.push(paragraph(today.trim()));
  else if (entity.decision !== undefined)
    blocks.push(paragraph(`Aujourd'hui : ${sentence(desk.citations.cite(entity.decision).text)}`));
  else if (site !== undefined)
    blocks.push(
      paragraph(`Aujourd'hui : ${entity.name}, `, link(desk.citations.cite(site).label, site.url), '.'),
    );
  return drafted(desk, entity, blocks);
}

/** What older versions said of a criterion, of all who have it. */
export function historyWithoutSubject(desk: Desk, asked: readonly Asked[]): Draft {
  const lines = [...desk.knowledge.entities.values()].flatMap((entity) =>
    asked.flatMap((one) =>
      (entity.facts[one.criterion]?.history ?? []).map((before) => [
        strong(entity.name),
        ` : ${sentence(desk.citations.cite(before).text)}`,
      ]),
    ),
  );
  const blocks =
    lines.length === 0
      ? [paragraph('Le guide ne le dit pas : je ne connais pas de version précédente sur ce point.')]
      : [paragraph(strong('Auparavant'), ' :'), bullets(lines)];
  return {
    band: lines.length === 0 ? 'refuse' : 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [],
  };
}
