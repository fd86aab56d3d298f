import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorOf, plainText, readGuide } from '../../../src/knowledge/guide/documents.ts';

describe('reading a document of the guide', () => {
  it('skips the front matter and the frames', () => {
    const units = readGuide(
      '---\nicon: recycle\n---\n\n# Communs\n\n{% hint style="info" %}\nUne règle.\n{% endhint %}\n',
    );
    expect(units.map(({ kind, text, line }) => [kind, text, line])).toEqual([
      ['heading', 'Communs', 5],
      ['paragraph', 'Une règle.', 8],
    ]);
  });

  it('gives a list item what it is nested in', () => {
    const units = readGuide('## Arbre\n* **Site**\n  * CMS\n    * Ondine\n  * Wiki\n* Démarche\n');
    expect(
      units.filter(({ kind }) => kind === 'item').map(({ text, context }) => [...context, text]),
    ).toEqual([['Site'], ['Site', 'CMS'], ['Site', 'CMS', 'Ondine'], ['Site', 'Wiki'], ['Démarche']]);
  });

  it('gives a cell the titles of its row and of its column, and the text of its HTML', () => {
    const units = readGuide(
      '|   | [DN](https://dn.fr) | Social |\n| --- | --- | --- |\n| HDS | ❌ | <p>✅<br>(en cours)</p> |\n',
    );
    expect(units.map(({ text, context }) => [text, ...context])).toEqual([
      ['DN', '', 'DN'],
      ['Social', '', 'Social'],
      ['HDS', 'HDS', ''],
      ['❌', 'HDS', 'DN'],
      ['✅ (en cours)', 'HDS', 'Social'],
    ]);
    expect(units[0]?.links).toEqual([{ label: 'DN', url: 'https://dn.fr' }]);
  });

  it('keeps the section and the sub-title of a unit', () => {
    const [, , item] = readGuide("## Fonctions\n### Pour l'usager\n* Déposer\n");
    expect(item).toMatchObject({ section: 'Fonctions', heading: "Pour l'usager" });
  });

  it('finds links with parentheses and with a fragment, and those written as HTML', () => {
    const [unit] = readGuide(
      '[a](https://x.fr/(b)) [room](https://t.fr/#/room/#s:t.fr) <a href="https://y.fr">c</a>\n',
    );
    expect(unit?.links.map(({ url }) => url)).toEqual([
      'https://x.fr/(b)',
      'https://t.fr/#/room/#s:t.fr',
      'https://y.fr',
    ]);
  });

  it('never throws, and never gives a unit without text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'#*|-[](){}%<>\\`_ \n\tab1é') }), (text) => {
        for (const unit of readGuide(text)) expect(unit.text).not.toBe('');
      }),
    );
  });
});

describe('plainText', () => {
  it.each([
    ['**gras** et `code`', 'gras et code'],
    ['\\~tous les jours', '~tous les jours'],
    ['fin de ligne\\', 'fin de ligne'],
    ['_En cours_', 'En cours'],
  ])('%s', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});

describe('anchorOf', () => {
  it('is the address that GitBook gives a section', () => {
    expect(anchorOf("Matomo pour la mesure d'audience")).toBe('matomo-pour-la-mesure-daudience');
    expect(anchorOf('Choisir entre Démarches Simplifiées')).toBe('choisir-entre-démarches-simplifiées');
  });
});
