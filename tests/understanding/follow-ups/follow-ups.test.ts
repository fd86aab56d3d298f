import { describe, expect, it } from 'vitest';
import { said, understood } from '../../support/understood.ts';

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

  it.each(["et l'autre ?", "l'autre ?", "et l'autre CMS ?", "et l'autre, en CMS ?"])(
    'the other of the two that are compared gets it too, however it is described: %j',
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

  it('a subject of which the guide does not say it is asked for it all the same, then for its card', () => {
    const { question, others } = understood('et Orme ?', context);
    expect(question).toEqual({ kind: 'item', items: ['guichet/api-rest'], subjects: ['orme'] });
    expect(others).toContainEqual({ kind: 'card', subjects: ['orme'] });
  });
});

describe('a question of its own', () => {
  it('does not go on from the one before', () => {
    const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });
    expect(understood("c'est quoi Vitrine ?", context).question).toMatchObject({ subjects: ['vitrine'] });
    expect(understood("c'est quoi Vitrine ?", context).question?.kind).not.toBe('criterion');
  });
});

describe('what passes over what was just spoken of', () => {
  const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });

  it.each(['et les api ?', 'alors les api ?'])('is never sure where the message goes on: %j', (text) => {
    expect(understood('les api ?', context).sure).toBe(true);
    expect(understood(text, context)).toMatchObject({ question: { kind: 'list' }, sure: false });
  });

  it('a kind of thing that is named alone after a topic asks for no list of it for sure', () => {
    const topic = said({ kind: 'topic', topics: ['commun'] });
    expect(understood('api à part ?', topic)).toMatchObject({ question: { kind: 'list' }, sure: false });
    expect(understood('liste des api ?', topic)).toMatchObject({ question: { kind: 'list' }, sure: true });
  });

  it('is not what names a subject, or takes up the one before', () => {
    expect(understood('et Vitrine ?', context).sure).toBe(true);
    expect(understood('et HDS ?', context).sure).toBe(true);
  });
});
