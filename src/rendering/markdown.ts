/** Markdown (CommonMark), for a note to paste in a decision record. */
import type { Block } from '../answering/answer.ts';
import { listLines, render, type Style } from './style.ts';

/** Signs that could start a construct inside a line, and those that could at its start. */
const escapeMarkdown = (text: string) =>
  text
    .replace(/[\\`*_[\]<>|~]|&#?[a-zA-Z0-9]+;/g, '\\$&')
    .replace(/^([ ]*)([#+=-])/gm, '$1\\$2')
    .replace(/^([ ]*\d+)([.)])/gm, '$1\\$2');

/** A fence longer than any run of backticks inside. */
const fence = (text: string, least: number) =>
  '`'.repeat(Math.max(least - 1, ...Array.from(text.matchAll(/`+/g), (run) => run[0].length)) + 1);

const style: Style = {
  text: escapeMarkdown,
  strong: (text) => (text.trim() === '' ? text : `**${escapeMarkdown(text)}**`),
  code: (text) => {
    const marks = fence(text, 1);
    const space = /^`|`$/.test(text) ? ' ' : '';
    return `${marks}${space}${text}${space}${marks}`;
  },
  link: (text, url) => `[${escapeMarkdown(text)}](<${url}>)`,
  paragraph: (content) => content,
  list: listLines,
  preformatted: (text) => {
    const marks = fence(text, 3);
    return `${marks}\n${text}\n${marks}`;
  },
  between: () => '\n\n',
};

/** Renders blocks as Markdown; text is escaped, so that it reads as it was written. */
export function renderMarkdown(blocks: readonly Block[]): string {
  return render(blocks, style);
}
