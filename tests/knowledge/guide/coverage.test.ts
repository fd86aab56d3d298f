import { describe, expect, it } from 'vitest';
import { coverageOf, isOpen } from '../../../src/knowledge/guide/coverage.ts';
import { readGuide } from '../../../src/knowledge/guide/documents.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { type Change, knowledgeWith } from '../fixture.ts';

/** The texts of a document that the small knowledge does not hold. */
function open(markdown: string, changes: Record<string, Change> = {}): string[] {
  const result = loadKnowledge(knowledgeWith(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const units = readGuide(`## Le tableau\n\n${markdown}`);
  return coverageOf(result.knowledge, '000', units)
    .filter(isOpen)
    .map(({ unit }) => unit.text);
}

describe('an item or a paragraph', () => {
  it('is held by one statement of its section that has all its words', () => {
    expect(open("* Pas d'API REST")).toEqual([]);
    expect(open('* Une ressource')).toEqual([]);
  });

  it('is not held by words of several statements', () => {
    expect(open("* Une ressource pas d'API REST")).toHaveLength(1);
  });

  it('is not held when a figure, a name or a negation differs', () => {
    expect(open('* API REST 12')).toHaveLength(1);
    expect(open('* Pas de ressource')).toHaveLength(1);
  });

  it('is not held by a statement of another section', () => {
    expect(open("## Autre\n* Pas d'API REST")).toEqual(['Autre', "Pas d'API REST"]);
  });
});

describe('a table', () => {
  const table = (label: string, value: string) => `|  | Ondine |\n| --- | --- |\n| ${label} | ${value} |\n`;

  it('is held when each cell is the value of a fact', () => {
    expect(open(table('Open source', '❌'))).toEqual([]);
    expect(open(table('Open source', 'Non'))).toEqual([]);
    expect(open(table('Hébergement', 'OVH'))).toEqual([]);
  });

  it('may have its entities in rows', () => {
    expect(open('| Open source | Hébergement |\n|---|---|\n| Ondine | OVH |')).toEqual([]);
  });

  it.each([
    ['Open source', '✅'],
    ['Open source', '❌ (en cours)'],
    ['Open source', 'n/c'],
    ['Hébergement', 'Cegedim'],
    ['Hébergement', 'OVH ou Cegedim'],
  ])('is not held when %s says %s', (label, value) => {
    expect(open(table(label, value))).toEqual([value]);
  });

  it('is not held when a row is unknown', () => {
    expect(open(table('Langue', 'OVH'))).toEqual(['Langue', 'OVH']);
  });
});

describe('a link', () => {
  it('is held as it is written, or when it leads to a section of the page', () => {
    const site = `name: Grist\nlinks:\n  - { label: Grist, url: 'https://grist.fr/', role: site, source: table }\n`;
    const changes: Record<string, Change> = { 'commons/grist.yaml': ['name: Grist\n', site] };
    expect(open('* [Grist](https://grist.fr/)', changes)).toEqual([]);
    expect(open('* [Grist](https://grist.fr)', changes)).toEqual(['Grist']);
    expect(open("* [Pas d'API REST](communs.md#le-tableau)")).toEqual([]);
    expect(open("* [Pas d'API REST](communs.md#ailleurs)")).toHaveLength(1);
  });
});

describe('what is left out', () => {
  const leaving = (entry: string): Record<string, Change> => ({
    'left-out.yaml': `- { source: table, reason: Parce que., ${entry} }`,
  });

  it('is one text, or some words of it', () => {
    expect(open('* Autre chose', leaving('text: Autre chose'))).toEqual([]);
    expect(open('* Autre ressource', leaving('text: Autre ressource, only: [autre]'))).toEqual([]);
    expect(open('* Autre bien', leaving('text: Autre bien, only: [autre]'))).toEqual(['Autre bien']);
  });
});
