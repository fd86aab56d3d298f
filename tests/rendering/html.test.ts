import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bullets, code, link, numbered, paragraph, strong } from '../../src/answering/answer.ts';
import { renderHtml } from '../../src/rendering/html.ts';
import { blocks } from './arbitrary.ts';
import { portabilityErrors } from './portable.ts';

describe('HTML', () => {
  it('shows paragraphs, bold, code and links', () => {
    const html = renderHtml([
      paragraph(
        strong('DN'),
        ', sauf contrainte HDS : voir ',
        link('la documentation', 'https://doc.x.fr/'),
        '.',
      ),
      paragraph('Tapez ', code('!aide'), '.'),
    ]);
    expect(html).toBe(
      '<p><strong>DN</strong>, sauf contrainte HDS : voir <a href="https://doc.x.fr/">la documentation</a>.</p>' +
        '<p>Tapez <code>!aide</code>.</p>',
    );
  });

  it('shows lists of one level, and the first number of a list that goes on', () => {
    expect(renderHtml([bullets([['a'], ['b']])])).toBe('<ul><li>a</li><li>b</li></ul>');
    expect(renderHtml([numbered([['a']])])).toBe('<ol><li>a</li></ol>');
    expect(renderHtml([numbered([['d']], 4)])).toBe('<ol start="4"><li>d</li></ol>');
  });

  it('escapes everything', () => {
    expect(renderHtml([paragraph('<b> & "x"', link('<i>', 'https://x.fr/?a=1&b="'))])).toBe(
      '<p>&lt;b&gt; &amp; &quot;x&quot;<a href="https://x.fr/?a=1&amp;b=%22">&lt;i&gt;</a></p>',
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'relative/page', '//b.fr/x', 'vbscript:x', ' '])(
    'keeps the label alone of a link to %s',
    (url) => {
      expect(renderHtml([paragraph(link('label', url))])).toBe('<p>label</p>');
    },
  );

  it('keeps the lines of a note', () => {
    expect(renderHtml([{ type: 'preformatted', text: '# Note\n<x>' }])).toBe(
      '<pre><code># Note\n&lt;x&gt;</code></pre>',
    );
  });

  it('is portable whatever the content', () => {
    fc.assert(
      fc.property(blocks, (some) => {
        expect(portabilityErrors(renderHtml(some))).toEqual([]);
      }),
    );
  });
});

describe('the check of portability', () => {
  it.each([
    ['<table></table>', 'balise interdite : table'],
    ['<p onclick="x">a</p>', 'attribut interdit : p onclick'],
    ['<p><a href="javascript:x">a</a></p>', 'adresse interdite : javascript:x'],
    ['<ul><li><ul></ul></li></ul>', 'ul dans li'],
    ['<p>a', 'balises non fermées : p'],
    ['<p>&nbsp;</p>', 'entité inconnue : &nbsp;'],
    ['a', "texte hors d'un bloc : a"],
  ])('refuses %s', (html, error) => {
    expect(portabilityErrors(html)).toEqual([error]);
  });
});
