/**
 * The guide's documents. They are not in the repository: GUIDE_DIR names their folder; without it what needs them is skipped
 * aloud, and with it a missing document is an error.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GuideUnit, readGuide } from '../../../src/knowledge/guide/documents.ts';

/** Their folder, where there is one. */
export const guideFolder = process.env.GUIDE_DIR;

/** Says what is not checked without them. */
export function warnWithoutGuide(unchecked: string): void {
  if (guideFolder === undefined) console.warn(`GUIDE_DIR n’est pas défini : ${unchecked}.`);
}

/** The file of a document, by its number. */
export function guideFile(reference: string): string {
  const name = readdirSync(guideFolder ?? '').find((file) => file.startsWith(`${reference}_`));
  if (name === undefined) throw new Error(`no document ${reference} in GUIDE_DIR (${guideFolder})`);
  return join(guideFolder ?? '', name);
}

/** What a document says. */
export function guideUnits(reference: string): GuideUnit[] {
  return readGuide(readFileSync(guideFile(reference), 'utf8'));
}
