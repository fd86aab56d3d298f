import { describe, expect, it } from 'vitest';
import { previousQuestion, previousWith } from '../../../src/understanding/follow-ups/previous.ts';
import { entityOf, small, withEntity } from '../../support/small-knowledge.ts';
import { said } from '../../support/understood.ts';

const hds = [{ criterion: 'hds' }];

describe('what was asked before, of other subjects', () => {
  it.each([
    [
      'what was looked for',
      said({ kind: 'constraints', subjects: ['orme'], asked: hds }),
      { kind: 'criterion', asked: hds },
    ],
    [
      'a criterion',
      said({ kind: 'criterion', subjects: ['orme'], asked: hds }),
      { kind: 'criterion', asked: hds },
    ],
    [
      'what was compared',
      said({ kind: 'comparison', subjects: ['orme'], asked: hds }),
      { kind: 'criterion', asked: hds },
    ],
    [
      'an aspect',
      said({ kind: 'aspect', aspect: 'limits', subjects: ['orme'] }),
      { kind: 'aspect', aspect: 'limits' },
    ],
    [
      'a limit',
      said({ kind: 'item', subjects: ['guichet'], items: ['guichet/api-rest'] }),
      { kind: 'item', items: ['guichet/api-rest'] },
    ],
  ])('is %s', (_, context, question) => {
    expect(previousWith(context, ['vitrine'], small)).toMatchObject({ ...question, subjects: ['vitrine'] });
  });

  it('is the side of another product that a source of watch is of one', () => {
    const gazette = said({ kind: 'topic', topics: ['gazette'] });
    expect(previousWith(gazette, ['vitrine'], small)).toEqual({
      kind: 'aspect',
      aspect: 'news',
      subjects: ['vitrine'],
      asked: [],
    });
    expect(previousWith(gazette, [], small)).toBeUndefined();
  });

  it('is the criterion by the name of a limit, of what has no such limit', () => {
    const knowledge = withEntity(
      entityOf('common', 'orme', 'Orme', {
        limits: [{ id: 'sans-hds', text: 'Pas de HDS.', keywords: ['hds'], source: 'page' }],
      }),
    );
    const context = said({ kind: 'item', subjects: ['orme'], items: ['orme/sans-hds'] });
    expect(previousWith(context, ['guichet'], knowledge)).toEqual({
      kind: 'criterion',
      subjects: ['guichet'],
      asked: hds,
    });
    expect(previousWith(context, ['vitrine'], knowledge)).toMatchObject({ kind: 'item' });
  });

  it('is nothing where a card, a term or nothing in particular was asked for', () => {
    for (const context of [
      said({ subjects: ['orme'] }),
      said({ kind: 'topic', topics: ['dnum'] }),
      said({ kind: 'criterion' }),
    ])
      expect(previousWith(context, ['vitrine'], small)).toBeUndefined();
  });
});

describe('what was asked before, once more', () => {
  it.each([
    ['leaves of the tree', said({ kind: 'need', outcomes: ['wiki'] }), { kind: 'need', outcomes: ['wiki'] }],
    [
      'a criterion',
      said({ kind: 'criterion', subjects: ['orme'], asked: hds }),
      { kind: 'criterion', subjects: ['orme'] },
    ],
    ['a card', said({ subjects: ['orme'] }), { kind: 'card', subjects: ['orme'] }],
    ['a term', said({ kind: 'topic', topics: ['dnum'] }), { kind: 'topic', topics: ['dnum'] }],
  ])('%s', (_, context, question) => {
    expect(previousQuestion(context, small)).toMatchObject(question);
  });

  it('is the need that several products serve', () => {
    expect(previousQuestion(said({ kind: 'need', subjects: ['orme', 'vitrine'] }), small)).toEqual({
      kind: 'need',
      entities: ['orme', 'vitrine'],
      outcomes: [],
    });
  });

  it('cannot be told of several cards, or of nothing', () => {
    expect(previousQuestion(said({ subjects: ['orme', 'vitrine'] }), small)).toBeUndefined();
    expect(previousQuestion(said({}), small)).toBeUndefined();
  });
});
