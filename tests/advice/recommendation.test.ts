import { describe, expect, it } from 'vitest';
import { begin, give } from '../../src/advice/advice.ts';
import { additions, recommend, suppose } from '../../src/advice/recommendation.ts';
import { type Advice, position } from '../../src/advice/state.ts';
import { theGraph } from '../support/tree.ts';

const led = (...chosen: string[][]): Advice =>
  chosen.reduce(
    (advice, choices) =>
      give(theGraph, advice, { question: position(theGraph, advice).question?.id ?? '', chosen: choices })
        .advice,
    begin(theGraph, 'v'),
  );
const recommended = (advice: Advice) => recommend(theGraph, position(theGraph, advice));

describe('a recommendation', () => {
  it('gives each outcome the reasons of the answers that led to it', () => {
    const { parts } = recommended(led(['site'], ['cms'], ['proconnect', 'cloud']));
    expect(parts.map(({ outcome }) => outcome.id)).toEqual(['cms-sites-faciles']);
    expect(parts[0]?.reasons.map(({ text }) => text.split(' : ')[0])).toEqual([
      'ProConnect natif',
      'Hébergement sur un cloud',
    ]);
  });

  it('adds outcomes up, with the rules of each once', () => {
    const { parts, duties } = recommended(
      led(['demarche'], ['les-deux'], ['dernier-recours'], ['dernier-recours']),
    );
    expect(parts.map(({ outcome }) => outcome.id)).toEqual(['front-dev', 'back-dev']);
    expect(duties).toEqual(['regle-reutiliser', 'regle-matomo', 'regle-developpement-specifique']);
  });

  it('names both sides, and no winner, where the guide gives no rule', () => {
    const { parts } = recommended(led(['demarche'], ['front'], ['champs']));
    expect(parts[0]?.outcome.entities).toEqual(['demarche-numerique', 'demat-social']);
    const mixed = recommended(led(['site'], ['cms'], ['open-source', 'multi-sites']));
    expect(mixed.parts[0]?.outcome.entities).toEqual(['ondine', 'sites-faciles']);
  });

  it('attaches the duty to reuse to every development', () => {
    for (const outcome of theGraph.tree.outcomes) {
      const develops = /développe|développement/i.test(outcome.recommendation.text);
      expect(outcome.duties.includes('regle-developpement-specifique'), outcome.id).toBe(develops);
    }
  });
});

describe('a supposition', () => {
  const advice = led(['demarche'], ['les-deux'], ['sans-hds'], ['complement']);

  it('says what comes and what goes, and leaves the advice as it is', () => {
    const before = structuredClone(advice);
    const { added, removed, dropped } = suppose(theGraph, advice, { question: 'front', chosen: ['hds'] });
    expect(added.map(({ id }) => id)).toEqual(['front-demat-social']);
    expect(removed.map(({ id }) => id)).toEqual(['front-dn']);
    expect(dropped).toEqual([]);
    expect(advice).toEqual(before);
  });

  it('says which answers would not apply any more', () => {
    const { dropped, added, removed } = suppose(theGraph, advice, {
      question: 'perimetre',
      chosen: ['front'],
    });
    expect(dropped.map(({ node }) => node.id)).toEqual(['back']);
    expect(added).toEqual([]);
    expect(removed.map(({ id }) => id)).toEqual(['back-grist']);
  });

  it('tells when something more would have to be known', () => {
    const { at } = suppose(theGraph, advice, { question: 'projet', chosen: ['referentiel'] });
    expect(at.question?.id).toBe('mise-en-oeuvre');
  });
});

describe('another part of a project', () => {
  it('may be added where the tree has both together', () => {
    const front = position(theGraph, led(['demarche'], ['front'], ['sans-hds']));
    expect(additions(theGraph, front).map(({ choice, chosen }) => [choice.id, chosen])).toEqual([
      ['back', ['les-deux']],
    ]);
    expect(
      additions(theGraph, position(theGraph, led(['demarche'], ['les-deux'], ['sans-hds'], ['complement']))),
    ).toEqual([]);
    expect(additions(theGraph, position(theGraph, led(['site'], ['wiki'])))).toEqual([]);
  });
});
