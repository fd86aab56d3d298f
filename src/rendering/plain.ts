/** Plain text: the body of a Matrix message, complete by itself, and a terminal without colours. */
import type { Block } from '../answering/answer.ts';
import { listLines, render, type Style, spacing } from './style.ts';

const style: Style = {
  text: (text) => text,
  strong: (text) => text,
  code: (text) => text,
  link: (text, url) => (url === text || url === `mailto:${text}` ? text : `${text} (${url})`),
  paragraph: (content) => content,
  list: listLines,
  preformatted: (text) => text,
  between: spacing,
};

/** Renders blocks as plain text; addresses stand in brackets after their label. */
export function renderPlain(blocks: readonly Block[]): string {
  return render(blocks, style);
}
