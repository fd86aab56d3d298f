/** What changed in the knowledge, reload by reload, for `!nouveautes`: kept over restarts. */
import { z } from 'zod';
import { type Block, bullets, paragraph } from '../answering/answer.ts';
import { changesBetween, type Outline, outlineOf, outlineSchema } from '../answering/changes.ts';
import { frenchDate } from '../answering/phrasing.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { dayOf } from './day.ts';

/** Where a text is kept over restarts. */
export interface Notebook {
  read(): string | undefined;
  write(text: string): void;
}

/** Older changes are forgotten. */
const mostChanges = 30;
/** A new edition of the guide changes hundreds of things: they are counted. */
const mostAtOnce = 12;

const notesSchema = z.strictObject({
  version: z.literal(1),
  /** What the knowledge said last. */
  outline: outlineSchema,
  /** The last changes, the newest first, with the day (`YYYY-MM-DD`). */
  changes: z.array(z.strictObject({ day: z.string(), text: z.string() })),
});
type Notes = z.infer<typeof notesSchema>;

/** The news. */
export interface News {
  /** Compares a version with the one before, and remembers it. Gives what changed, a sentence each. @param at milliseconds since 1970 */
  take(knowledge: Knowledge, at: number): readonly string[];
  /** What `!nouveautes` says. */
  blocks(): Block[];
}

/** Opens the news: a notebook that is empty, or that another version of the program wrote, begins anew. */
export function openNews(notebook: Notebook): News {
  let notes = readNotes(notebook.read());
  return {
    take(knowledge, at) {
      const outline: Outline = outlineOf(knowledge);
      const changes = notes === undefined ? [] : changesBetween(notes.outline, outline);
      if (notes !== undefined && changes.length === 0) return changes;
      const day = dayOf(at);
      const fresh = shortened(changes).map((text) => ({ day, text }));
      notes = { version: 1, outline, changes: [...fresh, ...(notes?.changes ?? [])].slice(0, mostChanges) };
      notebook.write(JSON.stringify(notes));
      return changes;
    },
    blocks() {
      const byDay = [...Map.groupBy(notes?.changes ?? [], ({ day }) => day)];
      if (byDay.length === 0)
        return [paragraph('Mes connaissances n’ont pas changé depuis que je suis en service.')];
      return byDay.flatMap(([day, changes]) => [
        paragraph(`Ce qui a changé le ${frenchDate(day)} :`),
        bullets(changes.map(({ text }) => [text])),
      ]);
    },
  };
}

/** What is said before the mistakes of knowledge that is not taken. */
export const refusal = 'Les nouvelles connaissances ne conviennent pas : je continue avec les précédentes.';

/** What is said to who reads new knowledge in, a sentence each. */
export function takenLines({ changes }: { readonly changes: readonly string[] }): string[] {
  return changes.length > 0
    ? ['Connaissances relues. Ce qui a changé :', ...shortened(changes)]
    : ['Connaissances relues : seuls changent des mots reconnus ou des tournures.'];
}

/** The first changes, and how many more there were. */
function shortened(changes: readonly string[]): string[] {
  if (changes.length <= mostAtOnce) return [...changes];
  const shown = changes.slice(0, mostAtOnce - 1);
  return [...shown, `Et ${changes.length - shown.length} autres changements.`];
}

function readNotes(text: string | undefined): Notes | undefined {
  try {
    return text === undefined ? undefined : notesSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
