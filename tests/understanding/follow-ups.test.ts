import { describe, expect, it } from 'vitest';
import { said, understood } from '../support/understood.ts';

const hds = [{ criterion: 'hds' }];

describe('after a criterion', () => {
  const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });

  it('another subject gets the same criterion', () => {
    expect(understood('et Vitrine ?', context).question).toEqual({
      kind: 'criterion',
      subjects: ['vitrine'],
      asked: hds,
    });
  });

  it.each(["et l'autre ?", "l'autre ?"])('the other of the two that are compared gets it too: %j', (text) => {
    expect(understood(text, context)).toMatchObject({
      band: 'answer',
      question: { kind: 'criterion', subjects: ['vitrine'], asked: hds },
    });
  });

  it.each(["et l'autre CMS ?", "et l'autre, en CMS ?"])(
    'what is said besides describes the other: %j',
    (text) => {
      expect(understood(text, context)).toMatchObject({
        band: 'answer',
        question: { kind: 'criterion', subjects: ['vitrine'], asked: hds },
      });
    },
  );

  it.each(['celui de Vitrine aussi ?', 'Vitrine aussi, du coup ?'])(
    'that it is the same is asked of another subject: %j',
    (text) => {
      expect(understood(text, context).question).toEqual({
        kind: 'criterion',
        subjects: ['vitrine'],
        asked: hds,
      });
    },
  );

  it('the other may be named besides', () => {
    expect(understood("l'autre, celui qui s'appelle Vitrine ?", context)).toMatchObject({
      question: { kind: 'criterion', subjects: ['vitrine'], asked: hds },
    });
  });

  it('what has no other, or says more, goes on with nothing', () => {
    expect(understood("et l'autre ?", said({ kind: 'card', subjects: ['guichet', 'orme'] })).question).toBe(
      undefined,
    );
    expect(understood("et l'autre ?", said({ kind: 'card', subjects: ['workflow'] })).question).toBe(
      undefined,
    );
    expect(understood("l'autre jour au restaurant administratif", context).band).not.toBe('answer');
  });
});

describe('after a card', () => {
  it('the other of the two gets its card', () => {
    const context = said({ kind: 'card', subjects: ['guichet'] });
    expect(understood("et l'autre ?", context).question).toEqual({
      kind: 'card',
      subjects: ['guichet-sante'],
    });
  });
});

describe('after a limit', () => {
  const context = said({ kind: 'item', subjects: ['guichet'], items: ['guichet/api-rest'] });

  it('another subject that has it too gets the same limit', () => {
    expect(understood('et pour Guichet Santé ?', context).question).toEqual({
      kind: 'item',
      items: ['guichet/api-rest'],
      subjects: ['guichet-sante'],
    });
  });

  it('a subject of which it does not hold gets its card', () => {
    expect(understood('et Orme ?', context).question).toMatchObject({ kind: 'card', subjects: ['orme'] });
  });
});

describe('a question of its own', () => {
  it('does not go on from the one before', () => {
    const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });
    expect(understood("c'est quoi Vitrine ?", context).question).toMatchObject({ subjects: ['vitrine'] });
    expect(understood("c'est quoi Vitrine ?", context).question?.kind).not.toBe('criterion');
  });
});

describe('after a decision', () => {
  it.each(['quand ?', 'et quand ?'])('that the guide dates, its date is asked for: %j', (text) => {
    expect(
      understood(text, said({ kind: 'aspect', aspect: 'decision', subjects: ['bacvert'] })),
    ).toMatchObject({
      band: 'answer',
      question: { kind: 'aspect', aspect: 'decision', subjects: ['bacvert'] },
    });
  });

  it('without a date, none is promised', () => {
    const context = said({ kind: 'aspect', aspect: 'decision', subjects: ['nuage'] });
    expect(understood('quand ?', context).question?.kind).not.toBe('aspect');
  });
});
