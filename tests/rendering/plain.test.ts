import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bullets, code, link, numbered, paragraph, strong } from '../../src/answering/answer.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { blocks } from './arbitrary.ts';

describe('plain text', () => {
  it('says the same as the HTML, addresses included', () => {
    expect(
      renderPlain([
        paragraph(strong('DN'), ' : ', link('site de DN', 'https://dn.fr/'), '.'),
        paragraph('À voir :'),
        bullets([['Un.'], ['Deux, ', code('!aide'), '.']]),
        numbered([['a'], ['b']], 3),
      ]),
    ).toBe('DN : site de DN (https://dn.fr/).\n\nÀ voir :\n- Un.\n- Deux, !aide.\n\n3. a\n4. b');
  });

  it('does not say an address twice', () => {
    expect(renderPlain([paragraph(link('a@b.fr', 'mailto:a@b.fr'))])).toBe('a@b.fr');
  });

  it('indents the lines of an item under it', () => {
    expect(renderPlain([numbered([['un\ndeux']], 10)])).toBe('10. un\n    deux');
  });

  it('holds no control, bidirectional or zero-width character', () => {
    const forbidden = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
    fc.assert(fc.property(blocks, (some) => !forbidden.test(renderPlain(some).replaceAll('\n', ''))));
    expect(renderPlain([paragraph('a\u202eb\u0000c\u200b\u001b[2J\ud83d')])).toBe('abc[2J\ufffd');
  });

  it('leaves composed emoji whole', () => {
    expect(renderPlain([paragraph('👩‍💻')])).toBe('👩‍💻');
  });
});
