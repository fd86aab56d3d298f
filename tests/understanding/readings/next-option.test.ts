import { describe, expect, it } from 'vitest';
import { treeSchema } from '../../../src/knowledge/tree-schema.ts';
import type { Context } from '../../../src/understanding/context.ts';
import { nextOptions } from '../../../src/understanding/readings/next-option.ts';
import { knowledgeOf, says } from '../../support/small-knowledge.ts';
import { materialOf, said } from '../../support/understood.ts';

const leaf = (id: string, strength: string, entities: string[] = [], aliases: string[] = []) => ({
  id,
  title: id,
  recommendation: says(`prenez ${id}.`),
  strength,
  entities,
  aliases,
});
const question = (id: string, choices: object[], rest: object = {}) => ({
  id,
  title: id,
  question: `${id} ?`,
  why: says('Pour savoir.'),
  choices,
  unknown: { text: 'Demandez.' },
  ...rest,
});
const choice = (goto: string) => ({ id: goto, label: goto, goto });

/** "Si possible Orme, sinon un nuage, sinon tout développer"; and, of another need, Orme or in the last resort development. */
const knowledge = knowledgeOf({
  tree: treeSchema.parse({
    start: 'projet',
    nodes: [
      question('projet', [choice('donnees'), choice('pages')]),
      question('donnees', [choice('orme'), choice('droits'), choice('developper')], {
        aliases: ['Commun numérique'],
      }),
      question('droits', [choice('nuage'), choice('nuage-simple')], {
        unknown: { text: 'Voici tout.', goto: 'nuage' },
      }),
      question('pages', [choice('pages-orme'), choice('pages-developper')]),
    ],
    outcomes: [
      leaf('orme', 'SI_POSSIBLE', ['orme']),
      leaf('nuage', 'SINON', ['nuage'], ['orme ne suffit pas']),
      leaf('nuage-simple', 'SINON', ['nuage', 'orme']),
      leaf('developper', 'SINON'),
      leaf('pages-orme', 'AUTANT_QUE_POSSIBLE', ['orme']),
      leaf('pages-developper', 'DERNIER_RECOURS'),
    ],
  }),
});
const next = (text: string, context?: Context) => {
  const [made] = nextOptions(materialOf(text, context, knowledge));
  return made?.question.kind === 'need' ? made.question.outcomes : undefined;
};
const given = (...outcomes: string[]) => said({ kind: 'need', outcomes });

describe('after an option that is not enough comes the one that the guide ranks next', () => {
  it.each([
    ['et si Orme ne suffit pas ?', given('orme'), ['nuage']],
    ['et si ça ne suffit pas ?', given('orme'), ['nuage']],
    ['et si Nuage ne suffit pas ?', given('orme'), ['developper']],
    ['Nuage non plus ?', given('nuage'), ['developper']],
    ['et si ça ne suffit pas ?', given('pages-orme'), ['pages-developper']],
    ['et si Orme ne suffit pas ?', said({ kind: 'topic', topics: ['commun'] }), ['nuage']],
    ['commun numérique, Orme ne suffit pas', undefined, ['nuage']],
  ])('%j', (text, context, outcomes) => expect(next(text, context)).toEqual(outcomes));
});

describe('in the last resort comes what the guide ranks last', () => {
  it.each([
    ['among what was given', 'et en dernier ?', given('orme'), ['developper']],
    [
      'of the branch that was spoken of',
      'en dernier ?',
      said({ kind: 'topic', topics: ['commun'] }),
      ['developper'],
    ],
    ['nothing where nothing was', 'en dernier ?', undefined, undefined],
    ['nothing of a product that is named', 'Vitrine en dernier ?', given('orme'), undefined],
  ])('%s: %j', (_, text, context, outcomes) => expect(next(text, context)).toEqual(outcomes));
});

describe('nothing comes', () => {
  it.each([
    ['after the last', 'et si ça ne suffit pas ?', given('developper')],
    ['after a product that the tree does not hold', 'Vitrine ne suffit pas', undefined],
    ['where nothing was said before', 'ça ne suffit pas', undefined],
    ['where the words are another name of a leaf', 'orme ne suffit pas', undefined],
    ['where nothing lacks', 'et Orme ?', given('orme')],
    ['of "non plus" without an option before', 'Orme non plus', undefined],
  ])('%s: %j', (_, text, context) => expect(next(text, context)).toBeUndefined());
});

describe('where no branch of the tree is spoken of', () => {
  const anywhere = (text: string, context?: Context) => nextOptions(materialOf(text, context));

  it.each([
    ['Guichet Facile ne nous suffit pas', ['avec-sante']],
    ['ni Guichet Facile ni Guichet Santé, ça suffit pas', ['wiki']],
  ])('what the tree places after most of what is named comes next: %j', (text, outcomes) => {
    expect(anywhere(text)).toMatchObject([{ question: { kind: 'need', outcomes }, doubtful: false }]);
  });

  it('it comes after what was just spoken of, where nothing is named, and is not sure then', () => {
    expect(anywhere('et si ça ne suffit pas ?', said({ subjects: ['guichet'] }))).toMatchObject([
      { question: { outcomes: ['avec-sante'] }, doubtful: true },
    ]);
  });

  it('where something else did not suffice either, what comes last is next', () => {
    expect(anywhere('et si Guichet Facile ne suffit pas aussi ?')).toMatchObject([
      { question: { outcomes: ['wiki'] } },
    ]);
  });

  it.each([
    'Guichet Facile nous suffit',
    'Orme ne nous suffit pas',
    'pourquoi Guichet Facile ne suffit pas ?',
  ])('nothing is asked for that comes next: %j', (text) => expect(anywhere(text)).toEqual([]));
});
