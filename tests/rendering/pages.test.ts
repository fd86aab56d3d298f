import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, bullets, numbered, paragraph } from '../../src/answering/answer.ts';
import { pageMaximum, pageTarget, paginate } from '../../src/rendering/pages.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { longBlocks } from './arbitrary.ts';

const sources = [paragraph('Source : le guide.')];
const next = paragraph('Une question décide.');
const cut = (body: readonly Block[]) => paginate({ body, tail: [...sources, next], sources });
const sentence = 'Le guide dit une chose utile. ';

describe('pages', () => {
  it('are one when the message is short', () => {
    const body = [paragraph('Oui.')];
    expect(cut(body)).toEqual([[...body, ...sources, next]]);
  });

  it('cut between the items of a list, each page with its source and the way on', () => {
    const items = Array.from({ length: 60 }, (_, index) => [`Critère ${index + 1} : ${sentence}`]);
    const pages = cut([paragraph('Voici :'), numbered(items)]).map(renderPlain);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).toContain('\n\nUne question décide.\n\nTapez !suite pour lire la suite (page 1 sur 3).');
    expect(pages[1]).toMatch(/^\d+\. Critère/);
    expect(pages.at(-1)).toMatch(/Source : le guide\.$/);
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(pageTarget + 100);
    for (const index of items.keys())
      expect(pages.join('\n')).toContain(`${index + 1}. Critère ${index + 1} :`);
  });

  it('do not leave what announces a list at the end of a page', () => {
    const first = paragraph(sentence.repeat(46));
    const pages = cut([first, paragraph('Voici les limites :'), bullets([[sentence.repeat(15)]])]).map(
      renderPlain,
    );
    expect(pages[1]).toMatch(/^Voici les limites :\n- Le guide/);
  });

  it('cut a long paragraph after a sentence', () => {
    const [first = ''] = cut([paragraph(sentence.repeat(120))]).map(renderPlain);
    expect(first).toMatch(/utile\. \n\nSource/);
  });

  it('stay short, and lose nothing, whatever the content', () => {
    const letters = (blocks: readonly Block[]) => renderPlain(blocks).replace(/\s|^ *\d+\. |^ *- /gm, '');
    fc.assert(
      fc.property(longBlocks, (body) => {
        const pages = paginate({ body, tail: [], sources: [] });
        for (const page of pages) expect(renderPlain(page).length).toBeLessThanOrEqual(pageMaximum);
        const content = pages.map((page, index) => (index + 1 === pages.length ? page : page.slice(0, -1)));
        expect(content.map(letters).join('')).toBe(letters(body));
      }),
    );
  });
});
