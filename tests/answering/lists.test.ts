import { describe, expect, it } from 'vitest';
import { answerList, answerMembership } from '../../src/answering/lists.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { ListName, Question } from '../../src/understanding/question.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';
import { knowledgeOf, small } from '../support/small-knowledge.ts';

type List = Extract<Question, { kind: 'list' }>;
const list = (name: ListName, scope?: List['scope'], knowledge: Knowledge = small) =>
  answerList(deskFor({}, knowledge), {
    kind: 'list',
    list: name,
    count: false,
    ...(scope === undefined ? {} : { scope }),
  });

describe('a list', () => {
  it.each<[ListName, string]>([
    ['api', '2 API dans le guide :'],
    ['common', '4 communs numériques dans le guide :'],
    ['framework', '2 familles de frameworks et librairies dans le guide :'],
    ['matomo-instance', '2 instances Matomo dans le guide :'],
    ['decision', "3 décisions d'architecture dans le guide :"],
    ['source', '2 documents dans le guide :'],
    ['watch', '1 source de veille dans le guide :'],
    ['criterion', '8 critères dans le guide :'],
  ])('begins with its count: %s', (name, first) => {
    expect(firstOf(list(name))).toBe(first);
    expect(textOf(list(name)).match(/^- /gm)).toHaveLength(Number.parseInt(first, 10));
  });

  it('of what is watched leaves out what only names the others', () => {
    const gazette = small.topics.get('gazette');
    if (gazette === undefined) throw new Error('no topic');
    const all = { ...gazette, id: 'veille', name: 'Veille', links: [...gazette.links, ...gazette.links] };
    const knowledge = knowledgeOf({ topics: new Map([...small.topics, ['veille', all]]) });
    expect(firstOf(list('watch', undefined, knowledge))).toBe('1 source de veille dans le guide :');
  });

  it('says of what was turned down that it was', () => {
    const nuage = small.entities.get('nuage');
    if (nuage?.decision === undefined) throw new Error('no decision');
    const discarded = {
      ...nuage,
      decision: { ...nuage.decision, status: 'discarded' as const, text: 'Nuage a été écarté.' },
    };
    const knowledge = knowledgeOf({ entities: new Map([...small.entities, ['nuage', discarded]]) });
    expect(textOf(list('backend', undefined, knowledge))).toContain(
      'Nuage est un produit. Nuage a été écarté.',
    );
    expect(textOf(list('backend'))).not.toContain('coût de licence');
  });

  it('of what was turned down leaves out what is undecided or reserved', () => {
    expect(textOf(list('discarded'))).toBe(
      '1 produit écarté ou non privilégié dans le guide :\n- Bacvert : Bacvert a été écarté.',
    );
  });

  it('of back ends is what the guide compares them with', () => {
    expect(list('backend').subjects).toEqual(['guichet', 'nuage']);
  });

  it('may be of one scope, in the right number', () => {
    expect(firstOf(list('common', 'internal'))).toBe('2 communs numériques internes dans le guide :');
    expect(firstOf(list('common', 'interministerial'))).toBe(
      '1 commun numérique interministériel dans le guide :',
    );
    expect(list('common', 'public').subjects).toEqual(['vitrine']);
  });

  it('of nothing is refused in a sentence', () => {
    const draft = list('api', 'internal');
    expect(draft).toMatchObject({ band: 'refuse', citations: [], subjects: [] });
    expect(draft.blocks.map(({ type }) => type)).toEqual(['paragraph']);
    expect(textOf(draft)).toMatch(/^Le guide n'en cite pas/);
  });

  it('cites what it says of each', () => {
    expect(sourcesOf(list('decision'))).toEqual(['regles']);
  });

  it('of documents begins with what was read longest ago', () => {
    const [guide, former] = small.documents;
    if (guide === undefined || former === undefined) throw new Error('no documents');
    const documents = [guide, { ...former, checked_on: '2025-01-31' }];
    const text = textOf(list('source', undefined, knowledgeOf({ documents })));
    expect(text).toMatch(/ancien guide, relu le 31 janvier 2025.*\n- Le guide, relu le 22 novembre 2026/);
  });

  it('of documents says which are older', () => {
    expect(textOf(list('source'))).toContain("L'ancien guide");
    expect(textOf(list('source'))).toMatch(/ancien guide.*version précédente/);
  });
});

describe('whether something belongs to a list', () => {
  it('is a yes with what it is, where the guide counts it there', () => {
    const draft = answerMembership(deskFor(), 'common', ['vitrine']);
    expect(firstOf(draft)).toBe(
      'Oui : le guide cite Vitrine parmi les solutions transverses et communs numériques.',
    );
    expect([draft.band, draft.subjects]).toEqual(['answer', ['vitrine']]);
    expect(sourcesOf(draft)).not.toEqual([]);
  });

  it('is no "no", where it does not: what was decided is told', () => {
    const draft = answerMembership(deskFor(), 'common', ['bacvert']);
    expect(firstOf(draft)).toMatch(/^Le guide ne le dit pas : il ne cite pas Bacvert parmi les /);
    expect(textOf(draft)).toContain('Bacvert a été écarté.');
    expect(draft.band).toBe('refuse');
  });

  it('is answered for each of several', () => {
    const draft = answerMembership(deskFor(), 'backend', ['guichet', 'vitrine']);
    expect(textOf(draft)).toMatch(/^Oui : .*\n\n.*\n\nLe guide ne le dit pas : /);
    expect(draft.band).toBe('answer');
  });
});
