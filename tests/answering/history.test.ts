import { describe, expect, it } from 'vitest';
import { entityOf } from '../../src/answering/draft.ts';
import { history, historyWithoutSubject } from '../../src/answering/history.ts';
import type { Asked } from '../../src/understanding/question.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';

const formerly = (subject: string, asked: Asked[] = []) => {
  const desk = deskFor();
  return history(desk, entityOf(desk, subject), asked);
};

describe('what was said before of a subject', () => {
  it('begins with "Auparavant", and ends with what holds today', () => {
    const text = textOf(formerly('guichet'));
    expect(text).toMatch(/^Auparavant, dans une version précédente du guide, pour Guichet Facile :/);
    expect(text).toContain("- Le produit s'appelait Démarches Aisées.");
    expect(text).toContain('- Chez un autre hébergeur.');
    expect(text).toMatch(/Aujourd'hui : Guichet Facile, Site de Guichet Facile/);
  });

  it('ends with the decision where there is one', () => {
    expect(textOf(formerly('bacvert'))).toContain("Aujourd'hui : Bacvert a été écarté.");
  });

  it('cites the older source and the present one', () => {
    expect(sourcesOf(formerly('bacvert'))).toEqual(['avant', 'regles']);
  });

  it('that the guide does not keep is refused', () => {
    expect(formerly('orme').band).toBe('refuse');
    expect(firstOf(formerly('orme'))).toMatch(/^Le guide ne le dit pas/);
  });
});

describe('what was said before of a criterion', () => {
  it('of a subject, with its fact of today', () => {
    const text = textOf(formerly('guichet', [{ criterion: 'hebergement' }]));
    expect(text).toContain('- Chez un autre hébergeur.');
    expect(text).not.toContain('Démarches Aisées');
    expect(text).toContain("Aujourd'hui, « Hébergement » : OVH.");
  });

  it('of all who have it', () => {
    const draft = historyWithoutSubject(deskFor(), [{ criterion: 'hebergement' }]);
    expect(textOf(draft)).toBe('Auparavant :\n- Guichet Facile : chez un autre hébergeur.');
    expect(sourcesOf(draft)).toEqual(['avant']);
  });

  it('of nobody is refused', () => {
    expect(historyWithoutSubject(deskFor(), [{ criterion: 'hds' }])).toMatchObject({
      band: 'refuse',
      citations: [],
    });
  });
});
