/** Reads "1", "le 2", "2.", "la deuxième", "oui" as one of the suggestions that were offered. */
import { readPlaces, yesOrNo } from '../understanding/short-replies.ts';

/** The one that was chosen; undefined when the text is not exactly a choice. */
export function choice<T>(text: string, offered: readonly T[]): T | undefined {
  if (offered.length === 0 || text.length > 40) return undefined;
  if (offered.length === 1 && yesOrNo(text) === 'oui') return offered[0];
  const read = readPlaces(text, offered.length);
  const [place, ...others] = read?.type === 'places' ? read.places : [];
  return place === undefined || others.length > 0 ? undefined : offered[place];
}
