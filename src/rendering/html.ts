/**
 * Portable HTML for `formatted_body`: only what every Tchap and Element client shows (matrix.md): p br strong em u del code pre
 * a ul ol li blockquote, `href` on links and `start` on numbered lists. No table, heading or nested list.
 */
import type { Block } from '../answering/answer.ts';
import { render, type Style } from './style.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const lines = (text: string) => escapeHtml(text).replaceAll('\n', '<br>');

const style: Style = {
  text: lines,
  strong: (text) => `<strong>${lines(text)}</strong>`,
  code: (text) => `<code>${escapeHtml(text)}</code>`,
  link: (text, url) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`,
  paragraph: (content) => `<p>${content}</p>`,
  list: (items, first) => {
    const content = items.map((item) => `<li>${item}</li>`).join('');
    if (first === undefined) return `<ul>${content}</ul>`;
    return `<ol${first === 1 ? '' : ` start="${first}"`}>${content}</ol>`;
  },
  preformatted: (text) => `<pre><code>${escapeHtml(text)}</code></pre>`,
  between: () => '',
};

/** Renders blocks as portable HTML, everything escaped. */
export function renderHtml(blocks: readonly Block[]): string {
  return render(blocks, style);
}
