import { expect, describe as group, it } from 'vitest';
import { answerQuestion } from '../../src/answering/answering.ts';
import { createEngine } from '../../src/answering/create.ts';
import { type Draft, desk } from '../../src/answering/draft.ts';
import { describe, queryFor } from '../../src/answering/wording.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { aspects, lists, type Question } from '../../src/understanding/question.ts';
import { manner } from '../support/answered.ts';
import { small } from '../support/small-knowledge.ts';

const hds = { criterion: 'hds' };

group('a question in a few words', () => {
  it.each<[Question, string]>([
    [
      { kind: 'comparison', subjects: ['orme', 'vitrine'], asked: [], common: false },
      'Comparer Orme et Vitrine',
    ],
    [
      { kind: 'comparison', subjects: ['orme', 'vitrine'], asked: [hds], common: false },
      'HDS : Orme ou Vitrine',
    ],
    [
      { kind: 'criterion', subjects: ['orme'], asked: [hds, { criterion: 'proconnect' }] },
      'HDS et ProConnect : Orme',
    ],
    [{ kind: 'criterion', subjects: [], asked: [hds] }, 'HDS'],
    [
      { kind: 'criterion', subjects: ['orme'], asked: [{ criterion: 'hebergement', value: 's3' }, hds, hds] },
      'S3 et HDS : Orme',
    ],
    [
      {
        kind: 'criterion',
        subjects: ['orme'],
        asked: [hds, { criterion: 'proconnect' }, { criterion: 'hebergement' }],
      },
      '3 critères : Orme',
    ],
    [{ kind: 'constraints', asked: [hds] }, 'Un produit avec : HDS'],
    [{ kind: 'card', subjects: ['orme'] }, 'Fiche : Orme'],
    [{ kind: 'aspect', aspect: 'limits', subjects: ['orme'], asked: [] }, "Limites d'Orme"],
    [{ kind: 'aspect', aspect: 'history', subjects: [], asked: [hds] }, 'historique'],
    [{ kind: 'item', items: ['guichet/api-rest'], subjects: [] }, "Guichet Facile : Pas d'API REST"],
    [{ kind: 'need', entities: ['orme', 'vitrine'], outcomes: [] }, 'Orme et Vitrine'],
    [{ kind: 'need', entities: [], outcomes: ['wiki'] }, 'Un wiki partagé'],
    [{ kind: 'list', list: 'api', count: false }, 'Liste des API'],
    [{ kind: 'membership', list: 'common', subjects: ['orme'] }, 'Orme dans la liste des communs numériques'],
    [{ kind: 'topic', topics: ['commun'], past: false }, 'Commun numérique'],
    [{ kind: 'term', criterion: 'hds' }, 'Le sens de « HDS »'],
    [
      {
        kind: 'unknown-product',
        products: ['Jira'],
        subjects: [],
        entities: [],
        outcomes: [],
        topics: [],
        asked: [],
      },
      'Un produit que le guide ne cite pas : Jira',
    ],
    [
      {
        kind: 'unknown-product',
        products: [],
        api: 'météo',
        subjects: [],
        entities: [],
        outcomes: [],
        topics: [],
        asked: [],
      },
      'Une API que le guide ne cite pas : météo',
    ],
    [{ kind: 'about-bot' }, 'Ce que je sais faire'],
    [{ kind: 'order' }, 'Une consigne pour moi'],
  ])('%j: %s', (question, said) => {
    expect(describe(small, question)).toBe(said);
  });
});

group('a text that asks it', () => {
  it.each<Question>([
    { kind: 'unsaid', unsaid: 'price', subjects: ['orme'], asked: [] },
    { kind: 'about-bot' },
    { kind: 'rude' },
    { kind: 'order' },
    // Nobody asks for this leaf by name: the tree leads there.
    { kind: 'need', entities: [], outcomes: ['avec-sante'] },
  ])('is none for what is not worth offering: %j', (question) => {
    expect(queryFor(small, question)).toBeUndefined();
  });
});

group('every suggestion is answered as what it says', () => {
  const loaded = loadKnowledge('knowledge');
  if (!loaded.ok) throw new Error('the knowledge does not load');
  const { knowledge } = loaded;
  const engine = createEngine(knowledge);
  const direct = (question: Question): Draft =>
    answerQuestion(desk(knowledge, manner()), question, () => ({ entities: [], outcomes: [] }));
  const entities = [...knowledge.entities.values()];

  /** Asks what a suggestion asks. */
  const asked = (question: Question) => {
    const query = queryFor(knowledge, question) ?? '';
    const { answers } = engine.ask(query, undefined, true);
    const [first] = answers;
    return {
      query,
      bands: answers.map(({ band }) => band),
      kind: first?.explanation?.kind ?? '',
      text: first === undefined ? '' : renderPlain(first.blocks),
    };
  };
  /** The suggestions that are answered as something else. */
  const wrong = (questions: readonly Question[], isRight: (question: Question) => boolean) =>
    questions.filter((question) => !isRight(question)).map((question) => asked(question).query);
  const saysTheSame = (question: Question) => asked(question).text === renderPlain(direct(question).blocks);
  const isHeardAs = (question: Question) => asked(question).kind === describe(knowledge, question);

  it('cards', () => {
    const cards = entities.map(({ id }): Question => ({ kind: 'card', subjects: [id] }));
    expect(wrong(cards, (one) => isHeardAs(one) && saysTheSame(one))).toEqual([]);
  });

  it('facts', () => {
    const facts = entities.flatMap(({ id, facts: own }) =>
      Object.keys(own).map(
        (criterion): Question => ({ kind: 'criterion', subjects: [id], asked: [{ criterion }] }),
      ),
    );
    expect(facts.length).toBeGreaterThan(60);
    expect(wrong(facts, (one) => isHeardAs(one))).toEqual([]);
  });

  it('criteria without a subject', () => {
    const held = [...knowledge.criteria.keys()].map(
      (criterion): Question => ({ kind: 'criterion', subjects: [], asked: [{ criterion }] }),
    );
    expect(wrong(held, isHeardAs)).toEqual([]);
  });

  it('comparisons', () => {
    const all = knowledge.comparisons.map(
      ({ subjects }): Question => ({ kind: 'comparison', subjects, asked: [], common: false }),
    );
    expect(wrong(all, (one) => isHeardAs(one) && saysTheSame(one))).toEqual([]);
  });

  it('sides that the guide gives: the same is heard, or the same is said, or the same link is given', () => {
    const sides = entities.flatMap(({ id, decision }) =>
      aspects
        // Of what was decided upon, the decision is the advice.
        .filter((aspect) => aspect !== 'advice' || decision === undefined)
        .map((aspect): Question => ({ kind: 'aspect', aspect, subjects: [id], asked: [] })),
    );
    const given = sides.filter((one) => direct(one).band === 'answer');
    expect(given.length).toBeGreaterThan(100);
    const bestLink = (text: string) => /https:\S+(?=\))/.exec(text)?.[0];
    expect(
      wrong(given, (one) => {
        const { text, kind } = asked(one);
        const said = renderPlain(direct(one).blocks);
        const link = bestLink(said);
        return (
          kind === describe(knowledge, one) || text === said || (link !== undefined && text.includes(link))
        );
      }),
    ).toEqual([]);
  });

  it('features and limits, alone or among others that are as near', () => {
    const items = entities.flatMap(({ id, features, limits }) =>
      [...features, ...limits].map(
        (item): Question => ({ kind: 'item', items: [`${id}/${item.id}`], subjects: [id] }),
      ),
    );
    expect(
      wrong(items, (one) => {
        const [, said = ''] = describe(knowledge, one).split(' : ');
        return (
          asked(one).bands.join() === 'answer' && asked(one).text.toLowerCase().includes(said.toLowerCase())
        );
      }),
    ).toEqual([]);
  });

  it('lists, topics, needs and leaves of the tree: surely, never with another choice', () => {
    const questions: Question[] = [
      ...lists.map((list): Question => ({ kind: 'list', list, count: false })),
      ...[...knowledge.topics.keys()].map((id): Question => ({ kind: 'topic', topics: [id], past: false })),
      ...entities.map(({ id }): Question => ({ kind: 'need', entities: [id], outcomes: [] })),
      ...knowledge.tree.outcomes
        .filter(({ aliases }) => aliases.length > 0)
        .map(({ id }): Question => ({ kind: 'need', entities: [], outcomes: [id] })),
    ];
    // A term that the guide never explains is refused, and that is its answer.
    expect(wrong(questions, (one) => asked(one).bands.every((band) => band !== 'suggest'))).toEqual([]);
    const named = questions.filter(({ kind }) => kind === 'topic');
    expect(wrong(named, isHeardAs)).toEqual([]);
  });
});
