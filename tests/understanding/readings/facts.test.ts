import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import { criteria } from '../../../src/understanding/readings/facts.ts';
import { materialOf, said } from '../../support/understood.ts';

const asked = (text: string, context?: Context) => criteria(materialOf(text, context));
const questions = (text: string, context?: Context) => asked(text, context).map(({ question }) => question);
const hds = { criterion: 'hds' };

describe('a criterion', () => {
  it('is asked of the subjects named', () => {
    expect(questions('HDS GF')[0]).toEqual({ kind: 'criterion', subjects: ['guichet'], asked: [hds] });
  });

  it('explains nothing by a short word of which the subject has no fact: "santé" of Orme', () => {
    const [plain] = asked('logiciel libre Orme');
    const [more] = asked('logiciel libre santé Orme');
    expect(more?.question).toEqual(plain?.question);
    expect(more?.coverage).toBeLessThan(plain?.coverage ?? 0);
  });

  it('says of which profile it does not speak, when that is the only one named', () => {
    const persona = 'usager';
    expect(questions('exploitant GF usager')[0]).toMatchObject({ persona });
    expect(questions('exploitant usager')[0]).toMatchObject({ subjects: [], persona });
    expect(questions('exploitant GF administrateur usager')[0]).not.toHaveProperty('persona');
    expect(questions('HDS GF usager')[0]).not.toHaveProperty('persona');
  });

  it('without a subject is asked of those just spoken of', () => {
    expect(questions('et HDS ?', said({ subjects: ['orme'] }))[0]).toMatchObject({ subjects: ['orme'] });
  });

  it('but not with "lequel": that looks for a product', () => {
    expect(questions('quel produit a HDS ?', said({ subjects: ['orme'] }))[0]).toMatchObject({
      subjects: [],
    });
  });

  it('though "lequel … il" takes up the several of before', () => {
    const two = said({ subjects: ['guichet', 'guichet-sante'] });
    expect(questions('lequel a HDS, il ?', two)[0]).toMatchObject({ subjects: two.subjects });
  });

  it('without any subject is asked of everything', () => {
    expect(questions('HDS')).toEqual([{ kind: 'criterion', subjects: [], asked: [hds] }]);
  });

  it('by a short word alone is never sure', () => {
    expect(asked('code')[0]?.doubtful).toBe(true);
    expect(asked('open source')[0]?.doubtful).toBe(false);
  });

  it('is never sure where an API is looked for, unless it is one', () => {
    expect(asked('une API pour HDS ?')[0]).toMatchObject({ question: { asked: [hds] }, doubtful: true });
    expect(asked('HDS ?')[0]).toMatchObject({ doubtful: false });
  });

  it('with another, both texts, of nobody, is never sure', () => {
    expect(asked('hébergement exploitation')[0]?.doubtful).toBe(true);
  });

  it('may be asked for as a term', () => {
    expect(questions("c'est quoi HDS")).toEqual([{ kind: 'term', criterion: 'hds' }]);
    expect(questions('HDS ?').map(({ kind }) => kind)).not.toContain('term');
  });

  it('is asked of what was just spoken of where it is its own: "c\'est quoi son hébergement ?"', () => {
    const hosting = { kind: 'criterion', subjects: ['orme'], asked: [{ criterion: 'hebergement' }] };
    const context = said({ subjects: ['orme'] });
    expect(asked("c'est quoi son hébergement ?", context)).toMatchObject([
      { question: hosting, coverage: 1 },
    ]);
    expect(questions("c'est quoi l'hébergement ?", context)).toEqual([
      { kind: 'term', criterion: 'hebergement' },
    ]);
  });
});

describe('after who has it was asked', () => {
  it('another criterion is asked of anybody too, unless these are meant', () => {
    const context = {
      ...said({ kind: 'constraints', subjects: ['guichet'], asked: [hds] }),
      open: true as const,
    };
    expect(questions('et ProConnect ?', context)[0]).toMatchObject({ subjects: [] });
    expect(questions('et il a ProConnect ?', context)[0]).toMatchObject({ subjects: ['guichet'] });
    expect(questions('et ProConnect ?', said({ subjects: ['guichet'] }))[0]).toMatchObject({
      subjects: ['guichet'],
    });
  });
});

describe('constraints', () => {
  it.each([
    ['HDS et champ NIR', [hds, { criterion: 'champs', value: 'nir' }]],
    ['une solution HDS', [hds]],
    ['il nous faut HDS', [hds]],
  ])('look for a product: %s', (text, constraints) => {
    expect(questions(text)).toContainEqual({ kind: 'constraints', asked: constraints });
  });

  it.each([
    ['HDS', 'one criterion that nobody wishes for'],
    ['une solution hébergement', 'a text, which is no yes or no'],
    ['pourquoi une solution HDS', 'a reason that is asked for'],
    ['une solution HDS comme Orme', 'a subject'],
    ['lesquels n’ont pas HDS', 'who has it not'],
    ['une solution sans HDS', 'who has it not'],
  ])('do not: %s (%s)', (text) => {
    expect(questions(text).map(({ kind }) => kind)).not.toContain('constraints');
  });
});

describe('a fact found by the words of its value', () => {
  it('is a guess about the one subject named', () => {
    expect(asked("l'intranet pour Orme")).toMatchObject([
      {
        question: { kind: 'criterion', subjects: ['orme'], asked: [{ criterion: 'hebergement' }] },
        guessed: true,
      },
    ]);
  });

  it('is that value where it is named', () => {
    const [guess] = asked('Guichet Facile : son hébergeur OVH et sa connexion ?').filter(
      ({ guessed }) => guessed,
    );
    expect(guess?.question).toMatchObject({ asked: [{ criterion: 'hebergement', value: 'ovh' }] });
  });

  it('is none by the words that name another criterion', () => {
    const [first, ...more] = asked("Orme : l'hébergement de l'intranet, HDS ?");
    expect(first?.question).toMatchObject({ asked: [{ criterion: 'hebergement' }, { criterion: 'hds' }] });
    expect(more.filter(({ guessed }) => guessed).map(({ question }) => question)).not.toContainEqual(
      expect.objectContaining({ asked: [{ criterion: 'hds' }] }),
    );
  });

  it('is found by two words of a name of its criterion, not by one', () => {
    expect(asked('Guichet Facile : les agents, leur connexion ?')).toMatchObject([
      { question: { subjects: ['guichet'], asked: [{ criterion: 'proconnect' }] }, guessed: true },
    ]);
    expect(asked('Guichet Facile : la connexion ?')).toEqual([]);
  });

  it.each([
    ["l'intranet", 'no subject'],
    ["l'intranet pour Orme et Vitrine", 'two subjects'],
    ["l'intranet pour Vitrine", 'a subject of which it is not said'],
  ])('is none: %s (%s)', (text) => {
    expect(asked(text)).toEqual([]);
  });
});

describe('a criterion of the products for a need', () => {
  const ofServing = (text: string) =>
    asked(text).find(({ question }) => question.kind === 'criterion' && question.subjects.length > 0);
  const openSource = { kind: 'criterion', asked: [{ criterion: 'open-source' }] };

  it('is asked of these, and of those that the guide compares them with', () => {
    expect(ofServing('quel site éditorial est open source ?')).toMatchObject({
      question: { ...openSource, subjects: ['orme', 'vitrine'] },
      coverage: 1,
      guessed: false,
    });
  });

  it('is not sure where no product is looked for', () => {
    const made = ofServing('un site éditorial open source');
    expect(made).toMatchObject({ question: { ...openSource, subjects: ['orme', 'vitrine'] }, guessed: true });
    expect(made?.coverage).toBeLessThan(0.9);
  });

  it('is looked for elsewhere without the need where no product for it has it', () => {
    const wanting = (text: string) => asked(text).find(({ question }) => question.kind === 'constraints');
    expect(wanting('quel produit open source pour un site éditorial ?')?.coverage).toBe(1);
    expect(wanting('quel produit avec ProConnect pour un site éditorial ?')?.coverage).toBeLessThan(0.7);
  });

  it('is rather asked of these than of all', () => {
    const [best, ...others] = asked('quel site éditorial est open source ?').toSorted(
      (left, right) => right.score - left.score,
    );
    expect(best?.question).toMatchObject({ subjects: ['orme', 'vitrine'] });
    expect(others[0]?.score).toBeLessThan(best?.score ?? 0);
  });

  it.each([
    ['which no product for it has', 'quel site éditorial a ProConnect ?'],
    ['of an API', 'quel outil open source pour vérifier un SIRET ?'],
    ['of a leaf that names no product', 'quel wiki est open source ?'],
    ['without a need', 'quel outil est open source ?'],
  ])('but not one %s', (_, text) => expect(ofServing(text)).toBeUndefined());
});
