import { describe, expect, it } from 'vitest';
import { answerConstraints, satisfies } from '../../src/answering/constraints.ts';
import { factSchema } from '../../src/knowledge/schema.ts';
import type { Asked } from '../../src/understanding/question.ts';
import { deskFor, firstOf, textOf } from '../support/answered.ts';

describe('constraints', () => {
  const constrained = (...asked: Asked[]) => answerConstraints(deskFor(), asked);
  const hds = { criterion: 'hds' };

  it('name first what satisfies all of them', () => {
    const draft = constrained(hds, { criterion: 'champs', value: 'nir' });
    expect(firstOf(draft)).toBe('Guichet Santé, selon le guide, pour « HDS » et « champ NIR ».');
    expect(draft).toMatchObject({ band: 'answer', subjects: ['guichet-sante'] });
  });

  it('of which there is but one names it once', () => {
    expect(textOf(constrained(hds))).toBe('HDS, selon le guide :\n- Guichet Santé : oui.');
  });

  it('say on what the others fail, and what the guide does not say', () => {
    const text = textOf(constrained(hds, { criterion: 'open-source' }));
    expect(text).toContain('Guichet Facile : HDS, non ; Open source, oui.');
    expect(text).toContain('Vitrine : HDS, le guide ne le dit pas ; Open source, oui.');
  });

  it('that nothing satisfies name nobody', () => {
    const draft = constrained(hds, { criterion: 'hebergement', value: 'ovh' });
    expect(firstOf(draft)).toMatch(/^Aucun produit du guide ne réunit « HDS » et « OVH »/);
    expect(draft.band).toBe('answer');
  });

  it('of which no product has any are refused', () => {
    expect(constrained({ criterion: 'exploitation', value: 'inconnue' })).toMatchObject({
      band: 'refuse',
      subjects: [],
    });
  });

  it('do not say no of what does not apply', () => {
    expect(textOf(constrained(hds, { criterion: 'champs', value: 'nir' }))).not.toContain('non (sans');
  });

  it('do not say yes of what holds under a condition only', () => {
    const text = textOf(constrained({ criterion: 'hebergement', value: 'atlas' }));
    expect(text).toContain('Orme : sous condition (Intranet, ou Atlas sur demande).');
  });

  it.each([
    ['nothing', undefined, hds, 'unknown'],
    ['a yes', { value: 'yes' }, hds, 'yes'],
    ['a no', { value: 'no' }, hds, 'no'],
    ['what is coming', { value: 'no', status: 'in-progress' }, hds, 'no'],
    ['n/c', { absent: 'not-communicated' }, hds, 'unknown'],
    ['n/a', { absent: 'not-applicable' }, hds, 'no'],
    ['undecided', { absent: 'undecided' }, hds, 'unknown'],
    ['the value', { value: 'OVH', values: ['ovh'] }, { criterion: 'hebergement', value: 'ovh' }, 'yes'],
    ['another value', { value: 'OVH', values: ['ovh'] }, { criterion: 'hebergement', value: 's3' }, 'no'],
    [
      'the value in question',
      { value: 'S3 ?', undecided_values: ['s3'] },
      { criterion: 'hebergement', value: 's3' },
      'unknown',
    ],
  ])('%s: %j', (_, fact, asked, verdict) => {
    expect(
      satisfies(fact === undefined ? undefined : factSchema.parse({ ...fact, source: 'page' }), asked),
    ).toBe(verdict);
  });
});
