import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, link, paragraph, strong } from '../../src/answering/answer.ts';
import { renderAnsi } from '../../src/rendering/ansi.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { block } from './arbitrary.ts';

describe('a terminal', () => {
  it('gets bold, cyan and underlined text', () => {
    expect(renderAnsi([paragraph(strong('DN'), code('!aide'), link('site', 'https://dn.fr/'))])).toBe(
      '\u001b[1mDN\u001b[22m\u001b[36m!aide\u001b[39m\u001b[4msite\u001b[24m \u001b[2m(https://dn.fr/)\u001b[22m',
    );
  });

  it('gets no escape sequence from the content', () => {
    expect(renderAnsi([paragraph('\u001b]0;titre\u0007\u009b2J')])).toBe(']0;titre2J');
  });

  it('reads as the plain text without its colours', () => {
    const withoutLinks = block.filter((some) => !JSON.stringify(some).includes('"link"'));
    fc.assert(
      fc.property(
        withoutLinks,
        (some) => stripVTControlCharacters(renderAnsi([some])) === renderPlain([some]),
      ),
    );
  });
});
