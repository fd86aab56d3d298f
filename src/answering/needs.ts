/** What serves a need: entities, and leaves of the decision tree in the guide's own strength. */
import type { Entity } from '../knowledge/schema.ts';
import { type Outcome, strengthWords } from '../knowledge/tree-schema.ts';
import { type Block, bullets, code, type Inline, link, paragraph, plain, strong } from './answer.ts';
import { answerCard } from './card.ts';
import { type Desk, type Draft, decided, entityOf, present } from './draft.ts';
import { capital, sentence } from './phrasing.ts';

/** Entities and leaves of the tree for a need. */
export function answerNeed(desk: Desk, entities: readonly string[], outcomes: readonly string[]): Draft {
  const chosen = entities.map((id) => entityOf(desk, id));
  const leaves = outcomes.flatMap(
    (id) => desk.knowledge.tree.outcomes.find((outcome) => outcome.id === id) ?? [],
  );
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1 && leaves.length === 0) return answerCard(desk, only);
  const blocks: Block[] = leaves.flatMap((leaf) => outcomeBlocks(desk, leaf, desk.manner.permission));
  if (chosen.length > 0) blocks.push(bullets(chosen.map((entity) => entityLine(desk, entity))));
  return {
    band: 'answer',
    blocks,
    citations: desk.citations.list,
    subjects: [...entities, ...leaves.flatMap((leaf) => leaf.entities)],
    next: [plain('Pour être guidé question par question, tapez '), code('!conseil'), plain('.')],
  };
}

/** An entity in one line of a list: what it is, and its first link. */
export function entityLine(desk: Desk, entity: Entity): (Inline | string)[] {
  const isAgainst = entity.decision?.status === 'discarded' || entity.decision?.status === 'not-favoured';
  const line = present(desk, entity, isAgainst ? decided(desk, entity) : []);
  const [first] = entity.links;
  return first === undefined ? line : [...line, ' ', link(first.label, first.url), '.'];
}

/** A leaf of the tree: its recommendation; first the guide's own strength where it is asked whether it may be. */
export function outcomeBlocks(desk: Desk, outcome: Outcome, allowed = false): Block[] {
  const duties = outcome.duties.flatMap((id) => desk.knowledge.topics.get(id) ?? []);
  const text = sentence(capital(desk.citations.cite(outcome.recommendation).text));
  const strength = allowed && outcome.strength !== 'AUCUNE' ? strengthWords[outcome.strength] : undefined;
  const blocks: Block[] = [
    strength === undefined ? paragraph(text) : paragraph(strong(`${capital(strength)}.`), ` ${text}`),
  ];
  // What only someone guided by questions has said ("vous indiquez que …") was not said here.
  const told = outcome.reasons.filter(({ text: reason }) => !reason.startsWith('Vous indiquez'));
  const reasons = [...told, ...duties.flatMap((duty) => duty.statements.slice(0, 1))];
  if (reasons.length > 0)
    blocks.push(bullets(reasons.map((one) => [sentence(desk.citations.cite(one).text)])));
  return blocks;
}
