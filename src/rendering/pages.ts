/**
 * Cuts a message into pages: 1,500 characters as a rule (a phone's screens), never over 3,500 (an event holds 64 KiB,
 * matrix.md). Cuts fall between paragraphs and list items; a longer one is cut after a sentence, else after a word.
 * Nothing is lost: the pages hold every character of the body, in order.
 */
import { type Block, code, type Inline, paragraph } from '../answering/answer.ts';
import type { Document } from './compose.ts';
import { renderPlain } from './plain.ts';
import { introduces } from './style.ts';

/** Characters of the plain body. */
export const pageTarget = 1_500;
export const pageMaximum = 3_500;
/** A last page shorter than this is not worth a command: the page before may be that much longer. */
const tolerance = 300;
/** What the body gets at least, however long the tail is. */
const bodyMinimum = 600;

/** The pages of a message, at least one. Each but the last ends with how to read on. */
export function paginate({ body, tail, sources }: Document): Block[][] {
  const whole = [...body, ...tail];
  // A text to be copied stays in one piece as long as a message can hold it.
  const limit = body.some(({ type }) => type === 'preformatted') ? pageMaximum : pageTarget + tolerance;
  if (length(whole) <= limit) return [whole];
  const ends = (page: number) => (page === 0 ? tail : sources);
  const room = (page: number) => Math.max(bodyMinimum, pageTarget - length(ends(page)));
  const pages = fill(pieces(body, Math.min(room(0), room(1))), room);
  return pages.map((content, page) => [
    ...content,
    ...ends(page),
    ...(page + 1 === pages.length ? [] : [more(page + 1, pages.length)]),
  ]);
}

const length = (blocks: readonly Block[]) => renderPlain(blocks).length;

function more(page: number, pages: number): Block {
  return paragraph('Tapez ', code('!suite'), ` pour lire la suite (page ${page} sur ${pages}).`);
}

/** What is not cut any more: a paragraph, one item of a list, some lines of preformatted text. */
interface Piece {
  readonly block: Block;
  /** The block that it came from. */
  readonly of: Block;
  /** It goes on with the paragraph or item that the piece before began. */
  readonly continues: boolean;
}

function pieces(body: readonly Block[], limit: number): Piece[] {
  return body.flatMap((of) => cut(of, limit).map(({ block, continues }) => ({ block, of, continues })));
}

function cut(block: Block, limit: number): Omit<Piece, 'of'>[] {
  switch (block.type) {
    case 'paragraph':
      return cutRuns(block.content, limit).map((content, index) => ({
        block: { ...block, content },
        continues: index > 0,
      }));
    case 'list':
      return block.items.flatMap((item, position) => {
        const [head = [], ...rest] = cutRuns(item, limit);
        const start = block.ordered ? { start: (block.start ?? 1) + position } : {};
        return [
          { block: { ...block, items: [head], ...start }, continues: false },
          ...rest.map((content) => ({ block: { type: 'paragraph', content }, continues: true }) as const),
        ];
      });
    case 'preformatted':
      return cutText(block.text, limit, ['\n', ' ']).map((text, index) => ({
        block: { ...block, text },
        continues: index > 0,
      }));
  }
}

/** Cuts runs at `limit` characters; only text is cut inside, a link or an identifier stays whole. */
function cutRuns(runs: readonly Inline[], limit: number): Inline[][] {
  if (length([{ type: 'paragraph', content: runs }]) <= limit) return [[...runs]];
  const parts: Inline[][] = [[]];
  let used = 0;
  for (const run of runs) {
    const texts = run.type === 'text' || run.type === 'strong' ? cutText(run.text, limit) : [run.text];
    for (const text of texts) {
      const piece: Inline = { ...run, text };
      const size = length([{ type: 'paragraph', content: [piece] }]);
      if (used > 0 && used + size > limit) {
        parts.push([]);
        used = 0;
      }
      parts.at(-1)?.push(piece);
      used += size;
    }
  }
  return parts;
}

/** Cuts a text into parts of at most `limit` characters, after the best separator that leaves them half full. */
function cutText(text: string, limit: number, separators = ['. ', ' ']): string[] {
  const parts: string[] = [];
  let start = 0;
  while (text.length - start > limit) {
    const end = start + limit;
    const after = separators
      .map((separator) => text.lastIndexOf(separator, end - separator.length) + separator.length)
      .find((position) => position > start + limit / 2);
    // No separator: anywhere but inside a surrogate pair.
    const at = after ?? (isLowSurrogate(text.charCodeAt(end)) ? end - 1 : end);
    parts.push(text.slice(start, at));
    start = at;
  }
  return [...parts, text.slice(start)];
}

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** Fills pages with pieces; a paragraph that announces a list is not left alone at the end of a page. */
function fill(all: readonly Piece[], room: (page: number) => number): Block[][] {
  const pages: Piece[][] = [[]];
  let used = 0;
  for (const [index, piece] of all.entries()) {
    const next = all[index + 1];
    const size = length([piece.block]) + 2;
    const needed = introduces(piece.block, next?.block) ? size + length([next?.block as Block]) : size;
    if (used > 0 && used + needed > room(pages.length - 1)) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(piece);
    used += size;
  }
  return pages.map(join);
}

/** Puts together again what was cut and stands on the same page. */
function join(page: readonly Piece[]): Block[] {
  const blocks: Block[] = [];
  for (const [index, piece] of page.entries()) {
    const before = page[index - 1]?.of === piece.of ? blocks.pop() : undefined;
    blocks.push(...(before === undefined ? [piece.block] : joined(before, piece)));
  }
  return blocks;
}

function joined(before: Block, { block, continues }: Piece): Block[] {
  if (before.type === 'list' && block.type === 'list') {
    return [{ ...before, items: [...before.items, ...block.items] }];
  }
  if (before.type === 'preformatted' && block.type === 'preformatted') {
    return [{ ...before, text: before.text + block.text }];
  }
  if (block.type === 'paragraph' && continues && before.type === 'paragraph') {
    return [{ ...before, content: [...before.content, ...block.content] }];
  }
  if (block.type === 'paragraph' && continues && before.type === 'list') {
    const items = before.items.slice(0, -1);
    return [{ ...before, items: [...items, [...(before.items.at(-1) ?? []), ...block.content]] }];
  }
  return [before, block];
}
