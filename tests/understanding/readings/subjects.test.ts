import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/understanding/context.ts';
import type { Aspect } from '../../../src/understanding/question.ts';
import { aspectReadings, cards, replacements } from '../../../src/understanding/readings/subjects.ts';
import { knowledgeOf, says, small } from '../../support/small-knowledge.ts';
import { bestOf, materialOf, said } from '../../support/understood.ts';

const sides = (text: string, context?: Context) => aspectReadings(materialOf(text, context));
const best = (text: string, context?: Context) => bestOf(sides(text, context));
const kinds = (text: string, context?: Context) =>
  sides(text, context).map(({ question }) => (question.kind === 'aspect' ? question.aspect : question.kind));

describe('a side of a subject', () => {
  it.each<[string, Aspect, string]>([
    ["c'est quoi Orme ?", 'definition', 'orme'],
    ['limites de Guichet Facile', 'limits', 'guichet'],
    ['documentation de Guichet Facile', 'documentation', 'guichet'],
    ['nouveautés de Guichet Facile', 'news', 'guichet'],
    ['salon de Guichet Facile', 'room', 'guichet'],
    ['le lien de Guichet Facile', 'link', 'guichet'],
    ['qui contacter pour Orme ?', 'contact', 'orme'],
    ["sources d'Orme", 'sources', 'orme'],
    ["Bacvert, c'était quoi avant ?", 'history', 'bacvert'],
    ['pourquoi Bacvert ?', 'decision', 'bacvert'],
    ['décision Bacvert', 'decision', 'bacvert'],
    ['depuis quand Bacvert est-il écarté ?', 'decision', 'bacvert'],
    ['Bacvert est-il autorisé ?', 'decision', 'bacvert'],
    ['fonctionnalités de Guichet Facile', 'features', 'guichet'],
    ['exemples de Guichet Facile', 'examples', 'guichet'],
    ['Guichet Facile est-il recommandé ?', 'advice', 'guichet'],
  ])('%s: %s', (text, aspect, subject) => {
    expect(best(text)).toMatchObject({ kind: 'aspect', aspect, subjects: [subject] });
  });

  it.each([
    ['pourquoi Orme ?', 'a decision that there is not'],
    ['Orme est-il recommandé ?', 'advice that there is not'],
    ['limites', 'no subject'],
    ['Guichet Facile', 'no side'],
    ['Bacvert est-il recommandé ? Orme ?', 'advice beside a decision, which says more'],
  ])('%s: %s', (text, what) => {
    const wanted = what.startsWith('a decision') ? 'decision' : 'advice';
    if (what === 'no subject' || what === 'no side') expect(sides(text)).toEqual([]);
    else expect(kinds(text)).not.toContain(wanted);
  });

  it('of several is no definition where they are compared', () => {
    expect(kinds("c'est quoi Orme et Vitrine")).toContain('definition');
    expect(kinds("différence entre Orme et Vitrine, c'est quoi ?")).not.toContain('definition');
  });

  it('is the reason, not the document, of what was discarded', () => {
    expect(kinds('sources de Bacvert')).toContain('sources');
    expect(kinds('sources de Bacvert écarté')).not.toContain('sources');
  });

  it('is asked of what was just spoken of', () => {
    expect(best('et ses limites ?', said({ subjects: ['guichet'] }))).toMatchObject({
      aspect: 'limits',
      subjects: ['guichet'],
    });
  });

  it('but what it is or whether it is recommended is asked of a name only', () => {
    const context = said({ subjects: ['guichet'] });
    expect(kinds("c'est quoi ?", context)).not.toContain('definition');
    expect(kinds('recommandé ?', context)).not.toContain('advice');
  });
});

describe('its history', () => {
  it('may be that of a criterion', () => {
    expect(best('hébergement de Guichet Facile avant ?')).toMatchObject({
      aspect: 'history',
      asked: [{ criterion: 'hebergement' }],
    });
  });

  it('is that of the criterion of the question before, when nothing is named: "et avant ?"', () => {
    const context = said({ subjects: ['guichet'], asked: [{ criterion: 'hebergement', value: 'ovh' }] });
    expect(best('et avant ?', context)).toMatchObject({
      subjects: ['guichet'],
      asked: [{ criterion: 'hebergement' }],
    });
    expect(best('et Orme avant ?', context)).toMatchObject({ subjects: ['orme'], asked: [] });
  });
});

describe('a profile', () => {
  it('asks for the features for it', () => {
    expect(best('que peut faire un instructeur dans Guichet Facile ?')).toMatchObject({
      aspect: 'features',
      subjects: ['guichet'],
      persona: 'instructeur',
    });
    expect(best('Guichet Facile instructeur')).toMatchObject({ aspect: 'features', persona: 'instructeur' });
  });

  it('without a subject asks for all products with features for it', () => {
    expect(best('fonctionnalités pour un instructeur')).toMatchObject({ subjects: ['guichet'] });
    expect(best("c'est quoi un instructeur ?")).toMatchObject({ aspect: 'features', persona: 'instructeur' });
  });

  it('of nobody, or for which nothing is listed, asks for nothing', () => {
    expect(sides('un instructeur')).toEqual([]);
    expect(sides('Orme instructeur')).toEqual([]);
  });
});

describe('what to take instead', () => {
  it('is asked of what the guide decided against', () => {
    const tree = {
      ...small.tree,
      outcomes: small.tree.outcomes.map((leaf) => ({ ...leaf, ruled_out: [says('Bacvert, écarté.')] })),
    };
    const of = (text: string) =>
      replacements(materialOf(text, undefined, knowledgeOf({ tree })))[0]?.question;
    expect(of('quoi à la place de Bacvert ?')).toMatchObject({ kind: 'need', entities: [] });
    expect(of('quoi à la place d’Orme ?')).toBeUndefined();
    expect(of('Bacvert ?')).toBeUndefined();
  });
});

describe('the card', () => {
  const card = (text: string) => cards(materialOf(text));

  it('says less than a criterion of which there is a fact', () => {
    const beyond = (text: string) => (card(text)[0]?.score ?? 0) - (card(text)[0]?.coverage ?? 0);
    expect(beyond('HDS GF')).toBeLessThan(beyond('HDS Vitrine'));
  });

  it('is of the one subject named', () => {
    expect(card('fiche Orme')).toMatchObject([
      { question: { kind: 'card', subjects: ['orme'] }, coverage: 1 },
    ]);
    expect(card('Orme ou Vitrine')).toEqual([]);
    expect(card('fiche')).toEqual([]);
  });

  it('explains the words of its own description', () => {
    expect(card('Guichet Facile, des démarches ?')[0]?.coverage).toBe(1);
    expect(card('Guichet Facile, un logo ?')[0]?.coverage).toBeLessThan(1);
  });
});

describe('what the guide decided about', () => {
  it.each([
    ['Bacvert pour un zorglub ?', true],
    ['Bacvert, un zorglub ?', false],
    ['Orme pour un zorglub ?', false],
  ])('settles %j whatever it would be for: %s', (text, settled) => {
    expect(cards(materialOf(text))).toMatchObject([{ settled }]);
  });
});
