/** What the knowledge says of itself under `!statut`. */

import { frenchDate } from '../answering/phrasing.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** Version, size and age, a sentence each. */
export function knowledgeStatus({ version, entities, criteria, topics, documents }: Knowledge): string[] {
  const [oldest] = documents.map(({ checked_on }) => checked_on).sort();
  return [
    `Connaissances : version ${version}.`,
    `Contenu : ${entities.size} fiches, ${criteria.size} critères, ${topics.size} définitions et règles.`,
    ...(oldest === undefined
      ? []
      : [`Documents du guide : ${documents.length}, relus depuis le ${frenchDate(oldest)}.`]),
  ];
}
