import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/understanding/question.ts';
import {
  agrees,
  asksSame,
  isLimit,
  isLimits,
  isOfThePast,
  mayMean,
} from '../../../src/understanding/second-opinion/agreement.ts';
import { small } from '../../support/small-knowledge.ts';
import { understood } from '../../support/understood.ts';

const hds = (...subjects: string[]): Question => ({
  kind: 'criterion',
  subjects,
  asked: [{ criterion: 'hds' }],
});
const aspect = (name: 'limits' | 'link' | 'history', ...subjects: string[]): Question => ({
  kind: 'aspect',
  aspect: name,
  subjects,
  asked: [],
});
const item = (...items: string[]): Question => ({ kind: 'item', items, subjects: [] });
const topic = (past: boolean): Question => ({ kind: 'topic', topics: ['commun'], past });

describe('two questions', () => {
  it('agree where they get the same facts, if one asks them of nothing in particular', () => {
    expect(agrees(hds('orme'), hds('orme'))).toBe(true);
    expect(agrees(hds(), hds('orme'))).toBe(true);
    expect(agrees(hds('vitrine'), hds('orme'))).toBe(false);
    expect(agrees(aspect('limits'), aspect('limits', 'orme'))).toBe(false);
  });

  it('ask for the same criteria, whatever value one of them names', () => {
    const valued: Question = {
      kind: 'criterion',
      subjects: [],
      asked: [{ criterion: 'hds', value: 'oui' }],
    };
    expect(asksSame(hds('orme'), valued)).toBe(true);
    expect(asksSame(aspect('limits'), aspect('link'))).toBe(false);
    expect(asksSame(hds('orme'), topic(false))).toBe(false);
  });
});

describe('what an example means', () => {
  const guess = { ...understood('la mesure fait règle ici'), band: 'answer', guessed: true } as const;

  it('may be what was only guessed', () => {
    expect(mayMean(guess, topic(false))).toBe(true);
    expect(mayMean({ ...guess, guessed: false }, topic(false))).toBe(false);
    expect(mayMean({ ...guess, band: 'refuse' }, topic(false))).toBe(false);
    expect(mayMean({ ...guess, question: hds() }, topic(false))).toBe(false);
  });

  it('is it not where it passes over what is named or what was, or is but a link', () => {
    expect(mayMean({ ...guess, subjects: ['orme'] }, topic(false))).toBe(false);
    expect(mayMean({ ...guess, subjects: ['orme'] }, aspect('limits', 'orme'))).toBe(true);
    expect(mayMean({ ...guess, question: topic(true) }, topic(false))).toBe(false);
    expect(mayMean(guess, aspect('link', 'orme'))).toBe(false);
  });
});

it('what was before is asked for by a topic or a side of it', () => {
  expect([topic(true), aspect('history'), topic(false), aspect('limits'), hds()].map(isOfThePast)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

it('limits are all of a product, or some of them', () => {
  expect([aspect('limits', 'guichet'), aspect('link'), hds()].map(isLimits)).toEqual([true, false, false]);
  expect(isLimit(small, item('guichet/api-rest'))).toBe(true);
  expect(isLimit(small, item('guichet/api-rest', 'guichet/attestation'))).toBe(false);
  expect(isLimit(small, hds())).toBe(false);
});
