import { describe, expect, it } from 'vitest';
import { answerNeed, outcomeBlocks } from '../../src/answering/needs.ts';
import { renderPlain } from '../../src/rendering/plain.ts';
import { deskFor, firstOf, textOf } from '../support/answered.ts';
import { small } from '../support/small-knowledge.ts';

const need = (entities: string[], outcomes: string[] = [], how = {}) =>
  answerNeed(deskFor(how), entities, outcomes);

describe('what serves a need', () => {
  it('is the card of the one product', () => {
    expect(textOf(need(['guichet']))).toContain('Sauf contrainte HDS');
    expect(need(['guichet']).subjects).toEqual(['guichet']);
  });

  it('is a line for each of several, with its first link', () => {
    const text = textOf(need(['guichet', 'orme']));
    expect(text).toContain('- Guichet Facile est un outil de démarches en ligne. Site de Guichet Facile (');
    expect(text).toContain('- Orme est un produit.');
  });

  it('is a leaf of the tree: the recommendation, its reasons, the rules that go with it', () => {
    const text = textOf(need([], ['wiki']));
    expect(text).toMatch(/^Prenez le wiki partagé\./);
    expect(text).toContain('- Il est gratuit.');
    expect(text).toContain("- Tout projet DEVRAIT réutiliser une instance d'Audience.");
  });

  it('is told without what only the dialogue was told', () => {
    const [leaf] = small.tree.outcomes;
    if (leaf === undefined) throw new Error('no leaf');
    const told = {
      ...leaf,
      reasons: [{ text: 'Vous indiquez que cela ne suffit pas.', source: 'page' }, ...leaf.reasons],
    };
    expect(outcomeBlocks(deskFor(), told)).toEqual(outcomeBlocks(deskFor(), leaf));
  });

  it('leaves the products of a leaf to the next question', () => {
    expect(need([], ['sans-sante']).subjects).toEqual(['guichet']);
  });

  it('offers the dialogue', () => {
    expect(
      need([], ['wiki'])
        .next?.map(({ text }) => text)
        .join(''),
    ).toContain('!conseil');
  });
});

describe("the guide's own strength", () => {
  const leaf = (id: string) => small.tree.outcomes.find((one) => one.id === id);
  const said = (id: string, allowed: boolean) => {
    const outcome = leaf(id);
    return outcome === undefined ? '' : renderPlain(outcomeBlocks(deskFor(), outcome, allowed));
  };

  it('comes first where it is asked whether it may be', () => {
    expect(said('sans-sante', true)).toMatch(/^\S.*\. Prenez Guichet Facile\.$/);
    expect(said('sans-sante', false)).toBe('Prenez Guichet Facile.');
    expect(firstOf(need([], ['sans-sante'], { permission: true }))).not.toBe('Prenez Guichet Facile.');
  });

  it('is not invented', () => {
    expect(said('avec-sante', true)).toBe('Prenez Guichet Santé.');
  });
});
