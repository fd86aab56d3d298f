import { describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../src/knowledge/schema.ts';
import { Understander } from '../../src/understanding/understand.ts';
import { knowledgeOf, says, small } from '../support/small-knowledge.ts';
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

describe('what to take instead of something that was discarded', () => {
  const insteadOf = (text: string, subject: string, compared: string[]) => {
    const comparison = comparisonSchema.parse({
      id: 'back-office',
      subjects: compared,
      criteria: ['open-source'],
    });
    const knowledge = knowledgeOf({ comparisons: [...small.comparisons, comparison] });
    return new Understander(knowledge).one(text, said({ kind: 'card', subjects: [subject] }));
  };

  it('is the one that the guide compares it with', () => {
    expect(insteadOf('on prend quoi à la place ?', 'bacvert', ['bacvert', 'orme'])).toMatchObject({
      band: 'answer',
      question: { kind: 'card', subjects: ['orme'] },
    });
  });

  it('or a choice between those', () => {
    expect(insteadOf('et à la place ?', 'bacvert', ['bacvert', 'orme', 'nuage']).question).toMatchObject({
      kind: 'comparison',
      subjects: ['orme', 'nuage'],
    });
  });

  it('or what the tree recommends where it rules that out', () => {
    const [, , outcome, ...rest] = small.tree.outcomes;
    if (outcome === undefined) throw new Error('no outcome');
    const ruledOut = { ...outcome, ruled_out: [says('Bacvert, écarté.')] };
    const tree = { ...small.tree, outcomes: [ruledOut, ...rest] };
    const context = said({ kind: 'card', subjects: ['bacvert'] });
    const { question } = new Understander(knowledgeOf({ tree })).one('on prend quoi ?', context);
    expect(question).toEqual({ kind: 'need', entities: [], outcomes: ['sans-sante'] });
  });

  it('is the limit that was told, with what serves there', () => {
    const limit = said({ kind: 'item', subjects: ['guichet'], items: ['guichet/api-rest'] });
    expect(understood('on prend quoi à la place ?', limit).question).toEqual({
      kind: 'item',
      items: ['guichet/api-rest'],
      subjects: ['guichet'],
    });
  });

  it('is the leaf of the tree that was given', () => {
    expect(understood('on prend quoi ?', said({ kind: 'need', outcomes: ['wiki'] })).question).toMatchObject({
      kind: 'need',
      outcomes: ['wiki'],
    });
  });

  it('is no question of something that was not, or of something else that is named', () => {
    expect(insteadOf('et à la place ?', 'orme', ['bacvert', 'orme']).question?.kind).not.toBe('card');
    expect(insteadOf('Vitrine à la place ?', 'bacvert', ['bacvert', 'orme']).question).toMatchObject({
      subjects: ['vitrine'],
    });
  });
});

describe('"et les autres ?"', () => {
  it('asks the same of the rest of their kind', () => {
    expect(
      understood('et les autres ?', said({ kind: 'criterion', subjects: ['audience-nord'], asked: hds })),
    ).toMatchObject({
      band: 'answer',
      question: { kind: 'criterion', subjects: ['audience-sud'], asked: hds },
    });
  });

  it('gets nothing where there are no others, or nothing was spoken of', () => {
    const all = said({ kind: 'card', subjects: ['audience-nord', 'audience-sud'] });
    expect(understood('et les autres ?', all).question).toBeUndefined();
    expect(understood('et les autres ?').question).toBeUndefined();
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

describe('"pourquoi ?"', () => {
  it.each(['pourquoi ?', 'et pourquoi ?'])('asks for the reason of the fact that was told: %j', (text) => {
    const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });
    expect(understood(text, context)).toMatchObject({
      band: 'answer',
      question: { kind: 'criterion', subjects: ['orme'], asked: hds },
      manner: { why: true },
    });
  });

  it('asks for none of what is no fact', () => {
    const context = said({ kind: 'topic', topics: ['commun'] });
    expect(understood('pourquoi ?', context).band).toBe('refuse');
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
