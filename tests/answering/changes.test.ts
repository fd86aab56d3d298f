import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, type Outline, outlineOf, outlineSchema } from '../../src/answering/changes.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Entity } from '../../src/knowledge/schema.ts';
import { entityOf, knowledgeOf, says, small, withEntity } from '../support/small-knowledge.ts';

const guichet = small.entities.get('guichet') as Entity;
const sante = small.entities.get('guichet-sante') as Entity;
const changes = (after: Knowledge, before: Knowledge = small) =>
  changesBetween(outlineOf(before), outlineOf(after));
const withFact = (entity: Entity, criterion: string, fact: Entity['facts'][string]) =>
  withEntity({ ...entity, facts: { ...entity.facts, [criterion]: fact } });
const fact = (entity: Entity, criterion: string) => entity.facts[criterion] as Entity['facts'][string];

describe('what changed between two versions', () => {
  it('is nothing between a version and itself', () => {
    expect(changes(small)).toEqual([]);
  });

  it('tells a fact by its subject and criterion, before and after', () => {
    const { status: _, ...done } = { ...fact(sante, 'proconnect'), value: 'yes' };
    expect(changes(withFact(sante, 'proconnect', done))).toEqual([
      'Guichet Santé : ProConnect, non (en cours) → oui.',
    ]);
  });

  it('names a subject by its short name, a row by its own label, and tells the detail of a fact', () => {
    const changed = { ...fact(guichet, 'hebergement'), label: 'Hébergeur', detail: 'En deux lieux.' };
    expect(changes(withFact(guichet, 'hebergement', changed))).toEqual([
      'GF : Hébergeur, OVH → OVH. En deux lieux.',
    ]);
  });

  it('tells what came and what went', () => {
    const { hds: _, ...facts } = guichet.facts;
    const less = withEntity({ ...guichet, facts });
    expect(changes(less)).toEqual(['GF : HDS, non (retrait).']);
    expect(changes(small, less)).toEqual(['GF : HDS, non (ajout).']);
  });

  it('tells a card that came or went by its name alone', () => {
    const more = withEntity(
      entityOf('common', 'annuaire', 'Annuaire', { facts: { hds: { value: 'yes', source: 'page' } } }),
    );
    expect(changes(more)).toEqual(['Fiche, Annuaire (ajout).']);
    expect(changes(small, more)).toEqual(['Fiche, Annuaire (retrait).']);
  });

  it('gives only the beginning of a long text, once', () => {
    const text = `Guichet Facile ${'est un outil très complet '.repeat(4)}pour tout le monde.`;
    const [told = '', ...others] = changes(withEntity({ ...guichet, summary: says(text) }));
    expect(others).toEqual([]);
    expect(told).toMatch(/^GF : présentation, « Guichet Facile est un outil .*… » \(modification\)\.$/);
    expect(told.length).toBeLessThan(120);
  });

  it('tells where a choice of the tree leads now', () => {
    const [first, ...nodes] = small.tree.nodes;
    if (first === undefined) throw new Error('no question');
    const choices = first.choices.map((choice) =>
      choice.id === 'demarche' ? { ...choice, goto: 'sans-sante' } : choice,
    );
    const tree = { ...small.tree, nodes: [{ ...first, choices }, ...nodes] };
    expect(changes(knowledgeOf({ tree }))).toEqual([
      'Conseil, « Projet », Une démarche : Santé → Une démarche : Guichet Facile.',
    ]);
  });

  it('tells that a document was read again', () => {
    const documents = small.documents.map((one) => ({ ...one, checked_on: '2027-01-01' }));
    expect(changes(knowledgeOf({ documents }))[0]).toBe(
      'Le guide : relecture, 22 novembre 2026 → 1er janvier 2027.',
    );
  });

  it('says nothing of the words by which things are found', () => {
    expect(changes(withEntity({ ...guichet, aliases: ['guichetto'], needs: ['formulaire'] }))).toEqual([]);
  });
});

describe('an outline', () => {
  it('is read back as it was kept', () => {
    const outline = outlineOf(small);
    expect(outlineSchema.parse(JSON.parse(JSON.stringify(outline)))).toEqual(outline);
  });

  it('differs from another exactly where something is told, both ways', () => {
    const path = fc.constantFrom('entities/a', 'entities/a/facts/x', 'entities/a/facts/y', 'topics/b');
    const outline: fc.Arbitrary<Outline> = fc.dictionary(
      path,
      fc.record({ label: fc.constantFrom('A', 'B'), value: fc.constantFrom('oui', 'non') }),
    );
    fc.assert(
      fc.property(outline, outline, (before, after) => {
        const values = (one: Outline) =>
          Object.entries(one)
            .map(([key, { value }]) => `${key}=${value}`)
            .sort();
        const same = values(before).join() === values(after).join();
        expect(changesBetween(before, after).length === 0).toBe(same);
        expect(changesBetween(after, before)).toHaveLength(changesBetween(before, after).length);
      }),
    );
  });
});
