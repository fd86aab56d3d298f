import { describe, expect, it } from 'vitest';
import { answerComparison } from '../../src/answering/comparison.ts';
import type { Asked } from '../../src/understanding/question.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';
import { entityOf, says, withEntity } from '../support/small-knowledge.ts';

const compare = (subjects: string[], asked: Asked[] = [], common = false) =>
  answerComparison(deskFor(), subjects, asked, common);

describe('a comparison that the guide makes', () => {
  const guichets = compare(['guichet', 'guichet-sante']);

  it("begins with the guide's rule", () => {
    expect(firstOf(guichets)).toBe('Sauf contrainte HDS, préférez Guichet Facile.');
  });

  it('then says what one of them is to the other', () => {
    const fork = entityOf('common', 'guichet-sante', 'Guichet Santé', {
      summary: says('Guichet Santé est un fork de Guichet Facile.'),
    });
    const told = textOf(
      answerComparison(deskFor({}, withEntity(fork)), ['guichet', 'guichet-sante'], [], false),
    );
    expect(told).toContain('préférez Guichet Facile.\n\nGuichet Santé est un fork de Guichet Facile.');
    expect(textOf(guichets)).not.toContain('Guichet Santé est');
  });

  it('says it of no two that name each other', () => {
    const peers = withEntity(
      entityOf('common', 'guichet-sante', 'Guichet Santé', {
        summary: says('Guichet Santé ou Guichet Facile ?'),
      }),
      entityOf('common', 'guichet', 'Guichet Facile', { summary: says('Guichet Facile ou Guichet Santé ?') }),
    );
    const told = textOf(answerComparison(deskFor({}, peers), ['guichet', 'guichet-sante'], [], false));
    expect(told).not.toContain('Guichet Santé ou Guichet Facile');
  });

  it('then says what differs, both named in each line, then what is the same', () => {
    const text = textOf(guichets);
    expect(text).toContain('- HDS. GF : non ; Guichet Santé : oui.');
    expect(text).toContain('- ProConnect. GF : oui ; Guichet Santé : non (en cours).');
    expect(text.indexOf('Ce qui les distingue')).toBeLessThan(text.indexOf('Points communs'));
    expect(text.slice(text.indexOf('Points communs'))).toContain('Open source : oui.');
    expect(text.slice(0, text.indexOf('Points communs'))).not.toContain('Open source');
  });

  it("keeps to the guide's rows, in its order", () => {
    const text = textOf(guichets);
    expect(text).not.toContain('Homologation');
    expect(text.indexOf('HDS.')).toBeLessThan(text.indexOf('Hébergement.'));
  });

  it('ends with the one question that decides, and the way to it', () => {
    expect(guichets.node).toBe('sante');
    expect(guichets.next?.map(({ text }) => text).join('')).toBe(
      'Ce qui décide : Avez-vous une contrainte HDS ? Répondez, ou tapez !conseil contrainte hds.',
    );
  });

  it('is the same whichever is named first', () => {
    expect(firstOf(compare(['guichet-sante', 'guichet']))).toBe(firstOf(guichets));
  });

  it('cites what it says', () => {
    expect(guichets).toMatchObject({ band: 'answer', subjects: ['guichet', 'guichet-sante'] });
    expect(sourcesOf(guichets)).toEqual(['page']);
  });
});

describe('without a rule of the guide', () => {
  it('nobody wins: what the guide says of each', () => {
    const text = textOf(compare(['orme', 'vitrine']));
    expect(text).toMatch(/^Le guide ne désigne pas de gagnant entre Orme et Vitrine\./);
    expect(text).toContain('- Orme est hébergé en interne.\n- Vitrine est plus moderne.');
    expect(text).toContain('- Conformité RGS. Orme : oui ; Vitrine : non communiqué.');
    expect(text).toContain('- Ils sont de type CMS.');
    expect(compare(['orme', 'vitrine']).next).toBeUndefined();
  });

  it('and without a comparison: what they are, and the rows that both have', () => {
    const text = textOf(compare(['guichet', 'bacvert']));
    expect(text).toMatch(/^Le guide ne compare pas Guichet Facile et Bacvert ; il dit de chacun :/);
    expect(text).toContain('Bacvert a été écarté.');
    expect(text).not.toContain('Ce qui les distingue');
  });

  it('of three or more that the guide never compares: what they are, without rows', () => {
    const text = textOf(compare(['guichet', 'guichet-sante', 'vitrine']));
    expect(text).toContain('Le guide ne compare pas Guichet Facile, Guichet Santé et Vitrine');
    expect(text).not.toContain('Ce qui les distingue');
  });
});

describe('what is asked of it', () => {
  it('criteria: on these only, then the rule of the guide', () => {
    const text = textOf(compare(['guichet', 'guichet-sante'], [{ criterion: 'hds' }]));
    expect(text).toBe(
      'HDS :\n- Guichet Facile : non.\n- Guichet Santé : oui.\n\nRègle du guide : Sauf contrainte HDS, préférez Guichet Facile.',
    );
  });

  it('a criterion that the guide gives for none of them: refused', () => {
    expect(compare(['orme', 'vitrine'], [{ criterion: 'hds' }]).band).toBe('refuse');
  });

  it('what is common only', () => {
    const text = textOf(compare(['guichet', 'guichet-sante'], [], true));
    expect(text).not.toContain('Ce qui les distingue');
    expect(text).toContain('Points communs');
  });
});
