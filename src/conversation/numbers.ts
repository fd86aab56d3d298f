/** Reads "1", "le 2", "2.", "la deuxième", "oui" as one of the suggestions that were offered. */
import { fold } from '../knowledge/normalise.ts';

const ordinals = [
  ['premier', 'premiere', 'un', 'une'],
  ['deuxieme', 'second', 'seconde', 'deux'],
  ['troisieme', 'trois'],
];

/** The one that was chosen; undefined when the text is not exactly a choice. */
export function choice<T>(text: string, offered: readonly T[]): T | undefined {
  if (offered.length === 0 || text.length > 40) return undefined;
  const folded = fold(text)
    .trim()
    .replace(/[\s.!)]+$/, '')
    .replace(/^(?:le|la|l'|n°|numero)\s*/, '');
  if (/^\d$/.test(folded)) return offered[Number(folded) - 1];
  if (offered.length === 1 && /^(?:oui|ouais|yes|exact|c'est ca)$/.test(folded)) return offered[0];
  const index = ordinals.findIndex((names) => names.includes(folded));
  return offered[index];
}
