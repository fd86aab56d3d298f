import { describe, expect, it } from 'vitest';
import { contextIn, contextOf, contextSchema, following, together } from '../../src/understanding/context.ts';
import type { Question } from '../../src/understanding/question.ts';
import { small } from '../support/small-knowledge.ts';

const hds = [{ criterion: 'hds' }];

describe('what a question leaves for the next', () => {
  it.each<[string, Question, object]>([
    [
      'its subjects and criteria',
      { kind: 'criterion', subjects: ['guichet'], asked: hds },
      { kind: 'criterion', subjects: ['guichet'], asked: hds, topics: [] },
    ],
    [
      'the side that was asked for',
      { kind: 'aspect', aspect: 'limits', subjects: ['guichet'], asked: [] },
      { kind: 'aspect', aspect: 'limits', subjects: ['guichet'] },
    ],
    [
      'its features and limits',
      { kind: 'item', items: ['guichet/pieces'], subjects: ['guichet'] },
      { kind: 'item', items: ['guichet/pieces'], subjects: ['guichet'] },
    ],
    [
      'its topics',
      { kind: 'topic', topics: ['commun'], past: false },
      { topics: ['commun'], subjects: ['grist'] },
    ],
    [
      'the criterion whose meaning was asked for',
      { kind: 'term', criterion: 'hds' },
      { kind: 'term', subjects: ['grist'], asked: hds },
    ],
    [
      'the leaves of the tree that it was given',
      { kind: 'need', entities: [], outcomes: ['wiki'] },
      { outcomes: ['wiki'] },
    ],
    [
      'what the answer spoke of, when the question named nobody, who may be anybody again',
      { kind: 'criterion', subjects: [], asked: hds },
      { subjects: ['grist'], asked: hds, open: true },
    ],
    [
      'what the answer spoke of, when it could name nobody',
      { kind: 'list', list: 'api', count: false },
      { subjects: ['grist'] },
    ],
  ])('%s', (_, question, left) => {
    expect(contextOf(question, ['grist'])).toMatchObject(left);
  });

  it('names each subject once', () => {
    expect(contextOf({ kind: 'list', list: 'api', count: false }, ['grist', 'grist']).subjects).toEqual([
      'grist',
    ]);
  });

  it('is read back as it was written', () => {
    const context = contextOf(
      { kind: 'criterion', subjects: ['guichet'], asked: [{ criterion: 'hebergement', value: 'ovh' }] },
      [],
    );
    expect(contextSchema.parse(JSON.parse(JSON.stringify(context)))).toEqual(context);
  });
});

describe('of which the same was asked', () => {
  const ask = (subject: string, criterion: string) =>
    contextOf({ kind: 'criterion', subjects: [subject], asked: [{ criterion }] }, []);
  const follow = (...contexts: ReturnType<typeof ask>[]) =>
    contexts.reduce((before, context) => following(context, before));

  it('is remembered beside what was asked last', () => {
    const left = follow(ask('guichet', 'hds'), ask('guichet-sante', 'hds'), ask('grist', 'hds'));
    expect(left).toMatchObject({ subjects: ['grist'], beside: ['guichet', 'guichet-sante'] });
    expect(together(left)).toMatchObject({ subjects: ['guichet', 'guichet-sante', 'grist'], beside: [] });
  });

  it('is remembered while something else is asked of the last one', () => {
    const left = follow(ask('guichet', 'hds'), ask('grist', 'hds'), ask('grist', 'cloud'));
    expect(left.beside).toEqual(['guichet']);
  });

  it('is forgotten when something else is asked of another one', () => {
    expect(follow(ask('guichet', 'hds'), ask('grist', 'cloud')).beside).toEqual([]);
  });

  it('is nothing where who has it was asked', () => {
    const open = contextOf({ kind: 'criterion', subjects: [], asked: hds }, ['guichet', 'grist']);
    expect(follow(open, ask('guichet', 'hds')).beside).toEqual([]);
    expect(following(open, undefined)).toEqual(open);
  });
});

describe('what is stored', () => {
  const stored = { version: 1, kind: 'card', subjects: ['guichet'], asked: [] };

  it('may come from before there were topics, items and leaves of the tree', () => {
    expect(contextSchema.parse(stored)).toMatchObject({ beside: [], topics: [], items: [], outcomes: [] });
  });

  it.each([
    ['another version', { ...stored, version: 2 }],
    ['something more', { ...stored, text: 'DN ?' }],
    ['something less', { version: 1, kind: 'card' }],
  ])('is refused with %s', (_, value) => {
    expect(contextSchema.safeParse(value).success).toBe(false);
  });
});

describe('a context under other knowledge', () => {
  it('loses what is no longer there', () => {
    const context = contextSchema.parse({
      version: 1,
      kind: 'criterion',
      subjects: ['guichet', 'disparu'],
      topics: ['commun', 'oublié'],
      asked: [{ criterion: 'hds' }, { criterion: 'aboli' }],
      outcomes: ['wiki', 'abattu'],
    });
    expect(contextIn(small, context)).toMatchObject({
      subjects: ['guichet'],
      topics: ['commun'],
      asked: [{ criterion: 'hds' }],
      outcomes: ['wiki'],
    });
  });
});
