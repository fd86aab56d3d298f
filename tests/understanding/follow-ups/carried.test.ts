import { describe, expect, it } from 'vitest';
import {
  isCarried,
  leaves,
  namesIn,
  reminded,
  staysWith,
} from '../../../src/understanding/follow-ups/carried.ts';
import type { Question } from '../../../src/understanding/question.ts';
import { small } from '../../support/small-knowledge.ts';
import { recogniser, said, understood } from '../../support/understood.ts';

const guichet = said({ kind: 'card', subjects: ['guichet'] });
const item: Question = { kind: 'item', items: ['guichet/attestation'], subjects: [] };

describe('a reading', () => {
  it('rests on what was just spoken of where it names no subject of its own', () => {
    expect(isCarried(understood('HDS ?', guichet), guichet)).toBe(true);
    expect(isCarried(understood('HDS ?'), undefined)).toBe(false);
    expect(isCarried(understood('HDS de Orme ?', guichet), guichet)).toBe(false);
  });

  it.each<[Question, boolean]>([
    [{ kind: 'card', subjects: ['guichet'] }, true],
    [{ kind: 'card', subjects: ['orme'] }, false],
    [item, true],
    [{ kind: 'topic', topics: ['commun'], past: false }, false],
  ])('stays with what was just spoken of or not: %j, %s', (question, stays) => {
    expect(staysWith(small, question, guichet)).toBe(stays);
    expect(staysWith(small, question, undefined)).toBe(false);
  });

  it('stays with a topic', () => {
    const context = said({ kind: 'topic', topics: ['commun'] });
    expect(staysWith(small, { kind: 'topic', topics: ['commun'], past: false }, context)).toBe(true);
  });

  it('leaves it where it looks for others, or compares without being asked to', () => {
    const compares: Question = {
      kind: 'comparison',
      subjects: ['orme', 'vitrine'],
      asked: [],
      common: false,
    };
    const words = recogniser.recognise('il est accessible ?');
    expect(leaves({ kind: 'constraints', asked: [{ criterion: 'hds' }] }, words)).toBe(true);
    expect(leaves(compares, words)).toBe(true);
    expect(leaves(compares, recogniser.recognise('quelle différence ?'))).toBe(false);
    expect(leaves(item, words)).toBe(false);
  });
});

describe('the names of what was just spoken of', () => {
  it('are those of the subjects, else of the topics', () => {
    expect(namesIn(small, guichet)).toEqual(['Guichet Facile']);
    expect(namesIn(small, said({ topics: ['commun'] }))).toEqual(['Commun numérique']);
    expect(namesIn(small, said({ subjects: ['guichet'], topics: ['commun'] }))).toEqual(['Guichet Facile']);
    expect(namesIn(small, said({}))).toEqual([]);
  });
});

describe('what is not understood', () => {
  it('is reminded of what was just spoken of, as no more than that', () => {
    expect(reminded(small, understood('zorglub ?'), guichet)).toMatchObject({
      band: 'suggest',
      remote: true,
      question: { kind: 'card', subjects: ['guichet'] },
    });
  });

  it('is not where nothing was, where it names something else, or where it is long and goes on from nothing', () => {
    expect(reminded(small, understood('zorglub ?'), undefined)).toBeUndefined();
    expect(reminded(small, understood('zorglub Orme ?'), guichet)).toBeUndefined();
    expect(
      reminded(small, understood('zorglub blurf krokmou frazou glinche pignouf trucmuche bidule'), guichet),
    ).toBeUndefined();
  });
});
