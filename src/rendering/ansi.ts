/** Text with colours, for a terminal that has them. */
import type { Block } from '../answering/answer.ts';
import { listLines, render, type Style, spacing } from './style.ts';

/** Select Graphic Rendition (ECMA-48, 8.3.117). */
const paint = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;
const bold = paint(1, 22);
const dim = paint(2, 22);
const underline = paint(4, 24);
const cyan = paint(36, 39);

const style: Style = {
  text: (text) => text,
  strong: bold,
  code: cyan,
  link: (text, url) => `${underline(text)} ${dim(`(${url})`)}`,
  paragraph: (content) => content,
  list: listLines,
  preformatted: dim,
  between: spacing,
};

/** Renders blocks with ANSI colours; no control character of the content itself gets through. */
export function renderAnsi(blocks: readonly Block[]): string {
  return render(blocks, style);
}
