/** What the four renderings share: the walk over the blocks, and what may be shown at all. */
import type { Block, Inline } from '../answering/answer.ts';

/** How one rendering shows each thing. Texts arrive cleaned, addresses checked. */
export interface Style {
  text(text: string): string;
  strong(text: string): string;
  code(text: string): string;
  link(text: string, url: string): string;
  paragraph(content: string): string;
  /** `first` is the number of the first item; undefined for bullets. */
  list(items: readonly string[], first: number | undefined): string;
  preformatted(text: string): string;
  /** What stands between two blocks. */
  between(block: Block, next: Block): string;
}

/** Renders blocks in a style. */
export function render(blocks: readonly Block[], style: Style): string {
  return blocks
    .map((block, index) => {
      const next = blocks[index + 1];
      return renderBlock(block, style) + (next === undefined ? '' : style.between(block, next));
    })
    .join('');
}

function renderBlock(block: Block, style: Style): string {
  switch (block.type) {
    case 'paragraph':
      return style.paragraph(renderRuns(block.content, style));
    case 'list':
      return style.list(
        block.items.map((item) => renderRuns(item, style)),
        block.ordered ? (block.start ?? 1) : undefined,
      );
    case 'preformatted':
      return style.preformatted(clean(block.text));
  }
}

function renderRuns(runs: readonly Inline[], style: Style): string {
  return runs.map((run) => renderRun(run, style)).join('');
}

function renderRun(run: Inline, style: Style): string {
  const text = clean(run.text);
  switch (run.type) {
    case 'text':
      return style.text(text);
    case 'strong':
      return style.strong(text);
    case 'code':
      // A line break inside an identifier is never wanted, and would end the run in some renderings.
      return style.code(text.replaceAll('\n', ' '));
    case 'link': {
      const url = safeUrl(run.url);
      return url === undefined ? style.text(text) : style.link(text.replaceAll('\n', ' '), url);
    }
  }
}

/**
 * Drops what could deceive a reader or drive a terminal: control characters but the line feed, bidirectional overrides,
 * zero-width characters (but the joiner, which emoji need) and halves of surrogate pairs. What people typed comes back in
 * some answers ("je n'ai pas compris « … »").
 */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g,
      '',
    );
}

/** The address as it may be shown and followed: `https`, `http` or `mailto` (matrix.to is `https`); else undefined. */
export function safeUrl(address: string): string | undefined {
  const url = URL.parse(address);
  return url !== null && ['https:', 'http:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
}

/** Lines of a list for the renderings made of lines; an item's own line breaks are indented under it. */
export function listLines(items: readonly string[], first: number | undefined): string {
  return items
    .map((item, index) => {
      const mark = first === undefined ? '- ' : `${first + index}. `;
      return mark + item.replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

/** A blank line between blocks, none between a lead-in ("Vouliez-vous dire :") and its list. */
export function spacing(block: Block, next: Block): string {
  return introduces(block, next) ? '\n' : '\n\n';
}

/** Whether a paragraph announces the list that follows. */
export function introduces(block: Block, next: Block | undefined): boolean {
  return (
    block.type === 'paragraph' &&
    next !== undefined &&
    next.type !== 'paragraph' &&
    (block.content.at(-1)?.text.trimEnd().endsWith(':') ?? false)
  );
}
