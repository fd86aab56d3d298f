import { describe, expect, it } from 'vitest';
import { answerTerm, answerTopics } from '../../src/answering/topics.ts';
import { deskFor, firstOf, sourcesOf, textOf } from '../support/answered.ts';

const topic = (id: string, past = false, how = {}) => answerTopics(deskFor(how), [id], past);
const meaning = { meaning: true };

describe('a topic', () => {
  it('is its main statement, then the others', () => {
    expect(textOf(topic('commun'))).toBe(
      'Commun numérique : Une ressource numérique partagée.\n\n- Elle est produite par une communauté.',
    );
  });

  it('that is a rule is told in the words of the guide', () => {
    expect(textOf(topic('regle-audience'))).toBe("Tout projet DEVRAIT réutiliser une instance d'Audience.");
  });

  it('gives its links', () => {
    expect(textOf(topic('gazette'))).toContain('La Gazette (https://');
  });

  it('tells what was said before only when asked, with what holds today', () => {
    expect(textOf(topic('regle-audience', true))).toBe(
      "Auparavant, dans une version précédente du guide :\n- Rien n'était demandé.\n\nAujourd'hui : Tout projet DEVRAIT réutiliser une instance d'Audience.",
    );
    expect(sourcesOf(topic('regle-audience', true))).toEqual(['avant', 'page']);
    expect(sourcesOf(topic('regle-audience'))).toEqual(['page']);
  });

  it('without a past is told as it is today', () => {
    expect(textOf(topic('commun', true))).toBe(textOf(topic('commun')));
  });
});

describe('a term', () => {
  it('that the guide explains is explained', () => {
    expect(firstOf(topic('dlnuf', false, meaning))).toBe('DLNUF : Dites-le-nous une fois.');
  });

  it('that it does not explain is not explained by us: refused, with what the guide says of it', () => {
    const draft = topic('dnum', false, meaning);
    expect(draft.band).toBe('refuse');
    expect(textOf(draft)).toBe('Le guide ne dit pas ce que « DNUM » veut dire.\n\nLa DNUM porte le guide.');
  });

  it('whose meaning is not asked is just told of', () => {
    expect(topic('dnum')).toMatchObject({ band: 'answer' });
    expect(textOf(topic('dnum'))).toBe('La DNUM porte le guide.');
  });
});

describe('the meaning of a criterion', () => {
  it('is refused, with what the guide says of the word and of whom', () => {
    const draft = answerTerm(deskFor(), 'homologation');
    expect(draft).toMatchObject({ band: 'refuse', subjects: ['guichet'] });
    expect(textOf(draft)).toBe(
      'Le guide ne dit pas ce que « Homologation RGS » veut dire. Le guide emploie le sigle RGS sans le développer.\n\nCe que le guide en dit :\n- Guichet Facile : oui.',
    );
  });
});
