/**
 * What changed between two versions of the knowledge, a sentence each: "DN : ProConnect, non (en cours) → oui." A version is
 * compared by its outline, which is small enough to be kept, so that a restart with other knowledge tells its changes too.
 */
import { z } from 'zod';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Comparison, Decision, Entity, Statement, Topic } from '../knowledge/schema.ts';
import type { TreeNode } from '../knowledge/tree-schema.ts';
import { enumerate, frenchDate, sentence, shortFact } from './phrasing.ts';

/** One thing that can change: what it is called, and what the knowledge says of it. */
const entrySchema = z.strictObject({ label: z.string(), value: z.string() });
type Entry = z.infer<typeof entrySchema>;

/**
 * All that a version says, by path: `grist` is a card and `grist/facts/hds` a fact of it. Words by which things are found are no
 * part of it.
 */
export const outlineSchema = z.record(z.string(), entrySchema);
export type Outline = Readonly<z.infer<typeof outlineSchema>>;

/** A longer text is not said twice, before and after. */
const longest = 60;

/** The outline of a version. */
export function outlineOf(knowledge: Knowledge): Outline {
  const outline: Record<string, Entry> = {};
  const add = (path: string, label: string, value: string | undefined) => {
    if (value !== undefined && value !== '') outline[path] = { label, value };
  };
  for (const entity of knowledge.entities.values()) outlineEntity(knowledge, entity, add);
  for (const { id, label, definition } of knowledge.criteria.values()) {
    add(`criteria/${id}`, 'Critère', label);
    add(`criteria/${id}/definition`, `${label} : définition`, definition?.text);
  }
  for (const { id, name, description } of knowledge.personas.values()) {
    add(`personas/${id}`, 'Profil', name);
    add(`personas/${id}/description`, `Profil ${name}`, description);
  }
  for (const topic of knowledge.topics.values()) outlineTopic(topic, add);
  for (const comparison of knowledge.comparisons) outlineComparison(knowledge, comparison, add);
  for (const node of knowledge.tree.nodes) outlineNode(knowledge, node, add);
  for (const { id, title, recommendation, wording } of knowledge.tree.outcomes) {
    add(`outcomes/${id}`, 'Recommandation', title);
    add(`outcomes/${id}/recommendation`, `Recommandation « ${title} »`, recommendation.text);
    add(`outcomes/${id}/wording`, `Recommandation « ${title} », force`, wording);
  }
  for (const { id, title, checked_on } of knowledge.documents) {
    add(`documents/${id}`, 'Document', title);
    add(`documents/${id}/checked_on`, `${title} : relecture`, frenchDate(checked_on));
  }
  return outline;
}

type Add = (path: string, label: string, value: string | undefined) => void;

const texts = (statements: readonly Statement[]) => statements.map(({ text }) => sentence(text)).join(' ');

function outlineEntity({ criteria }: Knowledge, entity: Entity, add: Add): void {
  const { id, name, short_name: short = name } = entity;
  const path = `entities/${id}`;
  add(path, 'Fiche', name);
  add(`${path}/summary`, `${short} : présentation`, entity.summary.text);
  add(`${path}/advice`, `${short} : conseils`, texts(entity.advice));
  add(`${path}/decision`, `${short} : décision`, entity.decision && decisionText(entity.decision));
  for (const [criterion, fact] of Object.entries(entity.facts)) {
    const label = fact.label ?? criteria.get(criterion)?.label ?? criterion;
    const detail = fact.absent === undefined && fact.detail !== undefined ? `. ${fact.detail}` : '';
    add(`${path}/facts/${criterion}`, `${short} : ${label}`, shortFact(fact) + detail);
  }
  for (const item of entity.features) add(`${path}/items/${item.id}`, `${short} : fonctionnalité`, item.text);
  for (const item of entity.limits) add(`${path}/items/${item.id}`, `${short} : limite`, item.text);
  for (const { url, label } of entity.links) add(`${path}/links/${url}`, `${short} : lien`, label);
  add(`${path}/examples`, `${short} : exemples`, texts(entity.examples));
  add(`${path}/contacts`, `${short} : contacts`, texts(entity.contacts));
  add(`${path}/history`, `${short} : historique`, texts(entity.history));
}

function decisionText({ text, date, reasons }: Decision): string {
  return [
    date === undefined ? '' : `${frenchDate(date)} : `,
    [text, ...reasons].map(sentence).join(' '),
  ].join('');
}

function outlineTopic({ id, name, statements, links, history }: Topic, add: Add): void {
  add(`topics/${id}`, 'Sujet', name);
  add(`topics/${id}/statements`, name, texts(statements));
  for (const { url, label } of links) add(`topics/${id}/links/${url}`, `${name} : lien`, label);
  add(`topics/${id}/history`, `${name} : historique`, texts(history));
}

function outlineComparison({ entities }: Knowledge, comparison: Comparison, add: Add): void {
  const { id, subjects, verdict, synthesis, common, deciding } = comparison;
  const names = enumerate(
    subjects.map((subject) => {
      const entity = entities.get(subject);
      return entity?.short_name ?? entity?.name ?? subject;
    }),
  );
  const path = `comparisons/${id}`;
  add(path, 'Comparaison', names);
  add(`${path}/verdict`, `${names} : verdict`, verdict?.text);
  add(`${path}/synthesis`, `${names} : synthèse`, texts(synthesis));
  add(`${path}/common`, `${names} : points communs`, texts(common));
  add(`${path}/deciding`, `${names} : question qui décide`, deciding?.question);
}

function outlineNode({ tree }: Knowledge, { id, title, question, choices }: TreeNode, add: Add): void {
  const titles = new Map([...tree.nodes, ...tree.outcomes].map((one) => [one.id, one.title]));
  add(`nodes/${id}`, 'Question du conseil', title);
  add(`nodes/${id}/question`, `Conseil, « ${title} »`, question);
  for (const { id: choice, label, goto } of choices) {
    const next = [goto].flat().map((target) => titles.get(target) ?? target);
    add(`nodes/${id}/choices/${choice}`, `Conseil, « ${title} »`, `${label} : ${enumerate(next)}`);
  }
}

/**
 * What changed, in the order of the newer version, what went away last; empty when both say the same. What is in a card that came
 * or went is not told one by one.
 */
export function changesBetween(before: Outline, after: Outline): string[] {
  const whole = (path: string, other: Outline) =>
    ancestors(path).some((ancestor) => (ancestor in before || ancestor in after) && !(ancestor in other));
  const came = Object.entries(after).flatMap(([path, { label, value }]) => {
    const former = before[path];
    if (former === undefined) return whole(path, before) ? [] : [`${label}, ${brief(value)} (ajout).`];
    return former.value === value ? [] : [changed(label, former.value, value)];
  });
  const went = Object.entries(before).flatMap(([path, { label, value }]) =>
    path in after || whole(path, after) ? [] : [`${label}, ${brief(value)} (retrait).`],
  );
  return [...came, ...went];
}

function changed(label: string, before: string, after: string): string {
  return before.length > longest || after.length > longest
    ? `${label}, ${brief(after)} (modification).`
    : `${label}, ${brief(before)} → ${brief(after)}.`;
}

/** A value within a sentence: short, without its full stop. */
function brief(value: string): string {
  return value.length > longest ? `« ${value.slice(0, longest).trimEnd()}… »` : value.replace(/\.$/u, '');
}

/** "a/b/c" → "a/b", "a". */
function ancestors(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}
