import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bullets, code, link, paragraph, strong } from '../../src/answering/answer.ts';
import { renderMarkdown } from '../../src/rendering/markdown.ts';
import { clean } from '../../src/rendering/style.ts';

describe('Markdown', () => {
  it('shows paragraphs, bold, code, links and lists', () => {
    expect(
      renderMarkdown([
        paragraph(strong('Décision'), ' : ', link('Grist', 'https://grist.fr/'), ', voir ', code('!aide')),
        bullets([['a'], ['b']]),
      ]),
    ).toBe('**Décision** : [Grist](<https://grist.fr/>), voir `!aide`\n\n- a\n- b');
  });

  it.each([
    ['*gras* _it_ `code`', '\\*gras\\* \\_it\\_ \\`code\\`'],
    ['# titre', '\\# titre'],
    ['- puce', '\\- puce'],
    ['1. un', '1\\. un'],
    ['[x](y) <b> | ~', '\\[x\\](y) \\<b\\> \\| \\~'],
    ['&amp; & co', '\\&amp; & co'],
    ['n° 1-2 + C#', 'n° 1-2 + C#'],
  ])('shows %s as it was written', (text, markdown) => {
    expect(renderMarkdown([paragraph(text)])).toBe(markdown);
  });

  it('quotes code that holds backticks', () => {
    expect(renderMarkdown([paragraph(code('a `b` c'))])).toBe('``a `b` c``');
    expect(renderMarkdown([{ type: 'preformatted', text: '```\nx' }])).toBe('````\n```\nx\n````');
  });

  it('loses nothing: without its escapes it is the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        (text) => renderMarkdown([paragraph(text)]).replace(/\\(.)/gs, '$1') === clean(text),
      ),
    );
  });
});
