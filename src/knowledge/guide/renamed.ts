/** Names that a page no longer uses, or does not use yet. */
import type { Knowledge } from '../knowledge.ts';
import { keptKey } from '../normalise.ts';
import type { GuideUnit } from './documents.ts';

/**
 * The names that the knowledge has for what a unit calls otherwise: a product by a former name, a kind of project by another
 * name or the beginning of its own. Only what the page nowhere calls by its name has another one there.
 */
export function renamedOn(
  knowledge: Knowledge,
  units: readonly GuideUnit[],
): (unit: GuideUnit) => readonly string[] {
  const page = units.map(({ text }) => ` ${keptKey(text)} `).join('|');
  const isAbsent = ({ name }: { name: string }) => !page.includes(` ${keptKey(name)} `);
  const products = [...knowledge.entities.values()].filter(isAbsent);
  const topics = [...knowledge.topics.values()].filter(
    (topic) => topic.kind === 'practice' && isAbsent(topic),
  );
  const names = new Map(
    [
      ...products.map(({ name, former_names }) => ({ name, others: former_names })),
      ...topics.map(({ name, aliases }) => ({ name, others: aliases })),
    ].flatMap(({ name, others }) => others.map((other) => [keptKey(other), name] as const)),
  );
  const starts = topics.map(({ name }) => ({ name, key: keptKey(name) }));
  return ({ text, links, kind }) => {
    if (kind === 'paragraph' || kind === 'heading') return [];
    const called = [text, ...links.map(({ label }) => label)].map((label) => keptKey(label));
    const started = starts.filter(({ key }) =>
      called.some((label) => label.includes(' ') && key.startsWith(`${label} `)),
    );
    return [
      ...new Set([...called.flatMap((label) => names.get(label) ?? []), ...started.map(({ name }) => name)]),
    ];
  };
}
