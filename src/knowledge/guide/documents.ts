/**
 * Reads a document of the guide (the Markdown that GitBook exports) into the units that the knowledge must hold: headings,
 * paragraphs, list items and table cells, with their links. It reads what the guide uses, not all of Markdown.
 */

/** A link of a document, its address as it is written there. */
export interface GuideLink {
  readonly label: string;
  readonly url: string;
}

/** The smallest piece of a document that says something. */
export interface GuideUnit {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'cell';
  /** The title (levels 1 and 2) that it stands under. */
  readonly section: string;
  /** The sub-title (level 3 and below), where there is one. */
  readonly heading: string | undefined;
  /** Without marks of form. */
  readonly text: string;
  /** The list items that it is nested in, outermost first; for a cell the titles of its row and of its column. */
  readonly context: readonly string[];
  readonly links: readonly GuideLink[];
  /** From 1. */
  readonly line: number;
}

/** Reads a document. */
export function readGuide(markdown: string): GuideUnit[] {
  const lines = markdown.split(/\r?\n/);
  const units: GuideUnit[] = [];
  let section = '';
  let heading: string | undefined;
  let columns: string[] | undefined;
  let parents: { indent: number; text: string }[] = [];

  const add = (kind: GuideUnit['kind'], source: string, line: number, context: readonly string[] = []) => {
    const text = plainText(source);
    if (text === '') return;
    units.push({ kind, section, heading, text, context, links: linksOf(source), line });
  };

  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (number <= frontMatter(lines) || isDecoration(line)) continue;
    const cells = cellsOf(line);
    if (cells === undefined) columns = undefined;
    const title = /^(#+)\s+(\S.*)?$/.exec(line);
    const item = /^(\s*)(?:[*-]|\d+\.)\s+(\S.*)?$/.exec(line);
    if (cells !== undefined) {
      const [row = '', ...values] = cells;
      if (columns === undefined) {
        columns = cells.map(plainText);
        for (const cell of cells) add('cell', cell, number, ['', plainText(cell)]);
      } else if (cells.some((cell) => !/^:?-+:?$/.test(cell))) {
        add('cell', row, number, [plainText(row), columns[0] ?? '']);
        for (const [position, value] of values.entries()) {
          add('cell', value, number, [plainText(row), columns[position + 1] ?? '']);
        }
      }
    } else if (title !== null) {
      const text = plainText(title[2] ?? '');
      if ((title[1] ?? '').length <= 2) {
        section = text;
        heading = undefined;
      } else heading = text;
      parents = [];
      add('heading', title[2] ?? '', number);
    } else if (item !== null) {
      const indent = (item[1] ?? '').length;
      parents = parents.filter((parent) => parent.indent < indent);
      add(
        'item',
        item[2] ?? '',
        number,
        parents.map(({ text }) => text),
      );
      parents.push({ indent, text: plainText(item[2] ?? '') });
    } else {
      parents = [];
      add('paragraph', line, number);
    }
  }
  return units;
}

/** How many lines the front matter takes, its two `---` included. */
function frontMatter(lines: readonly string[]): number {
  if (lines[0] !== '---') return 0;
  return lines.indexOf('---', 1) + 1;
}

/** Blocks that only draw a frame, and lines without a letter or a figure. */
function isDecoration(line: string): boolean {
  return /^\s*\{%.*%\}\s*$/.test(line) || (!/[\p{L}\p{N}]/u.test(line) && !line.startsWith('|'));
}

function cellsOf(line: string): string[] | undefined {
  if (!line.startsWith('|')) return undefined;
  return line
    .replace(/^\||\|\s*$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

/** The text that a reader sees: links by their label, breaks as spaces, no marks of form. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/<[^<>]*>/g, ' ')
    .replace(/!?\[([^[\]]*)\]\([^)[]*\)/g, '$1')
    .replace(/\\$/, '')
    .replace(/\\(\W)/g, '$1')
    .replace(/\*\*|__|`/g, '')
    .replace(/^_(.*)_$/, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function linksOf(markdown: string): GuideLink[] {
  // An address may hold one pair of parentheses, and Tchap's holds a "#".
  const written = [...markdown.matchAll(/\[([^[\]]*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)/g)];
  const tagged = [...markdown.matchAll(/<a href="([^"<>]*)">([^<]*)<\/a>/g)];
  return [
    ...written.map(([, label = '', url = '']) => ({ label: plainText(label), url })),
    ...tagged.map(([, url = '', label = '']) => ({ label: plainText(label), url })),
  ];
}

/** A title as the address of its section in a page: "Mesure d'audience" → "mesure-daudience". */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}
