/**
 * Any text as a text that every engine keeps: PostgreSQL refuses U+0000, and no database keeps half of a surrogate pair. What such a
 * text would lose is written as JSON behind a mark; all other text stays as it is, readable with the database's own tools.
 */

/** Begins a text that is escaped; no text of ours begins with it otherwise. */
const mark = '\u0001';

/** No text of ours contains it: all that begins with a prefix sorts before the prefix with it. */
export const lastCharacter = '\u{10ffff}';

/** A text as it is stored. */
export function toStored(text: string): string {
  return text.startsWith(mark) || text.includes('\0') || !text.isWellFormed()
    ? mark + JSON.stringify(text)
    : text;
}

/** The text that was stored. */
export function fromStored(stored: string): string {
  return stored.startsWith(mark) ? String(JSON.parse(stored.slice(mark.length))) : stored;
}
