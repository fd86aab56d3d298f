/** What an editor should look at although it is no error: nothing of it keeps the knowledge from being used. */
import { type Draft, errorAt, type Part } from './files.ts';
import { allParts, eachText } from './validate.ts';
import type { KnowledgeError } from './yaml-file.ts';

/** On a phone, some seven lines of forty signs: who reads a longer sentence has forgotten its beginning. */
export const longestSentence = 280;

/** Keys whose texts are said as they are. */
const said = new Set([
  'text',
  'detail',
  'sentence',
  'reasons',
  'value',
  'question',
  'description',
  'next_steps',
]);

/**
 * Remarks about a draft that has no errors.
 * @param readSince a source last read before that day (`YYYY-MM-DD`) is due for another look
 */
export function remarksOn(draft: Draft, readSince: string): KnowledgeError[] {
  const parts: Part<unknown>[] = [...allParts(draft), ...(draft.tree === undefined ? [] : [draft.tree])];
  return [...staleDocuments(draft, readSince), ...parts.flatMap(longSentences)];
}

function staleDocuments({ documents }: Draft, readSince: string): KnowledgeError[] {
  return documents
    .filter(({ value }) => value.checked_on < readSince)
    .map((part) => {
      const { title, checked_on } = part.value;
      const message = `${title} : pas relu depuis le ${checked_on}. Relisez-le, puis changez cette date`;
      return errorAt(part, ['checked_on'], message);
    });
}

function longSentences(part: Part<unknown>): KnowledgeError[] {
  const remarks: KnowledgeError[] = [];
  eachText(part.value, '', [], (key, path, text) => {
    if (text.length <= longestSentence || !said.has(key)) return;
    const longest = Math.max(...text.split(/(?<=[.!?…])\s/).map(({ length }) => length));
    if (longest <= longestSentence) return;
    const message = `une phrase de ${longest} signes est longue pour un téléphone (au plus ${longestSentence}) : coupez-la en deux`;
    remarks.push(errorAt(part, [...path], message));
  });
  return remarks;
}
