/** A message for a Matrix room. */
import type { Block } from '../answering/answer.ts';
import { renderHtml } from './html.ts';
import { renderPlain } from './plain.ts';

/** A message as Matrix wants it: a plain body, complete by itself, and portable HTML (`formatted_body`). */
export interface RenderedMessage {
  readonly plain: string;
  readonly html: string;
}

/** Renders both bodies from the same blocks, so that they always say the same. */
export function renderMessage(blocks: readonly Block[]): RenderedMessage {
  return { plain: renderPlain(blocks), html: renderHtml(blocks) };
}
