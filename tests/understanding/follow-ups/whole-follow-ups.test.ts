import { describe, expect, it } from 'vitest';
import { comparisonSchema, topicSchema } from '../../../src/knowledge/schema.ts';
import { Understander } from '../../../src/understanding/understand.ts';
import { knowledgeOf, says, small } from '../../support/small-knowledge.ts';
import { said, understood } from '../../support/understood.ts';

const hds = [{ criterion: 'hds' }];

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

  it('after what one profile can do, what the others can', () => {
    const context = said({ kind: 'aspect', aspect: 'features', subjects: ['guichet'] });
    expect(understood('et les autres ?', context).question).toMatchObject({
      kind: 'aspect',
      aspect: 'features',
      subjects: ['guichet'],
    });
  });

  it('gets nothing where there are no others, or nothing was spoken of', () => {
    const all = said({ kind: 'card', subjects: ['audience-nord', 'audience-sud'] });
    expect(understood('et les autres ?', all).question).toBeUndefined();
    expect(understood('et les autres ?').question).toBeUndefined();
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

  it('of a comparison asks for what it rests on', () => {
    const context = said({ kind: 'comparison', subjects: ['orme', 'vitrine'] });
    expect(understood('pourquoi ?', context).question).toMatchObject({
      kind: 'comparison',
      subjects: ['orme', 'vitrine'],
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

describe('after a kind of thing was defined', () => {
  const context = said({ kind: 'topic', topics: ['commun'] });

  it.each(['lequel ?', 'des exemples ?', 'et la liste ?'])(
    'those of it that the guide has are listed: %j',
    (text) => {
      expect(understood(text, context)).toMatchObject({
        band: 'answer',
        question: { kind: 'list', list: 'common', count: false },
      });
    },
  );

  it('nothing is listed of a term that is no kind, or where something else is said', () => {
    expect(understood('des exemples ?', said({ kind: 'topic', topics: ['dnum'] })).question?.kind).not.toBe(
      'list',
    );
    expect(understood('des exemples de HDS ?', context).question?.kind).not.toBe('list');
  });
});

describe('after what is needed was told', () => {
  it('those that serve it are asked for by their kind', () => {
    const context = said({ kind: 'need', subjects: ['api-adresses', 'guichet'] });
    expect(understood('quelle api ?', context).question).toEqual({
      kind: 'need',
      entities: ['api-adresses'],
      outcomes: [],
    });
    expect(understood('combien d’api ?', context).question?.kind).toBe('list');
    expect(understood('quelle api ?', said({ kind: 'need', subjects: ['guichet'] })).question?.kind).toBe(
      'list',
    );
  });
});

describe('after the limits of a product', () => {
  const context = said({ kind: 'aspect', aspect: 'limits', subjects: ['guichet'] });

  it.each(['le premier, pourquoi ?', 'et le dernier ?', "c'est quoi le premier ?"])(
    'one is asked for by its place: %j',
    (text) => {
      expect(understood(text, context).question).toEqual({
        kind: 'item',
        items: ['guichet/api-rest'],
        subjects: ['guichet'],
      });
    },
  );

  it('of those that it shares with another product, too', () => {
    const shared = said({ kind: 'aspect', aspect: 'limits', subjects: ['guichet-sante'] });
    expect(understood('le premier ?', shared).question).toMatchObject({ items: ['guichet/api-rest'] });
  });

  it('of those that there are', () => {
    expect(understood('le troisième ?', context).question?.kind).not.toBe('item');
    expect(understood('le premier ?', said({ subjects: ['guichet'] })).question?.kind).not.toBe('item');
  });
});

describe('"et maintenant ?"', () => {
  it('asks what holds today after what was before', () => {
    const context = said({ kind: 'aspect', aspect: 'history', subjects: ['guichet'] });
    expect(understood('et maintenant ?', context).question).toEqual({ kind: 'card', subjects: ['guichet'] });
    expect(understood('et maintenant ?', { ...context, asked: hds }).question).toEqual({
      kind: 'criterion',
      subjects: ['guichet'],
      asked: hds,
    });
    expect(understood('et maintenant ?', said({ subjects: ['guichet'] })).question?.kind).not.toBe('card');
  });
});

describe('"X le fait ?" after a term', () => {
  const knowledge = knowledgeOf({
    topics: new Map([
      ...small.topics,
      ...['Attestation', 'ProConnect', 'Silence', 'Cegedim'].map((name) => {
        const id = name.toLowerCase();
        return [
          id,
          topicSchema.parse({ id, kind: 'term', name, statements: [says(`${name} est un terme.`)] }),
        ] as const;
      }),
    ]),
  });
  const of = (topic: string) =>
    new Understander(knowledge).one('Guichet Facile le fait ?', said({ kind: 'topic', topics: [topic] }))
      .question;

  it('asks for its feature of that name', () => {
    expect(of('attestation')).toEqual({
      kind: 'item',
      items: ['guichet/attestation'],
      subjects: ['guichet'],
    });
  });

  it('or for the criterion of that name', () => {
    expect(of('proconnect')).toEqual({
      kind: 'criterion',
      subjects: ['guichet'],
      asked: [{ criterion: 'proconnect' }],
    });
  });

  it('or for the value of that name', () => {
    expect(of('cegedim')).toEqual({
      kind: 'criterion',
      subjects: ['guichet'],
      asked: [{ criterion: 'hebergement', value: 'cegedim' }],
    });
  });

  it('and for nothing where it has neither', () => {
    expect(of('silence')?.kind).toBe('card');
  });
});

describe('"qui l\'est ?"', () => {
  it('asks who has the criterion, or the feature, that was spoken of', () => {
    expect(understood("qui l'est ?", said({ kind: 'term', asked: hds }))).toMatchObject({
      band: 'answer',
      question: { kind: 'criterion', subjects: [], asked: hds },
    });
    expect(understood("qui l'est ?", said({ kind: 'item', items: ['guichet/api-rest'] })).question).toEqual({
      kind: 'item',
      items: ['guichet/api-rest'],
      subjects: [],
    });
  });
});

describe('"qui l\'a fait ?"', () => {
  it('asks what the guide tells of something that is no product', () => {
    expect(understood("et qui l'a fait ?", said({ kind: 'topic', topics: ['commun'] })).question).toEqual({
      kind: 'topic',
      topics: ['commun'],
      past: false,
    });
    expect(understood("et qui l'a fait ?", said({ subjects: ['orme'] })).question).toBeUndefined();
  });
});

describe('"un exemple ?", "selon quel critère ?"', () => {
  const context = said({ kind: 'item', subjects: ['guichet'], items: ['guichet/attestation'] });

  it.each(['exemples ?', 'des exemples', 'par quels critères ?'])(
    'asks for the feature or the limit that was told: %s',
    (text) => {
      expect(understood(text, context)).toMatchObject({
        band: 'answer',
        question: { kind: 'item', items: ['guichet/attestation'] },
      });
    },
  );

  it('asks nothing of it where a product is named, or more is said', () => {
    expect(understood('des exemples de Guichet Facile', context).question).toMatchObject({ kind: 'aspect' });
    expect(understood('par quels critères HDS ?', context).question).not.toMatchObject({ kind: 'item' });
  });
});

describe('"c\'est quoi ?"', () => {
  it('asks what was just named is', () => {
    expect(understood("c'est quoi ?", said({ subjects: ['orme'] })).question).toEqual({
      kind: 'card',
      subjects: ['orme'],
    });
    expect(understood("c'est quoi ?", said({ kind: 'topic', topics: ['dnum'] })).question).toEqual({
      kind: 'topic',
      topics: ['dnum'],
      past: false,
    });
  });

  it('but not after a fact', () => {
    const context = said({ kind: 'criterion', subjects: ['orme'], asked: hds });
    expect(understood("c'est quoi ?", context).question?.kind).not.toBe('card');
  });
});

describe('"sinon lequel ?"', () => {
  it('asks who has what was just asked of one', () => {
    expect(
      understood('sinon lequel ?', said({ kind: 'criterion', subjects: ['orme'], asked: hds })),
    ).toMatchObject({
      question: { kind: 'criterion', subjects: [], asked: hds },
    });
    expect(understood('sinon lequel ?', said({ subjects: ['orme'] })).question).toBeUndefined();
  });
});

describe('"les deux ?"', () => {
  it('asks the same of what the guide compares it with, or of both that were spoken of', () => {
    expect(
      understood('les deux ?', said({ kind: 'criterion', subjects: ['orme'], asked: hds })).question,
    ).toEqual({
      kind: 'criterion',
      subjects: ['orme', 'vitrine'],
      asked: hds,
    });
    const both = said({ kind: 'criterion', subjects: ['vitrine', 'orme'], asked: hds });
    expect(understood('les deux ?', both).question).toMatchObject({ subjects: ['vitrine', 'orme'] });
  });

  it('asks nothing where nothing was spoken of', () => {
    expect(understood('les deux ?').question).toBeUndefined();
  });
});

describe('"vous êtes sûr ?"', () => {
  it('gets the same answer once more', () => {
    expect(
      understood('vous êtes sûr ?', said({ kind: 'criterion', subjects: ['orme'], asked: hds })),
    ).toMatchObject({
      band: 'answer',
      question: { kind: 'criterion', subjects: ['orme'], asked: hds },
    });
  });

  it('gets none where nothing was said', () => {
    expect(understood('vous êtes sûr ?').band).toBe('refuse');
  });
});

describe('what was said of one, once it is known', () => {
  const fact = said({ kind: 'criterion', subjects: ['orme'], asked: hds });

  it.each(['écarté ?', 'écarté ou écartés ?'])('"%s" asks of the fact that was told', (text) => {
    expect(understood(text, fact).question).toEqual({ kind: 'criterion', subjects: ['orme'], asked: hds });
  });

  it('"c\'est quoi ?" asks what it is', () => {
    expect(understood("c'est quoi ?", fact).question).toMatchObject({
      aspect: 'definition',
      subjects: ['orme'],
    });
    const both = said({ kind: 'criterion', subjects: ['orme', 'vitrine'], asked: hds });
    expect(understood("c'est quoi ?", both).question).toBeUndefined();
  });
});
