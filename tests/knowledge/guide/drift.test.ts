import { describe, expect, it } from 'vitest';
import { readGuide } from '../../../src/knowledge/guide/documents.ts';
import { type Difference, driftOf } from '../../../src/knowledge/guide/drift.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { type Change, knowledgeWith } from '../fixture.ts';

/** A page that says what the small knowledge says. */
const page = `## Le tableau

* Une ressource
* Un CMS
* Un tableur
* Pas d'API REST
* Pour l'usager

|             | Ondine |
| ----------- | ------ |
| Hébergement | OVH    |
| Open source | Non    |
`;

function drift(markdown: string, changes: Record<string, Change> = {}) {
  const result = loadKnowledge(knowledgeWith(changes));
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return driftOf(result.knowledge, readGuide(markdown));
}

function differences(markdown: string, changes: Record<string, Change> = {}): readonly Difference[] {
  return drift(markdown, changes).sections.flatMap((section) => section.differences);
}

/** `changed OVH → ondine.hebergement`, for each difference. */
const listed = (markdown: string, changes: Record<string, Change> = {}) =>
  differences(markdown, changes).map(
    ({ kind, unit, rests }) => `${kind} ${unit?.text ?? '·'} → ${rests.join(' ')}`,
  );

const changed = (from: string, to: string) => {
  expect(page).toContain(from);
  return page.replace(from, to);
};

describe('a page and the knowledge', () => {
  it('have no difference when they say the same, in whatever order and form', () => {
    expect(listed(page)).toEqual([]);
    const moved = changed('* Une ressource\n', '').replace('* Pas', '* une **ressource** !\n* Pas');
    expect(listed(moved)).toEqual([]);
  });

  it('differ by what the page adds', () => {
    expect(listed(changed('* Pas', '* Quatre nouvelles lignes\n* Pas'))).toEqual([
      'added Quatre nouvelles lignes → ',
    ]);
    expect(listed(changed('| Open', '| Langue | Python |\n| Open'))).toEqual([
      'added Langue → ',
      'added Python → ',
    ]);
  });

  it('differ by what the page says otherwise, with the fact that rests on it', () => {
    expect(listed(changed('OVH', 'Cegedim'))).toEqual(['changed Cegedim → ondine.hebergement']);
    expect(listed(changed('Non', 'Oui'))).toEqual(['changed Oui → ondine.libre']);
    expect(listed(changed("d'API REST", "d'API REST ni GraphQL"))).toEqual([
      "changed Pas d'API REST ni GraphQL → sans-rest",
    ]);
  });

  it('differ by what a cell says less than the fact', () => {
    const changes: Record<string, Change> = { 'commons/ondine.yaml': ['value: OVH', 'value: OVH et RIE'] };
    const [one, ...others] = differences(page, changes);
    expect(one).toMatchObject({ kind: 'changed', words: ['rie'], said: 'Hébergement : OVH et RIE' });
    expect(others).toEqual([]);
    const pending: Record<string, Change> = {
      'commons/ondine.yaml': ["value: 'no',", "value: 'no', status: in-progress,"],
    };
    expect(listed(page, pending)).toEqual(['changed Non → ondine.libre']);
    expect(listed(changed('Non', '❌ (en cours)'), pending)).toEqual([]);
  });

  it('differ by a row whose name is another one', () => {
    const changes: Record<string, Change> = {
      'criteria.yaml': [
        'label: Hébergement\n  aliases: [',
        'label: Hébergement agréé\n  aliases: [hébergement, ',
      ],
    };
    expect(differences(page, changes)).toMatchObject([
      { kind: 'changed', unit: { text: 'OVH' }, words: ['agre'], said: 'Hébergement agréé : OVH' },
    ]);
  });

  it('differ by what the page no longer says', () => {
    expect(listed(changed('* Une ressource\n', ''))).toEqual(['removed · → commun']);
    expect(listed(changed('| Hébergement | OVH    |\n', ''))).toEqual(['removed · → ondine.hebergement']);
    const link = `name: Grist\nlinks:\n  - { label: Grist, url: 'https://grist.fr/', role: site, source: table }\n`;
    const changes: Record<string, Change> = { 'commons/grist.yaml': ['name: Grist\n', link] };
    expect(listed(page, changes)).toEqual(['removed · → grist.links']);
    expect(listed(changed('Un tableur', 'Un [tableur](https://grist.fr/)'), changes)).toEqual([]);
  });

  it('differ by a name that has become a former one', () => {
    const changes: Record<string, Change> = {
      'commons/ondine.yaml': ['name: Ondine\n', 'name: Vague\nformer_names: [Ondine]\n'],
    };
    expect(differences(page, changes)).toMatchObject([
      { kind: 'changed', words: ['Vague'], rests: ['ondine'] },
    ]);
  });

  it('are compared section by section, of the same title or the likest', () => {
    const renamed = `# Le tableau\n\n${page.replace('Le tableau', 'Autre titre')}`;
    expect(drift(renamed)).toMatchObject({
      document: { id: 'page' },
      sections: [{ title: 'Autre titre', source: 'table', differences: [{ kind: 'changed' }] }],
    });
    expect(drift('# Rien de connu\n\nDu neuf.').document).toBeUndefined();
  });

  it('name what an older generation said', () => {
    const history = "history: [{ text: l'hébergement était noté Cegedim., source: table }]";
    const changes: Record<string, Change> = {
      'commons/ondine.yaml': ['values: [ovh], source: table }', `values: [ovh], source: table, ${history} }`],
    };
    const old = '* Hébergement Cegedim';
    expect(differences(`${page}\n${old}\n`, changes)).toMatchObject([
      { kind: 'added', before: ['ondine.hebergement'] },
    ]);
  });
});

describe('an accepted difference', () => {
  const leftOut = (entry: string): Record<string, Change> => ({
    'left-out.yaml': `- { source: table, reason: Parce que., ${entry} }`,
  });
  const own = (entry: string): Record<string, Change> => ({
    'own-words.yaml': `- { reason: Parce que., ${entry} }`,
  });

  it('is a text of the page, or some of its words', () => {
    const more = changed("d'API REST", "d'API REST ni GraphQL");
    const changes = leftOut("text: Pas d'API REST ni GraphQL, only: [ni, GraphQL]");
    expect(listed(more, changes)).toEqual([]);
    expect([...drift(more, changes).accepted]).toHaveLength(1);
    expect([...drift(page, changes).accepted]).toEqual([]);
  });

  it('is a word of ours, everywhere or in one text', () => {
    const without = changed('* Une ressource\n', '');
    expect(listed(without, own('words: [ressource]'))).toEqual([]);
    expect(listed(without, own('words: [ressource], text: Une ressource'))).toEqual([]);
    expect(listed(without, own('words: [ressource], text: Autre chose'))).toEqual(['removed · → commun']);
    expect([...drift(page, own('words: [ressource]')).accepted]).toEqual([]);
  });

  it('is one form of a word: « donne » accepts no « données »', () => {
    const changes: Record<string, Change> = { 'topics.yaml': ['Une ressource.', 'Une ressource donnée.'] };
    expect(listed(page, { ...changes, ...own('words: [donne]') })).toEqual(['removed · → commun']);
    expect(listed(page, { ...changes, ...own('words: [donnée]') })).toEqual([]);
  });
});
