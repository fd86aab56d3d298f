import { describe, expect, it } from 'vitest';
import { answerCard, limitsOf } from '../../src/answering/card.ts';
import { entityOf as entityOn } from '../../src/answering/draft.ts';
import { answerAspect } from '../../src/answering/sides.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { deskFor, sourcesOf, textOf } from '../support/answered.ts';
import { entityOf, says, small, withEntity } from '../support/small-knowledge.ts';

const card = (id: string, knowledge: Knowledge = small) => {
  const desk = deskFor({}, knowledge);
  return answerCard(desk, entityOn(desk, id));
};

describe('the card', () => {
  it('says what it is, the advice, the facts, the links, in this order', () => {
    const text = textOf(card('guichet'));
    const order = [
      'outil de démarches en ligne',
      'Sauf contrainte HDS',
      '- HDS : non.',
      'Site de Guichet Facile',
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });

  it('says the name once at the beginning', () => {
    expect(textOf(card('guichet'))).toMatch(/^Guichet Facile est un outil/);
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', { summary: says('Un outil de gestion.') }),
    );
    expect(textOf(card('saule', knowledge))).toMatch(/^Saule : Un outil de gestion\./);
  });

  it('names itself within its first sentence, whatever the case', () => {
    const knowledge = withEntity(
      entityOf('common', 'saule', 'Saule', { summary: says('Le saule est un outil.') }),
    );
    expect(textOf(card('saule', knowledge))).toMatch(/^Le saule est un outil\./);
  });

  it('says the decision, once', () => {
    const text = textOf(card('bacvert'));
    expect(text.match(/a été écarté/g)).toHaveLength(1);
    expect(sourcesOf(card('bacvert')).sort()).toEqual(['page', 'regles']);
  });

  it('says no advice that its summary holds already; the definition neither, the decision does', () => {
    const fit = 'Il convient aux petits besoins.';
    const knowledge = withEntity(
      entityOf('product', 'saule', 'Saule', {
        summary: says(`Saule est un outil. ${fit}`),
        advice: [says(fit)],
        decision: { status: 'discarded', text: 'Saule a été écarté.', reasons: [], source: 'regles' },
      }),
    );
    const said = (text: string) => text.split(fit).length - 1;
    expect(said(textOf(card('saule', knowledge)))).toBe(1);
    for (const [aspect, times] of [
      ['definition', 1],
      ['decision', 1],
    ] as const)
      expect(said(textOf(answerAspect(deskFor({}, knowledge), aspect, ['saule'], [], undefined)))).toBe(
        times,
      );
  });

  it('says what its parts are', () => {
    expect(textOf(card('audience'))).toContain('Audience Nord est un produit.');
    expect(textOf(card('audience'))).toContain('Audience Sud est un produit.');
  });

  it('says no part twice that it has named already', () => {
    const audience = entityOf('common', 'audience', 'Audience', {
      summary: says("La mesure d'audience passe par Audience Nord."),
    });
    const text = textOf(card('audience', withEntity(audience)));
    expect(text).not.toContain('Audience Nord est un produit.');
    expect(text).toContain('Audience Sud est un produit.');
  });

  it('offers its limits and the comparison', () => {
    const next = card('guichet')
      .next?.map(({ text }) => text)
      .join('');
    expect(next).toBe(
      'Pour aller plus loin : !limites Guichet Facile ou !comparer Guichet Facile et Guichet Santé.',
    );
    expect(card('api-adresses').next).toBeUndefined();
  });

  it('says nothing of what was said before', () => {
    expect(textOf(card('guichet'))).not.toContain('Aisées');
    expect(sourcesOf(card('guichet'))).toEqual(['page']);
  });
});

it('limits are its own and those of others that are as true of it, each once', () => {
  const limits = (id: string) =>
    limitsOf({ knowledge: small }, entityOn({ knowledge: small }, id)).map((one) => one.id);
  expect(limits('guichet')).toEqual(['api-rest']);
  expect(limits('guichet-sante')).toEqual(['api-rest']);
  expect(limits('orme')).toEqual([]);
});
